"""The pictures of a practice, from the content folder: its logo, and what worksheets show."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.worksheet import WorksheetBody
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.memo import Memo

_KINDS = (".svg", ".png", ".jpg")


def picture(
    content: Path, name: str, source: YamlSource, at: tuple[str | int, ...], memo: Memo
) -> bytes | Problem:
    """Read a picture that is named at a place; a problem where it is not there, or is broken."""
    path = content / name
    if not path.is_file() or not path.resolve().is_relative_to(content.resolve()):
        message = f"there is no picture `{name}` in the content folder"
        return source.problem(at, Rule.NO_PICTURE, message, suggestion(name, _known(content)))
    drawing = path.read_bytes()
    if wrong := memo(("drawing", name, drawing), partial(_undrawable, name, drawing)):
        hint = "open it in a drawing program, and save it anew as svg, png or jpg"
        return source.problem(
            at, Rule.BROKEN_PICTURE, f"the picture `{name}` cannot be drawn: {wrong}", hint
        )
    return drawing


def pictures(
    content: Path, sheet: WorksheetBody, source: YamlSource, at: tuple[str | int, ...], memo: Memo
) -> Iterator[tuple[str, bytes] | Problem]:
    """Name and content of each picture of a worksheet that stands at a place; or a problem."""
    for index, field in enumerate(sheet.fields):
        for shown in field.shown_pictures:
            place = (*at, "fields", index, *shown.file_at)
            found = picture(content, shown.file, source, place, memo)
            yield found if isinstance(found, Problem) else (shown.file, found)


def _undrawable(name: str, drawing: bytes) -> str:
    """What Typst, which prints it, says against a picture; nothing where it can be drawn."""
    # Imported here: whoever reads no content needs no Typst.
    from workbook_builder.typesetting.typst_compiler import TypesetError, typeset
    from workbook_builder.typesetting.typst_values import typst_literal

    file = f"picture{Path(name).suffix}"
    shown = f'#image({typst_literal(file)}, alt: "Picture", width: 1cm)'
    page = f'#set document(title: "Picture")\n{shown}'
    try:
        typeset(page, {file: drawing})
    except TypesetError as error:
        return error.message
    return ""


def _known(content: Path) -> list[str]:
    found = (path for path in content.rglob("*") if path.suffix in _KINDS)
    return [path.relative_to(content).as_posix() for path in found]
