"""Checks of names that authors pass to commands.

Each check returns the name, or raises ``click.UsageError`` with a hint.
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from workbook_builder.cli.console import short_path

SKELETON, SINGLE_SHEETS = "skeleton", "toolbox"  # what a practice can begin with

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
F = TypeVar("F", bound=Callable[..., Any] | click.Command)


def option(*names: str, check: Callable[[str], str], **more: Any) -> Callable[[F], F]:
    """An option whose value is checked before the command asks any questions."""

    def checked(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
        return value if value is None else check(value)

    return click.option(*names, callback=checked, **more)


def line(text: str) -> str:
    """Check the name of a practice or a coach."""
    try:  # where the system's encoding lacks letters, Python passes on their bytes
        text = text.encode("utf-8", "surrogateescape").decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise click.UsageError("write the name in UTF-8, as your terminal should.") from error
    if not text or len(text) > 300 or len(text.splitlines()) > 1:
        raise click.UsageError("write a single line of 1 to 300 characters.")
    return text


def line_or_nothing(text: str) -> str:
    """Check a name that may be empty."""
    return line(text) if text.strip() else ""


def language(code: str) -> str:
    """Check a language code: one of those that Unicode has data for, with a region if needed."""
    from babel import Locale, UnknownLocaleError

    parts = re.split("[-_]", code)
    better = "-".join([parts[0].lower(), *(part.upper() for part in parts[1:])])
    if not _LANGUAGE.fullmatch(better):
        raise click.UsageError(
            f"`{code}` is not a language code; write one like `en`, `de`, or `pt-BR`."
        )
    try:
        Locale.parse(parts[0].lower())
    except (ValueError, UnknownLocaleError):
        raise click.UsageError(
            f"there is no language `{parts[0]}`; write a code like `en`, `de`, or `pt-BR`."
        ) from None
    if better != code:
        raise click.UsageError(f"`{code}` is not a language code; did you mean `{better}`?")
    return code


def language_name(code: str) -> str:
    """The English name of a language, by a code that has been checked."""
    from babel import Locale

    language = code.partition("-")[0]
    return str(Locale("en").languages.get(language, language))


def beginning(name: str) -> str:
    """Check what a new practice begins with: one of our own names, or a program of the library."""
    return name if name in (SKELETON, SINGLE_SHEETS) else library_program(name)


def library_program(name: str) -> str:
    """Check the name of a program in the library, as ``track/program``."""
    from workbook_builder.starter.library import programs

    return one_of("program in the library", programs(), name)


def host(name: str) -> str:
    """Check the name of a host that publishes sites."""
    from workbook_builder.starter.scaffold import HOSTS

    return one_of("host", HOSTS, name)


def theme(name: str) -> str:
    """Check the name of a theme that comes with Workbook Builder."""
    from workbook_builder.content.themes import built_in

    return one_of("theme", built_in(), name)


def one_of(what: str, known: Collection[str], name: str) -> str:
    """Check that a name is one of those that are known; ``what`` says what it names."""
    from workbook_builder.content.error_messages import suggestion

    if name not in known:
        raise click.UsageError(f"there is no {what} `{name}`; {suggestion(name, known)}")
    return name


def track(name: str) -> str:
    """Check the id of a new track."""
    from workbook_builder.content.file_ids import RESERVED_TRACKS

    return id_name(name, RESERVED_TRACKS)


def worksheet(name: str) -> str:
    """Check the id of a new shared worksheet."""
    from workbook_builder.content.loader import RESERVED_WORKSHEETS

    return id_name(name, RESERVED_WORKSHEETS)


def new_program(root: Path, name: str) -> str:
    """Check the id of a new program, which must be unique in the practice.

    The keys of all answers begin with it.
    """
    from workbook_builder.model.toolbox import TOOLBOX

    for path in (root / "content/tracks").glob(f"*/{id_name(name, [TOOLBOX])}.yml"):
        raise click.UsageError(f"there is already a program `{name}`: {short_path(path)}")
    return name


def day(text: str) -> str:
    """Check a day of the calendar."""
    from datetime import date

    try:
        found = date.fromisoformat(text)
    except ValueError:
        message = f"`{text}` is no day; write year, month, and day, as in 2026-12-07."
        raise click.UsageError(message) from None
    return found.isoformat()


def client_id(id: str, name: str) -> str:
    """Check the id of a new client, or make one of the client's name if it is empty."""
    from workbook_builder.answers import ids
    from workbook_builder.clients.client_files import wrong_id

    found = id or ids.slug(name)
    if not found:
        message = f"`{name}` has no letters for an id; choose one, as in --id client-1"
        raise click.UsageError(message)
    if wrong := wrong_id(found):
        raise click.UsageError(f"{wrong[0]}; {wrong[1]}")
    return found


def id_name(name: str, reserved: Collection[str] = ()) -> str:
    """Check a name that is to be an id."""
    from workbook_builder.answers import ids
    from workbook_builder.storage.file_names import is_device

    if name in reserved:
        raise click.UsageError(f"`{name}` is reserved for the site itself; choose another name.")
    if is_device(name):
        raise click.UsageError(f"`{name}` is reserved for Windows; choose another name.")
    if not _SLUG.fullmatch(name) or len(name) > 60:
        better = ids.slug(name)
        hint = f": `{better}`" if _SLUG.fullmatch(better) else ""
        rule = "use lowercase letters, digits, and single hyphens"
        raise click.UsageError(f"`{name}` cannot be used as a name; {rule}{hint}")
    return name
