"""Opens encrypted files for the commands that read what clients send."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from workbook_builder.cli.passphrases import VARIABLE, asked_passphrase, given_passphrase
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.encryption.private_key import PrivateKey

_TRIES = 3


class CoachKeys:
    """The coach's private keys on this computer.

    A passphrase is asked for when the first file needs it, and never again for the same key.
    """

    def __init__(self) -> None:
        self._open: dict[str, PrivateKey] = {}
        self._closed: set[str] = set()  # whose passphrase nobody knew

    def decrypted(self, content: bytes, name: str) -> bytes:
        """What is in a file: decrypted if it is encrypted, and otherwise as it is.

        Args:
            content: The bytes of the file.
            name: The name of the file, for problems.

        Raises:
            WorkbookError: It is encrypted, and cannot be opened.
            click.UsageError: A passphrase is needed, and nobody can be asked.
        """
        from workbook_builder.encryption.jwe_text import is_encrypted

        if not is_encrypted(content):
            return content
        from workbook_builder.encryption.cannot_open import CannotOpen
        from workbook_builder.encryption.encrypted_answers import key_needed, opened

        try:
            key = self._key(key_needed(content), name)
            return opened(content, [key])
        except CannotOpen as error:
            _refuse(name, str(error), error.hint)

    def _key(self, thumbprint: str, name: str) -> "PrivateKey":
        """The key of this thumbprint, which a file of this name needs."""
        from workbook_builder.encryption.encrypted_answers import shortened
        from workbook_builder.encryption.private_key import key_files
        from workbook_builder.storage.user_folders import keys_folder

        if thumbprint in self._open:
            return self._open[thumbprint]
        path = key_files(keys_folder()).get(thumbprint)
        shown = shortened(thumbprint)
        if path is None:
            _refuse(
                name,
                f"this file is encrypted for the key {shown}, which is not on this computer",
                "open it where the key is, or copy the file of the key from your backup into"
                f" {keys_folder()}",
            )
        if thumbprint not in self._closed:
            if key := _unlocked(path, shown):
                self._open[thumbprint] = key
                return key
            self._closed.add(thumbprint)
        hint = "run the command again with the right one; if it is, the file of the key is damaged:"
        hint += " take it from your backup"
        if given_passphrase() is not None:
            hint = f"correct the variable {VARIABLE}, or remove it to be asked"
        _refuse(name, f"this passphrase does not open the key {shown}", hint)


def _unlocked(path: Path, shown: str) -> "PrivateKey | None":
    """The key in a file, or None if nobody knows its passphrase.

    Raises:
        CannotOpen: The file is damaged.
    """
    from workbook_builder.encryption.cannot_open import WrongPassphrase
    from workbook_builder.encryption.private_key import open_key

    given = given_passphrase()
    for tried in range(1, 2 if given is not None else _TRIES + 1):
        word = asked_passphrase(f"Passphrase of the key {shown}") if given is None else given
        try:
            return open_key(path, word)
        except WrongPassphrase:
            if given is None and tried < _TRIES:
                click.echo("That is another passphrase. Try again.", err=True)
    return None


def _refuse(name: str, message: str, hint: str) -> NoReturn:
    raise WorkbookError([Problem(name, 0, 0, Rule.ANSWERS, message, hint)])
