"""Reads the pictures of a practice: its logo, and those that its worksheets show."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workbook_builder.content.file_lookup import ContentFiles
from workbook_builder.content.named_files import PICTURE
from workbook_builder.content.source_folder import LARGEST
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.graphics.svg import svg_mistake
from workbook_builder.model.content_files import AddedFields
from workbook_builder.model.worksheet import WorksheetBody
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_reading import read_file
from workbook_builder.storage.memo import Memo


def picture(
    files: ContentFiles, name: str, source: YamlSource, at: tuple[str | int, ...], memo: Memo
) -> bytes | Problem:
    """Read a picture.

    Args:
        files: The files of the practice.
        name: The path of the picture in it.
        source: The file that names the picture.
        at: The keys and indexes that lead to the name in that file.
        memo: Remembers which pictures can be drawn.

    Returns:
        The content of the picture, or a problem if it does not exist, cannot be drawn, or could do
        more than be drawn.
    """
    path = files.find(name)
    if path is None:
        message = f"there is no picture `{name}` in the content folder"
        hint = files.missing_hint(name, PICTURE)
        return source.problem(at, Rule.NO_PICTURE, message, hint)
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
    files: ContentFiles,
    sheet: WorksheetBody | AddedFields,
    source: YamlSource,
    at: tuple[str | int, ...],
    memo: Memo,
) -> Iterator[tuple[str, bytes] | Problem]:
    """The path and the content of each picture of a worksheet, or a problem.

    Args:
        files: The files of the practice.
        sheet: The worksheet, or questions that are added to one.
        source: The file with the worksheet.
        at: The keys and indexes that lead to the worksheet in that file.
        memo: Remembers which pictures can be drawn.
    """
    for index, field in enumerate(sheet.fields):
        for shown in field.shown_pictures:
            place = (*at, "fields", index, *shown.file_at)
            found = picture(files, shown.file, source, place, memo)
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
