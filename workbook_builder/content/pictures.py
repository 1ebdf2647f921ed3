"""Reads the pictures of a practice: its logo, and those that its worksheets show."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePath

from workbook_builder.content.error_messages import picture_name, suggestion
from workbook_builder.content.source_folder import LARGEST
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.graphics.svg import svg_mistake
from workbook_builder.model.worksheet import WorksheetBody
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_reading import read_file
from workbook_builder.storage.memo import Memo

_KINDS = (".svg", ".png", ".jpg")
_SUFFIXES = (*_KINDS, ".jpeg", ".jpe")


def picture(
    content: Path, name: str, source: YamlSource, at: tuple[str | int, ...], memo: Memo
) -> bytes | Problem:
    """Read a picture from the content folder.

    Args:
        content: The content folder.
        name: The path of the picture in it.
        source: The file that names the picture.
        at: The keys and indexes that lead to the name in that file.
        memo: Remembers which pictures can be drawn.

    Returns:
        The content of the picture, or a problem if it does not exist, cannot be drawn, or could do
        more than be drawn.
    """
    path = _path(content, name)
    if not path.is_file() or not path.resolve().is_relative_to(content.resolve()):
        message = f"there is no picture `{name}` in the content folder"
        return source.problem(at, Rule.NO_PICTURE, message, _hint(content, name))
    try:
        data = read_file(path, LARGEST)
    except OSError as refused:
        message = f"the picture `{name}` cannot be read: {refused.strerror}"
        return source.problem(at, Rule.NO_PICTURE, message, "change who may read it")
    mistake = memo(("svg", data), partial(svg_mistake, data)) if path.suffix == ".svg" else None
    # What is no XML is safe to draw, as nothing of it is drawn, and the error says more.
    if (mistake is None or mistake.broken) and (
        error := memo(("drawing", name, data), partial(_drawing_error, name, data))
    ):
        hint = "open it in a graphics program, and save it again as svg, png, or jpg"
        return source.problem(
            at, Rule.BROKEN_PICTURE, f"the picture `{name}` cannot be drawn: {error}", hint
        )
    if mistake:
        message = f"the picture `{name}` cannot be used: {mistake.message}"
        place = f" (line {mistake.line} of the picture)"
        return source.problem(at, Rule.UNSAFE_PICTURE, message + place, mistake.hint)
    return data


def pictures(
    content: Path, sheet: WorksheetBody, source: YamlSource, at: tuple[str | int, ...], memo: Memo
) -> Iterator[tuple[str, bytes] | Problem]:
    """The path and the content of each picture of a worksheet, or a problem.

    Args:
        content: The content folder.
        sheet: The worksheet.
        source: The file with the worksheet.
        at: The keys and indexes that lead to the worksheet in that file.
        memo: Remembers which pictures can be drawn.
    """
    for index, field in enumerate(sheet.fields):
        for shown in field.shown_pictures:
            place = (*at, "fields", index, *shown.file_at)
            found = picture(content, shown.file, source, place, memo)
            yield found if isinstance(found, Problem) else (shown.file, found)


def _drawing_error(name: str, data: bytes) -> str:
    """The error of Typst if it cannot draw a picture, or an empty text."""
    # Imported here because only commands that load content need Typst.
    from workbook_builder.typesetting.typst_compiler import TypesetError, typeset
    from workbook_builder.typesetting.typst_values import typst_literal

    file = f"picture{Path(name).suffix}"
    image = f'#image({typst_literal(file)}, alt: "Picture", width: 1cm)'
    page = f'#set document(title: "Picture")\n{image}'
    try:
        typeset(page, {file: data})
    except TypesetError as error:
        return error.message
    return ""


def _path(content: Path, name: str) -> Path:
    """The path of a picture. A Mac may write its accents in another form than the author."""
    path = content / name
    if not path.is_file() and not name.isascii() and path.parent.is_dir():
        for each in path.parent.iterdir():
            if unicodedata.normalize("NFC", each.name) == unicodedata.normalize("NFC", path.name):
                return each
    return path


def _hint(content: Path, name: str) -> str:
    """What to do about a picture that is not there."""
    paths = (path for path in content.rglob("*") if path.suffix.lower() in _SUFFIXES)
    files = sorted(path.relative_to(content).as_posix() for path in paths)
    for each in files:
        if each.casefold() == name.casefold() or picture_name(each) == name:
            return f"rename the file `{each}` to `{name}`"
    return suggestion(name, [each for each in files if PurePath(each).suffix in _KINDS])
