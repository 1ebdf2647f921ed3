"""The map of answers that a Word document carries: which content control is which answer.

Word keeps 64 letters of a tag, and other programs drop tags altogether. So a document has a part of
its own (ECMA-376, part 1, 15.2.5, custom XML) that lists its content controls in order.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from workbook_builder.answers.answer import AnswerKind

NAMESPACE = "urn:workbook-builder:answers"
_LONGEST = 64  # letters of a tag or title, as Word counts them: in UTF-16
_DIGITS = 16


@dataclass(frozen=True)
class ControlEntry:
    """A content control of a document.

    Attributes:
        key: The key of the answer; empty for a control that is no answer.
        kind: How it is answered.
        title: What Word shows above the control.
    """

    key: str
    kind: AnswerKind
    title: str

    @property
    def tag(self) -> str:
        """The tag of the control: the key, or one that is made from it if that is too long."""
        if _length(self.key) <= _LONGEST:
            return self.key
        digest = hashlib.sha256(self.key.encode()).hexdigest()[:_DIGITS]
        return f"{shortened(self.key, _LONGEST - _DIGITS - 1)}~{digest}"


@dataclass(frozen=True)
class AnswerMap:
    """What a document says of its content controls.

    Attributes:
        language: The language in which it is filled in.
        placeholders: The texts that stand where nothing has been filled in.
        controls: All controls in order.
    """

    language: str
    placeholders: frozenset[str]
    controls: tuple[ControlEntry, ...]


def written(found: AnswerMap) -> bytes:
    """Write a map as XML."""
    root = etree.Element("answers", nsmap={None: NAMESPACE}, language=found.language)
    for text in sorted(found.placeholders):
        etree.SubElement(root, "placeholder").text = text
    for each in found.controls:
        etree.SubElement(root, "answer", key=each.key, kind=each.kind.value, title=each.title)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def read(root: etree._Element) -> AnswerMap | None:
    """Read a map from the root of an XML part; None if it is something else."""
    if root.tag != f"{{{NAMESPACE}}}answers":
        return None
    return AnswerMap(
        root.get("language", ""),
        frozenset(each.text or "" for each in root.iterfind(f"{{{NAMESPACE}}}placeholder")),
        tuple(_entries(root.iterfind(f"{{{NAMESPACE}}}answer"))),
    )


def _entries(found: Iterable[etree._Element]) -> Iterable[ControlEntry]:
    kinds = {kind.value: kind for kind in AnswerKind}
    for each in found:
        if (kind := kinds.get(each.get("kind", ""))) is not None:
            yield ControlEntry(each.get("key", ""), kind, each.get("title", ""))


def shortened(text: str, most: int = _LONGEST) -> str:
    """The beginning of a text, with as many letters as Word takes."""
    while _length(text) > most:
        text = text[:-1]
    return text


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
