"""The commands that write files to begin with: ``workbook new``."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from workbook_builder.cli import name_checks as names
from workbook_builder.cli import practice_folder as places
from workbook_builder.cli.console import counted, examples, short_path


class _New(click.Group):
    """A group whose first word is a folder for a practice where it is no command."""

    command_class = places.Explained

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that some words name."""
        first, *rest = args
        if first not in self.commands:
            if rest and not first.startswith("-") and not rest[0].startswith("-"):
                from workbook_builder.content.validation import closest

                hint = closest(first, self.commands)
                raise click.UsageError(f"there is no `workbook new {first}`; {hint}", ctx)
            args = ["practice", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=_New,
    context_settings={"ignore_unknown_options": True},
    epilog=examples(
        "workbook new my-practice                 a practice, with a few questions",
        "workbook new my-practice --yes           without them",
        "workbook new program wellness/calm-days  in your practice",
        "workbook new practice --help             what can be said without questions",
    ),
)
def new() -> None:
    """Write files to begin with: `workbook new FOLDER` makes a practice.

    The other commands add to the practice around the current folder. What they write explains
    itself in comments. No file is ever overwritten, and nothing is left half-written.
    """


# -- A practice ----------------------------------------------------------------------------------


@new.command(
    epilog=examples(
        "workbook new my-practice",
        "workbook new my-practice --program wellness/stress-management --host gitlab",
        'workbook new . --yes --name "Quiet Harbor Coaching" --coach "Ines Okafor"',
    )
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@names.option("--name", check=names.line, help="The name of the practice; else it is the folder's.")
@names.option("--coach", check=names.line, help="The name of the coach, as clients read it.")
@names.option("--email", check=names.line_or_nothing, help="Where clients can write to.")
@names.option(
    "--language", check=names.language, metavar="CODE", help="What you write in: en, de, …"
)
@names.option(
    "--program",
    check=names.beginning,
    metavar="TRACK/PROGRAM",
    help="A program of the library (`workbook add` lists them), or: skeleton.",
)
@names.option(
    "--host",
    check=names.host,
    metavar="HOST",
    help="github, gitlab, netlify or none.",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what is usual.")
def practice(
    folder: Path,
    name: str | None,
    coach: str | None,
    email: str | None,
    language: str | None,
    program: str | None,
    host: str | None,
    yes: bool,
) -> None:
    """Make a practice in FOLDER.

    It is small and complete: change it piece by piece. Asks what no option says.
    """
    from workbook_builder.starter import library, scaffold

    if (folder / "mkdocs.yml").exists() or (folder / "content").exists():
        raise click.UsageError(f"there is a practice in {short_path(folder)} already.")

    def asked(
        question: str, usual: str, given: str | None, check: Callable[[str], str], **more: Any
    ) -> str:
        """What an option says, or else what is usual, or what somebody answers."""
        if given is not None or yes:
            return usual if given is None else given
        try:
            return str(click.prompt(question, default=usual, value_proc=check, **more))
        except click.Abort:
            if sys.stdin.isatty():
                raise
            raise click.UsageError("nobody is here to answer: add --yes, or options.") from None

    title = scaffold.titled(re.sub(r"[\W_]+", "-", folder.resolve().name).strip("-"))
    name = asked("Name of the practice", title or "My practice", name, names.line)
    coach = asked("Name of the coach", name, coach, names.line)
    email = asked("Email for clients, if any", "", email, names.line_or_nothing, show_default=False)
    language = asked("Language of what you write", "en", language, names.language)
    if program is None and not yes:
        known = [names.SKELETON, *library.programs()]
        click.echo("Programs to begin with:\n" + "".join(f"  {each}\n" for each in known), nl=False)
    program = asked("Program", names.SKELETON, program, names.beginning)
    host = asked("Publish with", "github", host, names.host)

    identity = scaffold.Identity(name, coach, email, language)
    made = scaffold.practice(identity, next(each for each in scaffold.HOSTS if each == host))
    made |= (
        scaffold.program("personal", "first-steps")
        if program == names.SKELETON
        else scaffold.copied(program)
    )
    written = places.written(made, folder)
    lines = str(written["content/workbook.yml"]).split("\n")
    line = next(number for number, line in enumerate(lines, 1) if "FILL IN" in line)
    click.echo(f"\nFill in first: {short_path(folder / 'content/workbook.yml')}:{line}")
    click.echo("Next:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {short_path(folder)}")
    if language.partition("-")[0] != "en":
        click.echo(f"  workbook new translation {language}")
    click.echo("  workbook serve")


# -- In a practice -------------------------------------------------------------------------------


@new.command(epilog=examples("workbook new track family"))
@click.argument("name")
def track(name: str) -> None:
    """Add a track.

    Writes its file, and a program to change, as a track needs one.
    """
    from workbook_builder.starter import scaffold

    root = places.practice()
    names.track(name)
    program = f"{name}-first-steps"
    if (root / f"content/tracks/{name}").exists():
        hint = f"add a program to it: workbook new program {name}/NAME"
        raise click.UsageError(f"there is a track `{name}` already; {hint}")
    names.new_program(root, program)
    places.written(scaffold.program(name, program), root)


@new.command(epilog=examples("workbook new program wellness/calm-days"))
@click.argument("name", metavar="TRACK/NAME")
def program(name: str) -> None:
    """Add a program to a track.

    It is small and complete, with comments that explain its keys. The file of the track comes
    along where the track is new.
    """
    from workbook_builder.starter import scaffold

    root = places.practice()
    track, _, id = name.partition("/")
    if not id:
        tracks = sorted(path.name for path in (root / "content/tracks").glob("*/"))
        hint = ", ".join(f"`{each}/{name}`" for each in tracks)
        raise click.UsageError(f"say which track it belongs to: {hint}")
    names.track(track)
    names.new_program(root, id)
    places.written(scaffold.program(track, id), root)


@new.command(epilog=examples("workbook new worksheet evening-walk"))
@click.argument("name")
def worksheet(name: str) -> None:
    """Add a shared worksheet.

    Programs put it into their phases with `use: NAME`.
    """
    from workbook_builder.starter import scaffold

    root = places.practice()
    names.worksheet(name)
    places.written(scaffold.worksheet(name), root)
    click.echo(f"Next: add the line `- use: {name}` to the worksheets of a phase.")


@new.command(epilog=examples("workbook new field mood"))
@click.argument("name")
def field(name: str) -> None:
    """Write a field type of your own.

    It is a package to install: its model, its templates for web and paper, and a test.
    """
    from workbook_builder.model import fields
    from workbook_builder.starter import scaffold

    if not names.slug(name)[0].isalpha():
        raise click.UsageError(f"`{name}` cannot be a field type: begin with a letter.")
    if name in fields.types():
        raise click.UsageError(f"there is a field type `{name}` already.")
    root = places.found() or Path.cwd()
    places.written(scaffold.field(name), root)
    folder = short_path(root / f"workbook-field-{name}")
    click.echo(f"Next: python -m pip install -e {folder}")


@new.command(epilog=examples("workbook new translation fi"))
@click.argument("language")
def translation(language: str) -> None:
    """Write a file to translate the interface.

    templates/locale/LANGUAGE.po gets every text that has no translation yet; what is translated
    there already stays.
    """
    from babel.messages.pofile import PoFileError

    from workbook_builder.starter.translation_file import catalog

    if names.language(language).partition("-")[0] == "en":
        raise click.UsageError("the interface is English already.")
    own = places.practice() / "templates"
    path = own / "locale" / f"{language}.po"
    try:
        found = catalog(language, own)
    except PoFileError as error:
        raise click.ClickException(f"{short_path(path)} cannot be read: {error}") from error
    if found.new:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".po.new")
        new.write_text(found.text, encoding="utf-8")
        new.replace(path)
    if found.empty:
        click.echo(f"{counted(found.empty, 'text')} to translate in {short_path(path)}.")
    else:
        click.echo(f"Every text of the interface has a translation into `{language}`.")


@new.command(epilog=examples("workbook new schemas"))
def schemas() -> None:
    """Renew what editors know.

    Editors check and complete your files with the schemas in .workbook/, which hold nothing of
    yours. Renew them after an update, and when you have installed a new field type.
    """
    from workbook_builder.starter import scaffold
    from workbook_builder.storage.output_tree import put

    root = places.practice()
    files = scaffold.editor()
    put(files, root)
    click.echo(f"{counted(len(files), 'schema')} in {short_path(root / '.workbook')}.")
