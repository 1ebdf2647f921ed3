"""A worksheet with one field, loaded from YAML like any other."""

import shutil
from gettext import NullTranslations
from pathlib import Path

from support.places import PRACTICE
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.print.document import Document
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import html_environment, typst_environment
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.starter import field_trial

_HEAD = "title: Sheet\nkind: exercise\npurpose: Try a field.\nminutes: 5\nfields:\n"
_USED = "      - use: weekly-check-in\n"
# A worksheet that repeats, whose answers the field can show.
_LOG = """
title: Rest
kind: tracker
purpose: See how rested you are.
minutes: 5
repeat: {every: week}
fields:
  - {id: rested, type: scale, label: How rested were you?, low: not at all, high: fully}
  - {id: hours, type: number, label: How long did you sleep?}
  - {id: why, type: text, label: What helped?}
"""
_NEW = "      - use: rest\n      - use: try\n"


def practice_with(field: str, folder: Path) -> Workbook:
    """A copy of the small practice with one more worksheet, `try`, which has one field."""
    indented = "".join(f"    {line}\n" for line in field.splitlines())
    return practice_with_sheet(f"{_HEAD}  -\n{indented}", folder)


def practice_with_sheet(sheet: str, folder: Path) -> Workbook:
    """A copy of the small practice with one more worksheet, `try`, given as YAML."""
    shutil.copytree(PRACTICE, folder, dirs_exist_ok=True)
    (folder / "content/worksheets/try.yml").write_text(sheet, encoding="utf-8")
    (folder / "content/worksheets/rest.yml").write_text(_LOG, encoding="utf-8")
    program = folder / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    assert _USED in text
    program.write_text(text.replace(_USED, f"{_USED}{_NEW}"), encoding="utf-8")
    return load(folder / "content")


def sheet_of(workbook: Workbook) -> Worksheet:
    """The worksheet `try`."""
    ((_, program),) = workbook.programs()
    return next(sheet for sheet in program.worksheets if sheet.id == "try")


def rendered(worksheet: Worksheet, kind: str) -> str:
    """What the template renders for the field: `kind` is `html` or `typ`."""
    make = html_environment if kind == "html" else typst_environment
    environment = make(None, NullTranslations())
    (placed,) = worksheet.placed("program")
    return field_trial.render_field(environment, placed, kind)


def printed(workbook: Workbook, on_web: OnWeb | None = None) -> Document:
    """The document of the worksheet on A4, of a practice with or without a site on the web."""
    made = documents(workbook, typst_environment(None, NullTranslations()), on_web)
    return next(each for each in made if each.path.endswith("/try-a4.pdf"))
