"""The command ``workbook answers``, which reads the answers from a file that a client filled in."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from workbook_builder.cli.coach_keys import CoachKeys
from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.output_streams import printable_json
from workbook_builder.problems.problem import Problem, Rule, WorkbookError


@click.command(
    "answers",
    epilog=examples(
        "workbook answers goal-a4.pdf",
        "workbook answers goal-a4.pdf -o answers.json",
        "workbook answers goal.docx",
        "workbook answers Ana-better-sleep-2026-12-07.html",
        "workbook answers Ana-better-sleep-2026-12-07.txt -o answers.json",
    ),
)
@click.argument(
    "pdf", metavar="FILLED", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write the answers to; by default they are printed.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def command(pdf: Path, output: Path | None, force: bool) -> None:
    """Read a client's answers from a filled-in form, or from another file that was sent.

    FILLED is a PDF or a Word document of a worksheet or a workbook that was filled in on a screen
    and saved, or a program in one file that was; a scan holds no answers. Or it is a file that was
    encrypted for the key that `workbook key new` has made. The result is a file of answers, which
    `workbook print` and the site can open. Only you can read it.
    """
    from workbook_builder.answers import answers_file
    from workbook_builder.storage.private_files import write_private_file

    if output and output.exists():
        if output.samefile(pdf):
            raise click.BadParameter(
                "this is the file that is read; give the answers another name",
                param_hint="'--output'",
            )
        if output.is_file() and not force:
            raise click.UsageError(
                f"already there: {short_path(output)}. Nothing was written."
                " Choose another name, or replace it with --force."
            )
    sent = pdf.read_bytes()
    content = CoachKeys().decrypted(sent, str(pdf))
    is_answers = content is not sent and not content.startswith((b"%PDF", b"PK"))
    if is_answers or answers_file.is_program(content):
        found = answers_file.opened(content, str(pdf))
    else:
        found = answers_file.Content(_in_form(pdf, content))
    values = found.answers
    _say_whose(pdf, values)
    text = answers_file.written(found)
    if output is None:
        click.echo(printable_json(text), nl=False)
    else:
        write_private_file(output, text)
        click.echo(f"{counted(len(values), 'answer')} in {short_path(output)}.")


def _in_form(pdf: Path, content: bytes) -> Mapping[str, str]:
    """The answers in a form. What cannot be read is said."""
    from workbook_builder.answers.filled_form import FilledForm, UnreadableForm
    from workbook_builder.answers.printed_answer import shortened
    from workbook_builder.pdf import form_values
    from workbook_builder.word.filled_document import read_word
    from workbook_builder.word.word_package import is_word

    what, lost = "PDF", ("chosen option", "merged", "read each sheet alone")
    read_form: Callable[[bytes], FilledForm] = form_values.read_form
    if is_word(content):
        what, lost = "document", ("answer", "saved", "ask for it from before")
        read_form = read_word
    try:
        form = read_form(content)
    except UnreadableForm as error:
        raise _problem(pdf, str(error), error.hint) from error
    if form.nameless:
        field, done, way_out = lost
        message = f"the program that {done} this {what} has dropped their names; {way_out}"
        click.echo(f"Not read: {counted(form.nameless, field)}: {message}", err=True)
    if not form.values:
        hint = "fill in the form and save it; a scan or a printout contains no answers"
        raise _problem(pdf, f"there are no answers in this {what}", hint)
    if form.placed:
        message = "the program that saved it has dropped their names. Please compare some of them"
        click.echo(
            f"Read by their place: {counted(len(form.placed), 'answer')}: {message}.", err=True
        )
    for key, others in form.others.items():
        for each in others:
            click.echo(
                f"Not read: {key}: the {what} has a second answer, “{shortened(each)}”", err=True
            )
    return form.values


def _say_whose(pdf: Path, values: Mapping[str, str]) -> None:
    """Say if answers are not the client's. Those of several people are never in one file."""
    from workbook_builder.answers.ids import is_others_key

    theirs = sum(map(is_others_key, values))
    if 0 < theirs < len(values):
        message = "this has answers of the client and of somebody else"
        hint = "read the files that were merged one by one, so that they do not mix"
        raise _problem(pdf, message, hint)
    if theirs:
        click.echo(
            "Somebody else filled in this sheet, so its answers are not the client's. Keep the"
            " file by itself: the site does not read it in.",
            err=True,
        )


def _problem(pdf: Path, message: str, hint: str) -> WorkbookError:
    return WorkbookError([Problem(str(pdf), 0, 0, Rule.ANSWERS, message, hint)])
