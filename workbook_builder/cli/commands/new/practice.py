"""The command ``workbook new practice``, which creates a practice."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.practice_folder import write_files


@click.command(
    "practice",
    epilog=examples(
        "workbook new my-practice",
        "workbook new my-practice --program wellness/stress-management --host gitlab",
        "workbook new my-practice --program toolbox",
        'workbook new . --yes --name "Quiet Harbor Coaching" --coach "Ines Okafor"',
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@name_checks.option(
    "--name", check=name_checks.line, help="The name of the practice; by default, the folder's."
)
@name_checks.option(
    "--coach", check=name_checks.line, help="The name of the coach, as clients see it."
)
@name_checks.option(
    "--email", check=name_checks.line_or_nothing, help="The email address that clients see."
)
@name_checks.option(
    "--language",
    check=name_checks.language,
    metavar="CODE",
    help="The language of your texts: en, de, pt-BR, … The new files are in it, or in English if"
    " the interface does not come in it.",
)
@name_checks.option(
    "--program",
    check=name_checks.beginning,
    metavar="TRACK/PROGRAM",
    help="The program to start with: one of those that `workbook add` lists, or skeleton; or"
    " toolbox, for single worksheets without a program.",
)
@name_checks.option(
    "--theme",
    check=name_checks.theme,
    metavar="NAME",
    help="The look of pages and sheets: plain, folio, herbarium, pebble, or raster.",
)
@name_checks.option(
    "--host",
    check=name_checks.host,
    metavar="HOST",
    help="Where to publish the site: github, gitlab, netlify, or none.",
)
@click.option("-y", "--yes", is_flag=True, help="Ask no questions, and use the defaults.")
def command(
    folder: Path,
    name: str | None,
    coach: str | None,
    email: str | None,
    language: str | None,
    program: str | None,
    theme: str | None,
    host: str | None,
    yes: bool,
) -> None:
    """Create a practice in FOLDER.

    It is small but complete, for you to change step by step. You are asked for everything that
    you do not give as an option.
    """
    from workbook_builder.content.themes import built_in
    from workbook_builder.model.theme import PLAIN
    from workbook_builder.rendering.translations import has_interface
    from workbook_builder.starter import library, scaffold
    from workbook_builder.starter.origin import origin

    if (folder / "mkdocs.yml").exists() or (folder / "content").exists():
        raise click.UsageError(f"there is already a practice in {short_path(folder)}.")

    def asked(
        question: str, default: str, given: str | None, check: Callable[[str], str], **more: Any
    ) -> str:
        """The value of an option, or else the default with --yes, or else the author's answer."""
        if given is not None or yes:
            return default if given is None else given
        try:
            return str(click.prompt(question, default=default, value_proc=check, **more))
        except click.Abort:
            if sys.stdin.isatty():
                raise
            message = "cannot ask questions here; add --yes, or the missing options."
            raise click.UsageError(message) from None

    words = re.sub(r"[\W_]+", "-", folder.resolve().name).strip("-")
    title = scaffold.titled(words, language or "en")
    name = asked("Name of the practice", title or "My practice", name, name_checks.line)
    coach = asked("Name of the coach", name, coach, name_checks.line)
    email = asked(
        "Email for clients, if any", "", email, name_checks.line_or_nothing, show_default=False
    )
    language = asked("Language of your texts", "en", language, name_checks.language)
    if program is None and not yes:
        known = [name_checks.SKELETON, name_checks.SINGLE_SHEETS, *library.programs()]
        click.echo("Programs to start with:\n" + "".join(f"  {each}\n" for each in known), nl=False)
    program = asked("Program", name_checks.SKELETON, program, name_checks.beginning)
    if theme is None and not yes:
        looks = [f"  {id:<10} {summary}\n" for id, summary in built_in().items()]
        click.echo("Looks:\n" + "".join(looks), nl=False)
    theme = asked("Look", PLAIN, theme, name_checks.theme)
    host = asked("Publish with", "github", host, name_checks.host)

    identity = scaffold.Identity(name, coach, email, language, theme)
    chosen = next(each for each in scaffold.HOSTS if each == host)
    source = origin()
    single = program == name_checks.SINGLE_SHEETS
    files = scaffold.practice(identity, chosen, source, toolbox=single)
    if program == name_checks.SKELETON:
        files |= scaffold.program("personal", "first-steps", language)
    elif not single:
        files |= scaffold.copied(program)
    written = write_files(files, folder)
    lines = str(written["content/workbook.yml"]).split("\n")
    line = next(number for number, line in enumerate(lines, 1) if "FILL IN" in line)
    click.echo(f"\nFill in first: {short_path(folder / 'content/workbook.yml')}:{line}")
    click.echo("Next:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {short_path(folder)}")
    if not has_interface(language):
        click.echo(f"  workbook new translation {language}")
    click.echo("  workbook serve")
    for text in _to_translate(language, in_english=program != name_checks.SKELETON):
        click.echo(text)
    if source.warning and host != "none":
        click.echo(f"\nWarning: {source.warning}", err=True)


def _to_translate(language: str, *, in_english: bool) -> Iterator[str]:
    """What the author has to translate, as the files that were written are in English.

    Args:
        language: The language of the practice.
        in_english: Whether its programs are those of the library.
    """
    from workbook_builder.rendering.translations import has_interface
    from workbook_builder.starter.starter_languages import starter_folder

    spoken = name_checks.language_name(language)
    is_english = language.partition("-")[0] == "en"
    if not is_english and (in_english or starter_folder(language) is None):
        yield f"The texts in content/ are in English, for you to translate into {spoken}."
    if not has_interface(language):
        yield (
            f"The texts of the interface are in English, too: `workbook new translation` adds"
            f" templates/locale/{language}.po, for you to translate."
        )
