"""The command ``workbook check``, which reports problems and gives advice."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import all_counted, contents, counted, examples
from workbook_builder.cli.failures import problems_of
from workbook_builder.cli.output_streams import printable_json
from workbook_builder.cli.practice_folder import (
    CONFIGURATION,
    configuration_if_named,
    need_practice,
)
from workbook_builder.problems.problem import Problem

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.practice.practice import Practice


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
    content = (content or _content(config_file)).absolute()
    summary = ""
    try:
        practice, found = _checked(content)
        advised = f", {counted(len(found), 'piece')} of advice" if found else ""
        summary = f"No problems: {contents(practice.workbook)}{advised}.\n"
    except Exception as error:
        found = problems_of(error) or ()
        if not found:
            raise
    failed = any(strict or not each.rule.is_advice for each in found)
    if failed:
        summary = f"{all_counted(found)}\n"
    report = FORMATS[form](found)
    if form in ("json", "sarif"):
        report = printable_json(report)
    click.echo(report + (summary if form == "text" else ""), nl=False)
    sys.exit(failed)


def _content(config_file: Path | None) -> Path:
    """The content of a practice: in its usual place, or where the configuration says it is."""
    root = need_practice(config_file)
    if (root / "content").is_dir():
        return root / "content"
    from workbook_builder.publish.mkdocs_site import load_site

    _, plugin = load_site(config_file or root / CONFIGURATION)
    return Path(plugin.config.content)


def _checked(content: Path) -> "tuple[Practice, Sequence[Problem]]":
    """Load a practice, and collect all advice on it.

    Raises:
        WorkbookError: The content has problems.
    """
    from workbook_builder.advice.advice import advice, sheet_paths
    from workbook_builder.advice.template_texts import template_texts
    from workbook_builder.practice.practice import Practice
    from workbook_builder.print.press import page_counts
    from workbook_builder.rendering.template_errors import explaining
    from workbook_builder.storage.memo import Memo
    from workbook_builder.storage.output_tree import LazyFiles

    with explaining():
        memo = Memo()
        practice = Practice.open(content, content.parent / "templates", memo=memo, remember=True)
        if not practice.workbook.is_english:
            practice = practice.forgetful()  # render everything: no untranslated text is missed

        def advised() -> "Sequence[Problem]":
            sheets = practice.sheets()
            paths = sorted(sheet_paths(practice.workbook))
            if not practice.workbook.is_english:
                dict(practice.pages())
                practice.assets()
            shown = LazyFiles({path: partial(sheets.__getitem__, path) for path in paths})
            pages = page_counts(shown, fingerprint=practice.fingerprint)
            return advice(practice.workbook, content, pages, memo, practice.untranslated)

        found = practice.remembered(f"advice in {content} from {Path.cwd()}", advised)
        # The practice's own pages do not belong to what is remembered.
        return practice, sorted([*found, *template_texts(content)])
