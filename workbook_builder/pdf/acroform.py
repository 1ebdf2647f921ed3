"""PDF with linked boxes → fillable PDF: every link to `field:KEY` becomes a form field in place.

A template sets an answer as `#link("field:KEY", box(…))`, one choice of several as
`#link("field:KEY#OPTION", box(…))`. Typst gives each such box a link annotation with its exact
rectangle and a place in the tags; here the annotation becomes a widget and the tag a `Form`.
Boxes side by side share a link: `#link("fields:LEFT WIDTH HEIGHT,…?START?ENDING …", block(…))`.
docs/pdf-forms.md says why fields are written as they are, and what was measured.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import pikepdf

from workbook_builder.answers.answer import Answer, AnswerKind, Option
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
from workbook_builder.pdf.form_font import add_form_font
from workbook_builder.pdf.pdf_file import PdfFile, reference_list, references_in
from workbook_builder.pdf.structure_tags import StructureTags

_STRING = rb"(\((?:[^()\\]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>)"
_OURS = re.compile(rb"/URI\s*(?:\(fields?:|<6669656[Cc]64(?:73)?3[Aa])")
_URI = re.compile(rb"/URI\s*" + _STRING, re.DOTALL)
_PLAIN_URI = re.compile(rb"/URI\s*\(([^()\\]*)\)")
_PLAIN_TEXT = re.compile(r"[ -'*-\[\]-~]*")  # ASCII without brackets and backslash
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")
_PLACE = re.compile(rb"/StructParent\s+(\d+)")
_ONE_OBJECT = re.compile(rb"/K\s*\[?\s*<<[^<>\[\]]*/OBJR\b[^<>\[\]]*>>\s*(?:\]|/|>>)")
_LINK = re.compile(rb"/S\s*/Link\b")

_OFF = OFF.encode()
_KINDS = {
    AnswerKind.LINE: b"/FT/Tx",
    AnswerKind.NUMBER: b"/FT/Tx",
    AnswerKind.DATE: b"/FT/Tx",
    AnswerKind.LINES: b"/FT/Tx/Ff %d" % MULTILINE,
    AnswerKind.CHECK: b"/FT/Btn/V/%s" % _OFF,
}
_DA = b"/DA(/WbText 0 Tf 0 g)"  # size 0: as large as the box allows; a fixed size does not wrap


class _Box(NamedTuple):
    """A linked box: its annotation, page, rectangle and place in the tags; what it asks."""

    number: int
    page: int
    rect: bytes
    place: int
    answer: Answer
    option: Option | None

    def widget(self, entries: bytes) -> bytes:
        """Write the annotation as a widget with further entries."""
        label = self.answer.label + (f": {self.option.label}" if self.option else "")
        return (
            b"<</Type/Annot/Subtype/Widget/F 4/Rect[%s]/P %d 0 R/StructParent %d/TU%s%s>>"
            % (self.rect, self.page, self.place, _pdf_string(label), entries)
        )  # fmt: skip


def make_fillable(pdf: bytes, answers: Mapping[str, Answer]) -> bytes:
    """Turn the linked boxes of a PDF into form fields.

    Boxes of the same key become one field that shows its value in each of them.

    Args:
        pdf: As Typst writes it, tagged.
        answers: What each key in the links asks. Keys that no link names are passed over.

    Raises:
        ValueError: A link that cannot become a field; the message names it.
    """
    file = PdfFile.cut(pdf)
    groups: dict[str, list[_Box]] = {}
    for box in _boxes(file, answers):
        groups.setdefault(box.answer.key, []).append(box)
        file.objects[box.number] = b""
    if groups:
        marks = _Marks(file)
        fields = b" ".join([_field(file, marks, group) for group in groups.values()])
        form = b"<</Fields[%s]/DR<</Font<</WbText %s>>>>%s>>" % (fields, add_form_font(file), _DA)
        catalog = file.objects[file.root].removesuffix(b">>")
        file.objects[file.root] = catalog + b"/AcroForm " + file.add(form) + b">>"
    return file.pack()


def _boxes(file: PdfFile, answers: Mapping[str, Answer]) -> Iterator[_Box]:
    """Find the linked boxes in the order of the pages, and make their tags `Form`."""
    objects, tags = file.objects, StructureTags(file)
    for page in file.pages():
        links = references_in(b"/Annots", objects[page])
        annotations: list[int] = []
        for number in links:
            annotations.append(number)
            annotation = objects[number]
            if not _OURS.search(annotation):
                continue
            rects, names = _named(annotation)
            asked = [_asked(name, answers) for name in names]
            place = _PLACE.search(annotation)
            tag = tags.get(int(place[1])) if place else None
            if place is None or tag is None:
                raise ValueError(
                    f"{names[0]} has no place in the tags: is it in a header or artifact?"
                )
            if b"/QuadPoints" in annotation or objects[tag].count(b"/OBJR") > 1:
                raise ValueError(
                    f"{names[0]} is broken over lines or pages: link one unbreakable box."
                )
            if not _ONE_OBJECT.search(objects[tag]):
                raise ValueError(
                    f"{names[0]} has text in its box: set it outside, or as an artifact."
                )
            if len(asked) == 1:
                objects[tag] = _LINK.sub(b"/S/Form", objects[tag], count=1)
                yield _Box(number, page, rects[0], int(place[1]), *asked[0])
                continue
            further = file.reserve(len(asked) - 1)
            annotations += further
            numbers = [number, *further]
            places = tags.divide(tag, page, numbers)
            for each in zip(numbers, rects, places, asked, strict=True):
                yield _Box(each[0], page, each[1], each[2], *each[3])
        if len(annotations) > len(links):
            file.refill(page, b"/Annots", annotations)
    tags.keep()


def _named(annotation: bytes) -> tuple[list[bytes], list[str]]:
    """The boxes that share a link, mostly one: the rectangle of each, and what it is called."""
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
    places, start, endings = uri[7:].decode().split("?")
    x, low, _, high = map(float, rect[1].split())
    middle = (low + high) / 2
    rects = [
        b"%.3f %.3f %.3f %.3f" % (x + left, middle - half, x + right, middle + half)
        for left, right, half in _places(places)
    ]
    keys = [start + ending for ending in endings.split()]
    if len(keys) != len(rects):
        raise ValueError(f"{keys[0]} shares a link of {len(rects)} boxes and {len(keys)} keys.")
    return rects, keys


@lru_cache(64)  # the rows of a table have the same
def _places(text: str) -> list[tuple[float, float, float]]:
    """Where each box begins and ends, seen from the left of its link, and half of its height."""
    places = [map(float, place.split()) for place in text.split(",")]
    return [(left, left + width, height / 2) for left, width, height in places]


def _asked(name: str, answers: Mapping[str, Answer]) -> tuple[Answer, Option | None]:
    """What a box is for: the answer and, of a radio button, the option."""
    key, radio, chosen = name.partition("#")
    answer = answers.get(key)
    if answer is None:
        raise ValueError(f"{name} is linked, but no answer has that key.")
    if answer.key != key or not key or "." in key:
        raise ValueError(f"{name} is no key for a form: it is empty, has a period or another name.")
    if not radio:
        return answer, None
    option = next((option for option in answer.options if option.id == chosen), None)
    if answer.kind is not AnswerKind.CHOICE or option is None or option.id in ("", OFF):
        raise ValueError(f"{name} is linked, but {key} has no such option.")
    return answer, option


def _field(file: PdfFile, marks: "_Marks", boxes: Sequence[_Box]) -> bytes:
    """Write the field of some boxes with the same key, and return a reference to it."""
    first = boxes[0]
    answer = first.answer
    named = b"/T%s%s" % (_pdf_string(answer.key), _KINDS.get(answer.kind) or _choice(answer, boxes))
    if len(boxes) == 1 and not first.option:
        file.objects[first.number] = first.widget(named + marks.look(first))
        return b"%d 0 R" % first.number
    kids = reference_list(box.number for box in boxes)
    parent = file.add(b"<<%s/TU%s/Kids[%s]>>" % (named, _pdf_string(answer.label), kids))
    for box in boxes:
        file.objects[box.number] = box.widget(b"/Parent " + parent + marks.look(box))
    return parent


def _choice(answer: Answer, boxes: Sequence[_Box]) -> bytes:
    """The entries of a field that chooses: radio buttons, or a drop-down in a box of its own."""
    options = [box.option.id for box in boxes if box.option]
    if options and (len(options) < len(boxes) or len(set(options)) < len(options)):
        raise ValueError(f"{answer.key} links an option twice, or is radio buttons and drop-down.")
    if any(option.id == NOT_CHOSEN for option in answer.options):
        raise ValueError(f"{answer.key} has an option whose id is a dash: it would mean no answer.")
    if options:
        return b"/FT/Btn/V/%s/Ff %d" % (_OFF, RADIO | ALWAYS_ONE)
    choices = (Option(NOT_CHOSEN, NOT_CHOSEN), *answer.options)
    pairs = [b"[%s%s]" % (_pdf_string(choice.id), _pdf_string(choice.label)) for choice in choices]
    return b"/FT/Ch/Ff %d/Opt[%s]" % (COMBO, b"".join(pairs))


class _Marks:
    """How boxes look: ticks and dots are drawn once for each size, for no viewer edits them.

    Text must not share: pypdf and qpdf write into the drawing that they find, so one answer
    would show in every box. Text has no drawing at all while it is empty.
    """

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._drawn: dict[tuple[bytes, str], bytes] = {}

    def look(self, box: _Box) -> bytes:
        """Return the entries that say how a widget looks."""
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


# Drawn around 0 0 in a square of side 1.
_SHAPES = {
    "": b"",
    "tick": b".1 G .13 w 1 J 1 j -.29 -.02 m -.09 -.24 l .3 .27 l S",
    "dot": b".1 g .29 0 m .29 .16 .16 .29 0 .29 c -.16 .29 -.29 .16 -.29 0 c"
    b" -.29 -.16 -.16 -.29 0 -.29 c .16 -.29 .29 -.16 .29 0 c f",
}


def _pdf_string(text: str) -> bytes:
    """Write a text string."""
    if _PLAIN_TEXT.fullmatch(text):
        return b"(%s)" % text.encode()
    return pikepdf.String(text).unparse()
