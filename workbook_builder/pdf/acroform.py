"""Makes PDFs fillable: each box that links to `field:KEY` becomes a form field in the same place.

Templates write the box of an answer as `#link("field:KEY", box(…))`, and a radio button as
`#link("field:KEY#OPTION", box(…))`. Typst creates a link annotation with the exact rectangle of the
box, and tags it as a `Link`. This module turns the annotation into a widget annotation (ISO
32000-1, 12.5.6.19), and the tag into a `Form`.

Boxes side by side can share a link: `#link("fields:LEFT WIDTH HEIGHT,…?START?ENDING …", block(…))`.
It has the left edge, width, and height of each box in points, then what the keys of all of them
start with, and what each key ends with.

docs/pdf-forms.md has the reasons why fields are written this way, and measurements.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import pikepdf

from workbook_builder.answers.answer import Answer, AnswerKind, Option, followed_by
from workbook_builder.answers.contract import (
    ALWAYS_ONE,
    COMBO,
    MULTILINE,
    NOT_CHOSEN,
    OFF,
    RADIO,
    TICKED,
)
from workbook_builder.answers.ids import to_pdf_name
from workbook_builder.answers.understood import KINDS
from workbook_builder.pdf.conformance import declare_conformance
from workbook_builder.pdf.form_font import add_form_font
from workbook_builder.pdf.pdf_file import PdfFile, reference_list, references_in
from workbook_builder.pdf.structure_completion import complete_structure
from workbook_builder.pdf.structure_tags import StructureTags

_STRING = rb"(\((?:[^()\\]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>)"
_OURS = re.compile(rb"/URI\s*(?:\(fields?:|<6669656[Cc]64(?:73)?3[Aa])")
_URI = re.compile(rb"/URI\s*" + _STRING, re.DOTALL)
_PLAIN_URI = re.compile(rb"/URI\s*\(([^()\\]*)\)")
_PLAIN_TEXT = re.compile(r"[ -'*-\[\]-~]*")  # ASCII without parentheses and backslash
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")
_STRUCT_PARENT = re.compile(rb"/StructParent\s+(\d+)")
_ONE_OBJECT = re.compile(rb"/K\s*\[?\s*<<[^<>\[\]]*/OBJR\b[^<>\[\]]*>>\s*(?:\]|/|>>)")
_LINK = re.compile(rb"/S\s*/Link\b")

_OFF = OFF.encode()
_KINDS = {
    AnswerKind.LINE: b"/FT/Tx",
    **{kind: b"/FT/Tx/WB_Kind/%s" % kind.encode() for kind in KINDS},
    AnswerKind.LINES: b"/FT/Tx/Ff %d" % MULTILINE,
    AnswerKind.CHECK: b"/FT/Btn/V/%s" % _OFF,
}
# The size 0 means automatic: as large as the box allows. With a fixed size, pypdf does not wrap.
_DA = b"/DA(/WbText 0 Tf 0 g)"


class _Box(NamedTuple):
    """A linked box.

    Attributes:
        number: The object number of its annotation.
        page: The object number of its page.
        rect: Its left, bottom, right, and top edge on the page in points, as text.
        struct_parent: The key of its structure element in the parent tree.
        answer: The answer that is written in it.
        option: The option that it stands for, if it is a radio button.
    """

    number: int
    page: int
    rect: bytes
    struct_parent: int
    answer: Answer
    option: Option | None

    def widget(self, entries: bytes) -> bytes:
        """The annotation as a widget with further entries."""
        label = followed_by(self.answer.label, self.option.explained) if self.option else ""
        text = _pdf_string(label or _tooltip(self.answer))
        return (
            b"<</Type/Annot/Subtype/Widget/F 4/Rect[%s]/P %d 0 R/StructParent %d"
            b"/TU%s/Contents%s%s>>"
            % (self.rect, self.page, self.struct_parent, text, text, entries)
        )  # fmt: skip


def make_fillable(pdf: bytes, answers: Mapping[str, Answer]) -> bytes:
    """Turn the linked boxes of a PDF into form fields.

    Boxes with the same key become one field, which shows its value in all of them.

    Args:
        pdf: The bytes of a tagged PDF from Typst.
        answers: Key -> answer, at least for all keys that are linked.

    Returns:
        The bytes of the fillable PDF.

    Raises:
        ValueError: A link cannot become a field. The message names the link.
    """
    file = PdfFile.cut(pdf)
    groups: dict[str, list[_Box]] = {}
    tags = StructureTags(file)
    for box in _boxes(file, tags, answers):
        groups.setdefault(box.answer.key, []).append(box)
        file.objects[box.number] = b""
    if groups:
        appearances = _Appearances(file)
        fields = b" ".join([_field(file, appearances, group) for group in groups.values()])
        form = b"<</Fields[%s]/DR<</Font<</WbText %s>>>>%s>>" % (fields, add_form_font(file), _DA)
        catalog = file.objects[file.root].removesuffix(b">>")
        file.objects[file.root] = catalog + b"/AcroForm " + file.add(form) + b">>"
    complete_structure(file, tags)
    declare_conformance(file)
    return file.pack()


def _boxes(file: PdfFile, tags: StructureTags, answers: Mapping[str, Answer]) -> Iterator[_Box]:
    """Find the linked boxes of all pages in order, and turn their tags into `Form`."""
    objects = file.objects
    for page in file.pages():
        links = references_in(b"/Annots", objects[page])
        annotations: list[int] = []
        for number in links:
            annotations.append(number)
            annotation = objects[number]
            if not _OURS.search(annotation):
                continue
            rects, names = _linked_boxes(annotation)
            targets = [_target(name, answers) for name in names]
            found = _STRUCT_PARENT.search(annotation)
            tag = tags.get(int(found[1])) if found else None
            if found is None or tag is None:
                raise ValueError(
                    f"{names[0]} is not tagged: move it out of the header, footer, or artifact."
                )
            if b"/QuadPoints" in annotation or objects[tag].count(b"/OBJR") > 1:
                raise ValueError(
                    f"{names[0]} is broken across lines or pages: link one unbreakable box."
                )
            if not _ONE_OBJECT.search(objects[tag]):
                raise ValueError(
                    f"{names[0]} has text in its box: move it out, or make it an artifact."
                )
            if len(targets) == 1:
                objects[tag] = _LINK.sub(b"/S/Form", objects[tag], count=1)
                yield _Box(number, page, rects[0], int(found[1]), *targets[0])
                continue
            further = file.reserve(len(targets) - 1)
            annotations += further
            numbers = [number, *further]
            struct_parents = tags.divide(int(found[1]), page, numbers)
            for each in zip(numbers, rects, struct_parents, targets, strict=True):
                yield _Box(each[0], page, each[1], each[2], *each[3])
        if len(annotations) > len(links):
            file.refill(page, b"/Annots", annotations)
    tags.keep()


def _linked_boxes(annotation: bytes) -> tuple[list[bytes], list[str]]:
    """The rectangles and names (`KEY` or `KEY#OPTION`) of the boxes of a link, usually just one."""
    if plain := _PLAIN_URI.search(annotation):
        uri = plain[1]
    elif literal := _URI.search(annotation):
        uri = bytes(pikepdf.Object.parse(literal[1]))
    else:
        raise ValueError(f"This link cannot be read: {annotation!r}")
    if b"%" in uri:
        uri = unquote_to_bytes(uri)
    rect = _RECT.search(annotation)
    if rect is None:
        raise ValueError(f"This link has no rectangle: {annotation!r}")
    if uri.startswith(b"field:"):
        return [rect[1]], [uri[6:].decode()]
    spans, start, endings = uri[7:].decode().split("?")
    x, bottom, _, top = map(float, rect[1].split())
    middle = (bottom + top) / 2
    rects = [
        b"%.3f %.3f %.3f %.3f" % (x + left, middle - half, x + right, middle + half)
        for left, right, half in _spans(spans)
    ]
    keys = [start + ending for ending in endings.split()]
    if len(keys) != len(rects):
        raise ValueError(f"The link of {keys[0]} has {len(rects)} boxes, but {len(keys)} keys.")
    return rects, keys


@lru_cache(64)  # usually all rows of a table have the same boxes
def _spans(text: str) -> list[tuple[float, float, float]]:
    """Left edge, right edge, and half the height of each box, in points from the link's left."""
    boxes = [map(float, box.split()) for box in text.split(",")]
    return [(left, left + width, height / 2) for left, width, height in boxes]


