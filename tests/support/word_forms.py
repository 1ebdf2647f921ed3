"""Word documents as clients send them back: filled in as Word does it, and as others do."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from workbook_builder.model.workbook import SheetCollection, Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.print.word_documents import WordDocuments, make_docx
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.word.elements import name, run
from workbook_builder.word.word_package import DOCUMENT

MAP = "customXml/item1.xml"
TAG, TITLE, CONTROL = name("w:tag"), name("w:alias"), name("w:sdt")
PROPERTIES, CONTENT, PLACEHOLDER = name("w:sdtPr"), name("w:sdtContent"), name("w:showingPlcHdr")
VAL = name("w:val")


def word_documents(
    workbook: Workbook, on_web: OnWeb | None = None, program: SheetCollection | None = None
) -> WordDocuments:
    """The Word documents of a program; by default, of the first one."""
    practice = Practice(workbook, None)
    track, own = next(
        (track, each)
        for track, each in workbook.collections()
        if program is None or each.id == program.id
    )
    printed = ProgramDocuments(workbook, track, own, practice.typst, on_web)
    return WordDocuments(printed, practice.word)


def sheet_document(workbook: Workbook, sheet: str, on_web: OnWeb | None = None) -> Document:
    """The document of a worksheet of the first program, by its id."""
    program = next(iter(workbook.collections()))[1]
    found = next(each for each in program.worksheets if each.id == sheet)
    return word_documents(workbook, on_web).worksheet(found)


def blank(practice: Path, sheet: str) -> bytes:
    """The Word document of a worksheet of the practice in a folder."""
    from workbook_builder.content.loader import load

    return make_docx(sheet_document(load(practice / "content"), sheet))


def part(docx: bytes, path: str = DOCUMENT) -> str:
    """A part of a document, as text."""
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        return parts.read(path).decode()


def root(docx: bytes, path: str = DOCUMENT) -> Any:
    """The root of a part of a document."""
    return etree.fromstring(part(docx, path).encode())


def with_part(docx: bytes, content: bytes | None, path: str = DOCUMENT) -> bytes:
    """A copy of a document with another content of a part, or without the part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for each in [each for each in old.namelist() if each != path]:
            new.writestr(each, old.read(each), zipfile.ZIP_DEFLATED)
        if content is not None:
            new.writestr(path, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed(docx: bytes, change: Callable[[Any], object]) -> bytes:
    """A copy of a document whose text was changed."""
    document = root(docx)
    change(document)
    return with_part(docx, etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def filled(docx: bytes, shown: Mapping[str, str]) -> bytes:
    """Fill in controls, given what Word shows in each by its tag; a tick is any text."""

    def fill(document: Any) -> None:
        left = dict(shown)
        for control in document.iter(CONTROL):
            tag = control.find(f"{PROPERTIES}/{TAG}")
            text = left.pop(tag.get(VAL), None) if tag is not None else None
            if text is not None:
                fill_control(control, text)
        assert not left, f"there are no controls {sorted(left)}"

    return changed(docx, fill)


def fill_control(control: Any, text: str) -> None:
    """Fill in a control as Word does."""
    properties = control.find(PROPERTIES)
    for hint in properties.findall(PLACEHOLDER):
        properties.remove(hint)
    if (checked := properties.find(f"{name('w14:checkbox')}/{name('w14:checked')}")) is not None:
        checked.set(name("w14:val"), "1")
        text = "\N{BALLOT BOX WITH CHECK}"
    content = control.find(CONTENT)
    for old in list(content):
        content.remove(old)
    content.append(run(text))


def without_names(document: Any, *kinds: str) -> None:
    """Take the tags, or what else is named, from all controls."""
    for control in document.iter(CONTROL):
        properties = control.find(PROPERTIES)
        for kind in kinds or (TAG,):
            for each in properties.findall(kind):
                properties.remove(each)
