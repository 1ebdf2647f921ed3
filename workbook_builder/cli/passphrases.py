"""Asks for passphrases, unless an environment variable holds one for scripts."""

import os
import sys
from typing import Any

import click

VARIABLE = "WORKBOOK_PASSPHRASE"

_SHORT = 16  # characters; fewer can be guessed by trying
_EMPTY = (
    "An empty passphrase would let everybody who finds the file of the key read what clients send."
)
_ADVICE = (
    "This passphrase is short. Five words that have nothing to do with each other are easy to"
    " remember, and nobody can guess them."
)


def new_passphrase() -> str:
    """A passphrase for a new key, which is asked for twice. Advises against a short one."""
    if (given := given_passphrase()) is not None:
        if not given.strip():
            raise click.UsageError(f"{VARIABLE} is empty. {_EMPTY}")
        if len(given) < _SHORT:
            click.echo(f"Advice: {_ADVICE}", err=True)
        return given
    while True:
        word = asked_passphrase("Passphrase", confirmation_prompt="The same again")
        if not word.strip():
            click.echo(_EMPTY, err=True)
        elif len(word) >= _SHORT:
            return word
        else:
            click.echo(_ADVICE, err=True)
            if click.confirm("Use it all the same?", err=True):
                return word


def given_passphrase() -> str | None:
    """The passphrase in the environment, or None if it should be asked for."""
    return os.environ.get(VARIABLE)


def asked_passphrase(question: str, **options: Any) -> str:
    """What somebody types, without showing it.

    Raises:
        click.UsageError: There is nobody who could type.
    """
    try:
        # Standard output may be a file of answers.
        return str(
            click.prompt(
                question, default="", show_default=False, hide_input=True, err=True, **options
            )
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        message = f"cannot ask for a passphrase here; put it into the variable {VARIABLE}."
        raise click.UsageError(message) from None
