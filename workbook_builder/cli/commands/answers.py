"""The command ``workbook answers``, which reads the answers from a PDF form."""

from pathlib import Path

import click

from workbook_builder.cli.console import counted, examples, explained, short_path
from workbook_builder.problems.problem import Problem, Rule, WorkbookError


@click.command(
    "answers",
    epilog=examples("workbook answers goal-a4.pdf", "workbook answers goal-a4.pdf -o answers.json"),
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
def command(pdf: Path, output: Path | None) -> None:
    """Read the answers from the filled-in PDF form FILLED.

    The result is a file of answers, which `workbook print` and the site can open.
    """
    from workbook_builder.answers import answers_file
    from workbook_builder.pdf import form_values

    if output and output.exists() and output.samefile(pdf):
        raise click.BadParameter(
            "this is the PDF itself; give the answers another name", param_hint="'--output'"
        )
    with explained():
        try:
            found = form_values.read_values(pdf.read_bytes())
        except ValueError as error:
            raise WorkbookError([Problem(str(pdf), 0, 0, Rule.ANSWERS, str(error))]) from error
        if not found:
            message = "there are no answers in this PDF"
            hint = "fill in the form and save it; a scan or a printout contains no answers"
            raise WorkbookError([Problem(str(pdf), 0, 0, Rule.ANSWERS, message, hint)])
    text = answers_file.write(found)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(f"{counted(len(found), 'answer')} in {short_path(output)}.")
