"""The command ``workbook check``, which reports problems and gives advice."""

import sys
from pathlib import Path

import click

from workbook_builder.cli.console import examples
from workbook_builder.cli.content_check import content_folder, content_report
from workbook_builder.cli.output_streams import printable_json
from workbook_builder.cli.practice_folder import configuration_if_named


@click.command(
    "check",
    epilog=examples(
        "workbook check",
        "workbook check my-practice/content --strict",
        "workbook check --format sarif > workbook.sarif",
    ),
)
@click.argument(
    "content", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@configuration_if_named
@click.option("--strict", is_flag=True, help="Treat advice as problems.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="The output format: text is for people, json for programs, the others for code hosts.",
)
def command(content: Path | None, config_file: Path | None, strict: bool, form: str) -> None:
    """Check a practice, and report all problems and advice with their places.

    CONTENT is its folder of content; by default, that of the practice that you are in.
    """
    from workbook_builder.problems.report_formats import FORMATS

    if content and config_file:
        raise click.UsageError("name either the folder of content, or mkdocs.yml with -f.")
    found = content_report(content or content_folder(config_file), strict=strict)
    report = FORMATS[form](found.problems)
    if form in ("json", "sarif"):
        report = printable_json(report)
    click.echo(report + (found.summary if form == "text" else ""), nl=False)
    sys.exit(found.failed)
