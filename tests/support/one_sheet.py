"""A shared worksheet with some questions, loaded from YAML like any other."""

import shutil
from pathlib import Path

from support.places import PRACTICE
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet

_HEAD = "title: Sheet\nkind: exercise\npurpose: Try some fields.\nminutes: 5\nfields:\n"
_USED = "      - use: weekly-check-in\n"


def practice_with_sheet(fields: str, folder: Path) -> Workbook:
    """A copy of the small practice with one more worksheet, `try`, which has these fields."""
    shutil.copytree(PRACTICE, folder, dirs_exist_ok=True)
    sheet = folder / "content/worksheets/try.yml"
    sheet.write_text(f"{_HEAD}{fields}", encoding="utf-8")
    program = folder / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    assert _USED in text
    program.write_text(text.replace(_USED, f"{_USED}      - use: try\n"), encoding="utf-8")
    return load(folder / "content")


def sheet_with(fields: str, folder: Path) -> Worksheet:
    """The worksheet `try` with these fields."""
    ((_, program),) = practice_with_sheet(fields, folder).programs()
    return next(sheet for sheet in program.worksheets if sheet.id == "try")
