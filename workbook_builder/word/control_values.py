"""What is filled in in the content controls of a document, whatever their names have become."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.contract import NOT_CHOSEN, TICKED
from workbook_builder.answers.ids import normalized
from workbook_builder.word.elements import Element, name

# What a program keeps of the text that was deleted or moved away while changes were tracked, and
# what stands in for drawings in older programs.
_NOT_TEXT = frozenset(
    [name("w:del"), name("w:moveFrom"), name("w:instrText"), name("w:sdtPr"), name("w:sdtEndPr"),
     name("w:rPr"), name("w:pPr"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)  # fmt: skip
_SIGNS = {
    name("w:tab"): "\t",
    name("w:br"): "\n",
    name("w:cr"): "\n",
    name("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    name("w:softHyphen"): "\N{SOFT HYPHEN}",
}
_SDT, _CONTENT, _PROPERTIES = name("w:sdt"), name("w:sdtContent"), name("w:sdtPr")
_PARAGRAPH, _TEXT, _VAL = name("w:p"), name("w:t"), name("w:val")
_CHECKED = f"{name('w14:checkbox')}/{name('w14:checked')}"
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class FoundControl:
    """A content control in a document that came back.

    Attributes:
        tag: Its tag; empty if it has lost it.
        title: Its title; empty if it has lost it.
        kind: How it is filled in: LINES stands for any text.
        value: The text, ``yes`` for a tick, or the id of an option; empty if nothing is filled in.
    """

    tag: str
    title: str
    kind: AnswerKind
    value: str


def found_controls(root: Element) -> list[FoundControl]:
    """All controls of a document that can be filled in, in order."""
    return [control for each in _live(root) if (control := _control(each)) is not None]


def _live(root: Element) -> Iterator[Element]:
    """The controls that have not been deleted."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _NOT_TEXT:
            continue
        if element.tag == _SDT:
            yield element
        waiting.extend(reversed(element))


def _control(sdt: Element) -> FoundControl | None:
    """A control; None if it is one that cannot be filled in, such as a table of contents."""
    properties = sdt.find(_PROPERTIES)
    if properties is None:
        return None
    tag, title = (_name(sdt, each) for each in ("w:tag", "w:alias"))
    text = "" if properties.find(name("w:showingPlcHdr")) is not None else _text(sdt)
    if properties.find(name("w14:checkbox")) is not None:
        checked = properties.find(_CHECKED)
        state = checked.get(name("w14:val"), "1") if checked is not None else "0"
        return FoundControl(tag, title, AnswerKind.CHECK, "" if state in _OFF else TICKED)
    for kind in ("w:dropDownList", "w:comboBox"):
        if (listed := properties.find(name(kind))) is not None:
            return FoundControl(tag, title, AnswerKind.CHOICE, _chosen(listed, text))
    if properties.find(name("w:date")) is not None:
        return FoundControl(tag, title, AnswerKind.DATE, text)
    if properties.find(name("w:text")) is None and (_is_around(sdt) or not (tag or title)):
        return None
    return FoundControl(tag, title, AnswerKind.LINES, text)


def _is_around(sdt: Element) -> bool:
    """Whether a control holds others, as LibreOffice puts one around the only one of a cell."""
    return next(sdt.iterdescendants(_SDT), None) is not None


def _name(sdt: Element, kind: str) -> str:
    """The tag or title of a control, or that of the one around it, if that holds no other."""
    value = _value(sdt.find(_PROPERTIES), kind)
    around = next(sdt.iterancestors(_SDT), None)
    if value or around is None or sum(1 for _ in around.iterdescendants(_SDT)) > 1:
        return value
    properties = around.find(_PROPERTIES)
    return _value(properties, kind) if properties is not None else ""


def _value(properties: Element, tag: str) -> str:
    found = properties.find(name(tag))
    return normalized(found.get(_VAL, "")) if found is not None else ""


def _chosen(listed: Element, text: str) -> str:
    """The id of the option that is shown, or the text if it is none of them."""
    for item in listed:
        id = item.get(name("w:value"), "")
        if normalized(item.get(name("w:displayText"), id)) == normalized(text).strip():
            return "" if id == NOT_CHOSEN else normalized(id)
    return text


def _text(sdt: Element) -> str:
    """The text in a control: paragraphs and breaks are lines."""
    content = sdt.find(_CONTENT)
    parts: list[str] = []
    waiting = [content] if content is not None else []
    while waiting:
        element = waiting.pop()
        if element.tag in _NOT_TEXT:
            continue
        if element.tag == _TEXT:
            parts.append(element.text or "")
        elif element.tag in _SIGNS:
            parts.append(_SIGNS[element.tag])
        elif element.tag == _PARAGRAPH and parts:
            parts.append("\n")
        waiting.extend(reversed(element))
    return "".join(parts)
