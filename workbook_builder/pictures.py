"""The pictures that worksheets show, from the content folder."""

from collections.abc import Iterator
from pathlib import Path

from workbook_builder.fields.image import Image
from workbook_builder.model import WorksheetBody
from workbook_builder.problems import Problem
from workbook_builder.source import Source
from workbook_builder.validation import closest

_KINDS = (".svg", ".png", ".jpg")


def pictures(
    content: Path, sheet: WorksheetBody, source: Source, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, bytes] | Problem]:
    """Name and content of each picture of a worksheet that stands at a place; or a problem."""
    for index, field in enumerate(sheet.fields):
        if isinstance(field, Image):
            path = content / field.file
            if path.is_file() and path.resolve().is_relative_to(content.resolve()):
                yield field.file, path.read_bytes()
            else:
                message = f"there is no picture `{field.file}` in the content folder"
                hint = closest(field.file, _known(content))
                yield source.problem((*at, "fields", index, "file"), message, hint)


def _known(content: Path) -> Iterator[str]:
    for path in content.rglob("*"):
        if path.suffix in _KINDS:
            yield path.relative_to(content).as_posix()