def _target(name: str, answers: Mapping[str, Answer]) -> tuple[Answer, Option | None]:
    """The answer that a box is for and, if it is a radio button, the option."""
    key, separator, chosen = name.partition("#")
    answer = answers.get(key)
    if answer is None:
        raise ValueError(f"{name} is linked, but no answer has that key.")
    if not key or "." in key:
        raise ValueError(f"{name} cannot be the key of a form field: it is empty or has a period.")
    if answer.key != key:
        raise ValueError(f"{name} is linked, but the key of its answer is {answer.key}.")
    if not separator:
        return answer, None
    option = next((option for option in answer.options if option.id == chosen), None)
    if answer.kind is not AnswerKind.CHOICE or option is None or option.id in ("", OFF):
        raise ValueError(f"{name} is linked, but {key} has no such option.")
    return answer, option


def _field(file: PdfFile, appearances: "_Appearances", boxes: Sequence[_Box]) -> bytes:
    """Write the field for all boxes with the same key, and return a reference to it."""
    first = boxes[0]
    answer = first.answer
    entries = b"/T%s%s" % (
        _pdf_string(answer.key),
        _KINDS.get(answer.kind) or _choice(answer, boxes),
    )
    if len(boxes) == 1 and not first.option:
        file.objects[first.number] = first.widget(entries + appearances.entries(first))
        return b"%d 0 R" % first.number
    kids = reference_list(box.number for box in boxes)
    parent = file.add(b"<<%s/TU%s/Kids[%s]>>" % (entries, _pdf_string(_tooltip(answer)), kids))
    for number, box in enumerate(boxes):
        # Some programs copy widgets without their field. Their own name then still has the key.
        name = b"/NM" + _pdf_string(f"{answer.key} {number}")
        own = name + b"/Parent " + parent + appearances.entries(box)
        file.objects[box.number] = box.widget(own)
    return parent


