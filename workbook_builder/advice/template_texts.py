"""Advice on pages of a practice that still wait for the texts of the coach."""

from collections.abc import Iterator
from pathlib import Path

from workbook_builder.content.content_reader import OWN_PAGES
from workbook_builder.content.source_folder import SourceFolder
from workbook_builder.problems.problem import Problem, Rule

MARK = "FILL IN"  # `workbook new` writes it where a text is missing


def template_texts(content: Path) -> Iterator[Problem]:
    """Find the places in a practice's own pages where a text is missing.

    Args:
        content: The content folder.
    """
    folder = SourceFolder(content / OWN_PAGES, content.parent, texts=(".md",))
    for path in folder.files:
        if path.suffix != ".md":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            if (column := line.find(MARK)) >= 0:
                message = "this page still waits for your own text"
                hint = "write it, and delete this comment"
                yield Problem(
                    folder.name(path), number, column + 1, Rule.TEMPLATE_TEXT, message, hint, line
                )
