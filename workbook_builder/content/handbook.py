"""Reads the pages of the coach's handbook."""

import re
from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError

from workbook_builder.content.file_lookup import ContentFiles
from workbook_builder.content.text_files import read_text
from workbook_builder.model.handbook import HandbookPage
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

HANDBOOK = "coach"  # in ``content/``
_TITLE = re.compile(r"\A\s*# +(?P<title>[^\n]+)\n(?P<text>.*)\Z", re.DOTALL)


def handbook_files(content: Path, readable: Collection[Path], files: ContentFiles) -> list[Path]:
    """The files of its pages, in the order of their names.

    Args:
        content: The content folder.
        readable: The files in it that can be read.
        files: Finds the translation of a page.
    """
    folder = content / HANDBOOK
    pages = sorted(path for path in readable if path.parent == folder and path.suffix == ".md")
    return [files.find(f"{HANDBOOK}/{path.name}") or path for path in pages]


def handbook_page(path: Path, name: str, language: str) -> HandbookPage | Problem:
    """Read a page.

    Args:
        path: Its file, in Markdown.
        name: How messages call the file.
        language: The language of the content.

    Returns:
        The page, or what is wrong with it.
    """
    try:
        found = _TITLE.match(read_text(path, name).replace("\r\n", "\n"))
    except WorkbookError as error:
        return error.problems[0]
    if found is None:
        hint = "begin it with a line `# …` with its title"
        return Problem(name, 1, 1, Rule.WRONG_FORM, "this page has no title", hint)
    try:
        return HandbookPage.model_validate(found.groupdict(), context={"language": language})
    except ValidationError as error:
        message = str(error.errors()[0]["msg"])
        hint = "shorten it, or divide it into several pages"
        return Problem(name, 1, 1, Rule.WRONG_LENGTH, message, hint)