def _tooltip(answer: Answer) -> str:
    """The label of an answer, with what the numbers of a scale mean."""
    meanings = ", ".join([option.explained for option in answer.options if option.meaning])
    return f"{answer.label} ({meanings})" if meanings else answer.label


def _choice(answer: Answer, boxes: Sequence[_Box]) -> bytes:
    """The entries of a group of radio buttons, or of a drop-down list if no box has an option."""
    options = [box.option.id for box in boxes if box.option]
    if options and len(options) < len(boxes):
        raise ValueError(f"{answer.key} has both radio buttons and a drop-down list.")
    if len(set(options)) < len(options):
        raise ValueError(f"{answer.key} has two radio buttons for the same option.")
    if any(option.id == NOT_CHOSEN for option in answer.options):
        raise ValueError(f"{answer.key} has the option {NOT_CHOSEN}, which would mean no answer.")
    if options:
        return b"/FT/Btn/V/%s/Ff %d" % (_OFF, RADIO | ALWAYS_ONE)
    choices = (Option(NOT_CHOSEN, NOT_CHOSEN), *answer.options)
    pairs = [b"[%s%s]" % (_pdf_string(choice.id), _pdf_string(choice.label)) for choice in choices]
    return b"/FT/Ch/Ff %d/Opt[%s]" % (COMBO, b"".join(pairs))


class _Appearances:
    """The appearance streams of widgets (ISO 32000-1, 12.5.5).

    Boxes of the same size share the streams of their ticks and dots, because no viewer changes
    these. Text fields must not share a stream: pypdf and qpdf overwrite the one that they find, so
    one answer would appear in all boxes. An empty text field therefore has none.
    """

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._drawn: dict[tuple[bytes, str], bytes] = {}

    def entries(self, box: _Box) -> bytes:
        """The entries of a widget that say how it looks."""
        if not box.option and box.answer.kind is not AnswerKind.CHECK:
            return _DA
        x0, y0, x1, y1 = map(float, box.rect.split())
        state = pikepdf.Name("/" + (to_pdf_name(box.option.id) if box.option else TICKED)).unparse()
        on = self._drawing("dot" if box.option else "tick", x1 - x0, y1 - y0)
        off = self._drawing("", x1 - x0, y1 - y0)
        return b"/AS/%s/AP<</N<<%s %s/%s %s>>>>" % (_OFF, state, on, _OFF, off)

    def _drawing(self, shape: str, width: float, height: float) -> bytes:
        size = b"%.1f %.1f" % (width, height)
        if (size, shape) not in self._drawn:
            path = _SHAPES[shape] and b"q %.3f 0 0 %.3f %.3f %.3f cm %s Q" % (
                min(width, height), min(width, height), width / 2, height / 2, _SHAPES[shape],
            )  # fmt: skip
            self._drawn[size, shape] = self._file.add(
                b"<</Type/XObject/Subtype/Form/BBox[0 0 %s]/Length %d>>\nstream\n%s\nendstream"
                % (size, len(path), path),
            )
        return self._drawn[size, shape]


# Centered on the origin in a square with sides of length 1.
_SHAPES = {
    "": b"",
    "tick": b".1 G .13 w 1 J 1 j -.29 -.02 m -.09 -.24 l .3 .27 l S",
    "dot": b".1 g .29 0 m .29 .16 .16 .29 0 .29 c -.16 .29 -.29 .16 -.29 0 c"
    b" -.29 -.16 -.16 -.29 0 -.29 c .16 -.29 .29 -.16 .29 0 c f",
}


def _pdf_string(text: str) -> bytes:
    """A text string object (ISO 32000-1, 7.9.2.2)."""
    if _PLAIN_TEXT.fullmatch(text):
        return b"(%s)" % text.encode()
    return pikepdf.String(text).unparse()
