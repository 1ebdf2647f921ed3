"""The command ``workbook print``, which prints worksheets with a client's answers."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from workbook_builder.cli.coach_keys import CoachKeys
from workbook_builder.cli.console import (
    counted,
    examples,
    progress,
    short_path,
)
from workbook_builder.cli.practice_folder import configuration
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

if TYPE_CHECKING:
    from workbook_builder.model.workbook import Workbook
    from workbook_builder.model.workbook_settings import Paper
    from workbook_builder.practice.client_folder import Client

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    "print",
    epilog=examples(
        "workbook print answers.json",
        "workbook print answers.json --worksheet better-sleep/goal --paper us-letter",
        "workbook print answers.json --whole -o printed/whole",
    ),
)
@click.argument("file", metavar="ANSWERS", type=_file)
@configuration
@click.option(
    "-w",
    "--worksheet",
    "worksheets",
    metavar="PROGRAM/WORKSHEET",
    multiple=True,
    help="Print only this worksheet; can be repeated.",
)
@click.option(
    "--whole", is_flag=True, help="Print the whole workbook of each program that has answers."
)
@click.option(
    "--word",
    is_flag=True,
    help="Make Word documents instead of PDFs, in which you and the client can go on writing.",
)
@click.option(
    "-p",
    "--paper",
    metavar="PAPER",
    help="The paper: a4, us-letter, or a5; by default the first one in workbook.yml.",
)
@click.option(
    "-l",
    "--language",
    metavar="LANGUAGE",
    help="The language of the worksheets; by default, the one in which they were filled in.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the PDFs; by default, printed/ of the practice, with the client's name.",
)
@click.option(
    "--force", is_flag=True, help="Replace PDFs that are there, even those of another client."
)
def command(
    file: Path,
    config_file: Path,
    worksheets: tuple[str, ...],
    whole: bool,
    word: bool,
    paper: str | None,
    language: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Print worksheets with a client's answers filled in.

    ANSWERS is a file that a client saved on the site with "Save my answers", a program in one file
    that a client saved, or what `workbook answers` read from a PDF. It may be encrypted for your
    key. Worksheets without answers are left out, unless you use --whole.

    Each client has a folder, named after the client-name in the answers, or else after the file.
    PDFs that are there are kept, unless you use --force. Only you can read them.
    """
    from workbook_builder.answers import answers_file
    from workbook_builder.content.error_messages import suggestion
    from workbook_builder.practice.answered_sheets import PrintRequest, answered_sheets
    from workbook_builder.practice.client_folder import Client, client_name, write_sheets
    from workbook_builder.print.press import Press
    from workbook_builder.publish.mkdocs_site import load_site

    content = answers_file.opened(CoachKeys().decrypted(file.read_bytes(), str(file)), str(file))
    given = content.answers
    config, plugin = load_site(config_file)
    practice = plugin.open(config)
    known = practice.workbook.all_languages
    if language and language not in known:
        raise click.UsageError(f"there is no language `{language}`; {suggestion(language, known)}")
    practice = practice.in_language(language or content.language)
    request = PrintRequest(
        _paper(paper, practice.workbook), _known(worksheets, practice.workbook), whole, word
    )
    sheets = answered_sheets(practice, given, str(file), request)
    for key, reason in sheets.left_out.items():
        click.echo(f"Not printed: {key}: {reason}", err=True)
    for warning in sheets.warnings:
        click.echo(str(warning), err=True)
    if not sheets.documents:
        hint = "the key of an answer begins with program/worksheet, as in better-sleep/goal/by"
        message = "there are no answers for the worksheets to print"
        raise WorkbookError([Problem(str(file), 0, 0, Rule.ANSWERS, message, hint)])
    client = Client(client_name(given), file)
    folder = output or Path(config_file.parent, "printed", client.folder)
    if not force:
        _check_free(folder, [each.path for each in sheets.documents], client)
    with progress("Printing", len(sheets.documents)) as step, Press(step) as press:
        press.begin({each.path: each for each in sheets.documents})
        write_sheets(press.finish(), folder, client)
    kind = "Word document" if word else "PDF"
    click.echo(f"{counted(len(sheets.documents), kind)} in {short_path(folder)}.")


def _check_free(folder: Path, paths: list[str], client: "Client") -> None:
    """Check that nothing is overwritten, and that the folder is not that of another client."""
    from workbook_builder.practice.client_folder import OtherClientError, check_free
    from workbook_builder.storage.new_files import FilesExistError

    way_out = "Choose another folder with --output"
    try:
        check_free(folder, paths, client)
    except OtherClientError as error:
        raise click.UsageError(
            f"{short_path(folder)} contains the sheets of another client, or from another file."
            f" {way_out}. If it is the same client, add to them with --force."
        ) from error
    except FilesExistError as error:
        names = ", ".join(map(short_path, error.paths))
        raise click.UsageError(
            f"already there: {names}. Nothing was written. {way_out}, or replace with --force."
        ) from error


def _paper(name: str | None, workbook: "Workbook") -> "Paper":
    from workbook_builder.model.workbook_settings import Paper

    known: tuple[Paper, ...] = get_args(Paper)
    if name is None:
        return workbook.papers[0]
    for paper in known:
        if paper == name:
            if paper == "a5" and workbook.print.large_print:
                raise click.UsageError("large print does not fit on A5; choose another paper.")
            return paper
    raise click.UsageError(f"there is no paper `{name}`; choose one of: {', '.join(known)}.")


def _known(names: tuple[str, ...], workbook: "Workbook") -> tuple[str, ...]:
    """Check that all worksheets exist. Returns their names."""
    from workbook_builder.content.error_messages import suggestion

    known = [
        f"{program.id}/{sheet.id}"
        for _, program in workbook.collections()
        for sheet in program.worksheets
    ]
    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no worksheet `{name}`; {suggestion(name, known)}")
    return names
