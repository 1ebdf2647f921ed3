"""What `workbook check` finds in a practice, for each command that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_builder.cli.console import all_counted, contents, counted
from workbook_builder.cli.failures import problems_of
from workbook_builder.cli.practice_folder import CONFIGURATION, need_practice
from workbook_builder.problems.problem import Problem

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.practice.practice import Practice


@dataclass(frozen=True)
class ContentReport:
    """What was found in the content of a practice.

    Attributes:
        problems: All problems, or all advice if there are none.
        summary: What there is, in a line.
        failed: Whether the content has problems, as advice is one only in a strict check.
    """

    problems: Sequence[Problem]
    summary: str
    failed: bool


def content_report(content: Path, *, strict: bool = False) -> ContentReport:
    """Check the content of a practice.

    Args:
        content: Its folder of content.
        strict: Whether advice counts as a problem.
    """
    summary = ""
    try:
        practice, found = _checked(content.absolute())
        advised = f", {counted(len(found), 'piece')} of advice" if found else ""
        summary = f"No problems: {contents(practice.workbook)}{advised}.\n"
    except Exception as error:
        found = problems_of(error) or ()
        if not found:
            raise
    failed = any(strict or not each.rule.is_advice for each in found)
    return ContentReport(found, f"{all_counted(found)}\n" if failed else summary, failed)


def content_folder(config_file: Path | None) -> Path:
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
    from workbook_builder.advice.advice import advice, language_advice
    from workbook_builder.advice.template_texts import template_texts
    from workbook_builder.practice.practice import Practice
    from workbook_builder.rendering.template_errors import explaining
    from workbook_builder.storage.memo import Memo

    with explaining():
        memo = Memo()
        practice = Practice.open(content, content.parent / "templates", memo=memo, remember=True)
        further = practice.in_further_languages()

        def advised() -> "Sequence[Problem]":
            shown = _rendered(practice)
            first = _page_counts(shown)
            found = advice(practice.workbook, content, first, memo, shown.untranslated)
            for each in further:
                shown = _rendered(each)
                pages = _page_counts(shown)
                found += language_advice(
                    each.workbook, content, pages, first, memo, shown.untranslated
                )
            return found

        found = practice.remembered(f"advice in {content} from {Path.cwd()}", advised)
        # The practice's own pages do not belong to what is remembered.
        return practice, sorted([*found, *template_texts(content)])


def _rendered(practice: "Practice") -> "Practice":
    """A practice that knows which texts of the interface it shows have no translation."""
    if practice.workbook.is_english:
        return practice
    rendered = practice.forgetful()  # render everything: no untranslated text is missed
    dict(rendered.pages())
    rendered.assets()
    sheets = rendered.sheets()
    for path in sheets:
        if path.endswith(".docx"):
            sheets[path]
    return rendered


def _page_counts(practice: "Practice") -> dict[str, int]:
    """The number of pages of each worksheet, by the path of its PDF."""
    from workbook_builder.advice.advice import sheet_paths
    from workbook_builder.print.press import page_counts
    from workbook_builder.storage.output_tree import LazyFiles

    sheets, paths = practice.sheets(), sorted(sheet_paths(practice.workbook))
    shown = LazyFiles({path: partial(sheets.__getitem__, path) for path in paths})
    return page_counts(shown, fingerprint=practice.fingerprint)
