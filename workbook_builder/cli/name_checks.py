"""Names that authors give to commands: each is checked, and refused with a way out."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from workbook_builder.cli.console import short_path

SKELETON = "skeleton"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
F = TypeVar("F", bound=Callable[..., Any] | click.Command)


def option(*names: str, check: Callable[[str], str], **more: Any) -> Callable[[F], F]:
    """An option whose value is checked before any question is asked."""

    def checked(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
        return value if value is None else check(value)

    return click.option(*names, callback=checked, **more)


def line(text: str) -> str:
    """A text that can be a name."""
    text = text.strip()
    if not text or len(text) > 300 or len(text.splitlines()) > 1:
        raise click.UsageError("a name is one line of at most 300 letters.")
    return text


def line_or_nothing(text: str) -> str:
    """The same, or nothing."""
    return line(text) if text.strip() else ""


def language(code: str) -> str:
    """The code of a language."""
    if not _LANGUAGE.fullmatch(code):
        raise click.UsageError(f"`{code}` is no language code; write one like `en` or `de`.")
    return code


def beginning(name: str) -> str:
    """What a practice begins with: a program of the library, or a skeleton."""
    return name if name == SKELETON else library_program(name)


def library_program(name: str) -> str:
    """A program of the library, as ``track/program``."""
    from workbook_builder.starter.library import programs

    return one_of("program in the library", programs(), name)


def host(name: str) -> str:
    """Who publishes a site."""
    from workbook_builder.starter.scaffold import HOSTS

    return one_of("host", HOSTS, name)


def one_of(what: str, known: Collection[str], name: str) -> str:
    """A name that is known."""
    from workbook_builder.content.error_messages import suggestion

    if name not in known:
        raise click.UsageError(f"there is no {what} `{name}`; {suggestion(name, known)}")
    return name


def track(name: str) -> str:
    """The id of a track."""
    from workbook_builder.content.loader import RESERVED_TRACKS

    return slug(name, RESERVED_TRACKS)


def worksheet(name: str) -> str:
    """The id of a worksheet."""
    from workbook_builder.content.loader import RESERVED_WORKSHEETS

    return slug(name, RESERVED_WORKSHEETS)


def new_program(root: Path, name: str) -> str:
    """The id of a program that a practice does not have: it begins the key of every answer."""
    for path in (root / "content/tracks").glob(f"*/{slug(name)}.yml"):
        raise click.UsageError(f"there is a program `{name}` already: {short_path(path)}")
    return name


def slug(name: str, reserved: Collection[str] = ()) -> str:
    """A name that can be an id."""
    from workbook_builder.answers import ids

    if name in reserved:
        raise click.UsageError(f"`{name}` is a name of the site's own; choose another.")
    if not _SLUG.fullmatch(name) or len(name) > 60:
        better = ids.slug(name)
        hint = f": `{better}`" if _SLUG.fullmatch(better) else ""
        rule = "use small letters, digits and single hyphens"
        raise click.UsageError(f"`{name}` cannot be a name; {rule}{hint}")
    return name
