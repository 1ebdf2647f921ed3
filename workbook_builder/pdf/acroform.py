"""Makes PDFs fillable: each box that links to `field:KEY` becomes a form field in the same place.

Templates write the box of an answer as `#link("field:KEY", box(…))`, and a radio button as
`#link("field:KEY#OPTION", box(…))`. Typst creates a link annotation with the exact rectangle of the
box, and tags it as a `Link`. This module turns the annotation into a widget annotation (ISO
32000-1, 12.5.6.19), and the tag into a `Form`.

`box_links` describes what else an address can say, such as the lines of a box, and the places of
several boxes that share a link.

docs/pdf-forms.md has the reasons why fields are written this way, and measurements.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

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
from workbook_builder.answers.understood import KINDS
from workbook_builder.pdf.appearances import Appearances
from workbook_builder.pdf.box_links import LinkedBoxes, Size, is_box_link, linked_boxes
from workbook_builder.pdf.conformance import declare_conformance
from workbook_builder.pdf.form_font import add_form_font, is_western
from workbook_builder.pdf.own_entries import IDS
from workbook_builder.pdf.pdf_file import PdfFile, reference_list, references_in
from workbook_builder.pdf.structure_completion import complete_structure
from workbook_builder.pdf.structure_tags import StructureTags

_LANGUAGE = re.compile(rb"/Lang\s*\(([^()]*)\)")
_PLAIN_TEXT = re.compile(r"[ -'*-\[\]-~]*")  # ASCII without parentheses and backslash
_LATIN_TEXT = re.compile(r"[ -~\xa1-\xac\xae-\xff]*")  # what PDFDocEncoding shares with Latin-1
_ESCAPED = re.compile(rb"[()\\]")
_NO_NAME = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")
_STRUCT_PARENT = re.compile(rb"/StructParent\s+(\d+)")
_ONE_OBJECT = re.compile(rb"/K\s*\[?\s*<<[^<>\[\]]*/OBJR\b[^<>\[\]]*>>\s*(?:\]|/|>>)")
_LINK = re.compile(rb"/S\s*/Link\b")

_OFF, _TICKED = b"/" + OFF.encode(), b"/" + TICKED.encode()
_KINDS = {
    AnswerKind.LINE: b"/FT/Tx",
    **{kind: b"/FT/Tx/WB_Kind/%s" % kind.encode() for kind in KINDS},
    AnswerKind.LINES: b"/FT/Tx/Ff %d" % MULTILINE,
    AnswerKind.CHECK: b"/FT/Btn/V%s" % _OFF,
}
# The size 0 means automatic: as large as the box allows. With a fixed size, pypdf does not wrap.
_DA = b"/DA(/WbText 0 Tf 0 g)"


class _Box(NamedTuple):
    """A linked box.

    Attributes:
        number: The object number of its annotation.
        page: The object number of its page.
        rect: Its left, bottom, right, and top edge on the page in points, as text.
        size: Its width and height in points.
        struct_parent: The key of its structure element in the parent tree.
        answer: The answer that is written in it.
        option: The option that it stands for, if it is a radio button.
        link: The link that it is from, which may say how the box looks.
    """

    number: int
    page: int
    rect: bytes
    size: Size
    struct_parent: int
    answer: Answer
    option: Option | None
    link: LinkedBoxes

    def widget(self, entries: bytes) -> bytes:
        """The annotation as a widget with further entries."""
        text = _pdf_string(_tooltip(self.answer, self.option))
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
        appearances = Appearances(file)
        fields = b" ".join([_field(file, appearances, group) for group in groups.values()])
        language = _LANGUAGE.search(file.objects[file.root])
        composite = language is not None and not is_western(language[1].decode())
        font = add_form_font(file, composite=composite)
        form = b"<</Fields[%s]/DR<</Font<</WbText %s>>>>%s>>" % (fields, font, _DA)
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
            if not is_box_link(annotation):
                continue
            link = linked_boxes(annotation)
            rects, sizes, names, _ = link
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
                yield _Box(number, page, rects[0], sizes[0], int(found[1]), *targets[0], link)
                continue
            further = file.reserve(len(targets) - 1)
            annotations += further
            numbers = [number, *further]
            struct_parents = tags.divide(int(found[1]), page, numbers)
            for each in zip(numbers, rects, sizes, struct_parents, targets, strict=True):
                yield _Box(each[0], page, *each[1:4], *each[4], link)
        if len(annotations) > len(links):
            file.refill(page, b"/Annots", annotations)
    tags.keep()


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


def _field(file: PdfFile, appearances: Appearances, boxes: Sequence[_Box]) -> bytes:
    """Write the field for all boxes with the same key, and return a reference to it."""
    first = boxes[0]
    answer = first.answer
    entries = b"/T%s%s" % (
        _pdf_string(answer.key),
        _KINDS.get(answer.kind) or _choice(answer, boxes),
    )
    if len(boxes) == 1 and not first.option:
        file.objects[first.number] = first.widget(entries + _look(first, appearances))
        return b"%d 0 R" % first.number
    kids = reference_list(box.number for box in boxes)
    parent = file.add(b"<<%s/TU%s/Kids[%s]>>" % (entries, _pdf_string(_tooltip(answer)), kids))
    for number, box in enumerate(boxes):
        # Some programs copy widgets without their field. Their own name then still has the key.
        name = b"/NM" + _pdf_string(f"{answer.key} {number}")
        own = name + b"/Parent " + parent + _look(box, appearances)
        file.objects[box.number] = box.widget(own)
    return parent


def _tooltip(answer: Answer, option: Option | None = None) -> str:
    """The label of an answer, with its option, or with what the numbers of a scale mean."""
    if option:
        return answer.punctuation.followed_by(answer.label, option.explained)
    meanings = answer.punctuation.listed(o.explained for o in answer.options if o.meaning)
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
        return b"/FT/Btn/V%s/Ff %d" % (_OFF, RADIO | ALWAYS_ONE)
    ids = (NOT_CHOSEN, *(option.id for option in answer.options))
    labels = _distinct(NOT_CHOSEN, *(option.label for option in answer.options))
    return b"/FT/Ch/Ff %d/Opt[%s]%s[%s]" % (
        COMBO, b"".join(map(_pdf_string, labels)), IDS.encode(), b"".join(map(_pdf_string, ids)),
    )  # fmt: skip


def _distinct(*labels: str) -> list[str]:
    """The labels, with a number after those that are already there: `calm`, `calm (2)`."""
    found: dict[str, None] = {}
    for label in labels:
        number, each = 1, label
        while each in found:
            number += 1
            each = f"{label} ({number})"
        found[each] = None
    return list(found)


def _look(box: _Box, appearances: Appearances) -> bytes:
    """The entries of a widget that say how it looks."""
    kind, link = box.answer.kind, box.link
    if box.option:
        return appearances.button("dot", _state(box.option.id), _OFF, *box.size)
    if kind is AnswerKind.CHECK:
        return appearances.button("tick", _TICKED, _OFF, *box.size)
    if link.rules and link.rules.rows > 1 and kind is AnswerKind.LINES:
        return _DA + appearances.ruled(link.rules, *box.size)
    return _DA


@lru_cache(256)
def _state(option: str) -> bytes:
    """The name object (ISO 32000-1, 7.3.5) of an option, for the state of its radio button."""
    name = to_pdf_name(option).encode()
    return b"/" + _NO_NAME.sub(lambda found: b"#%02X" % found[0][0], name)


def _pdf_string(text: str) -> bytes:
    """A text string object (ISO 32000-1, 7.9.2.2)."""
    if _PLAIN_TEXT.fullmatch(text):
        return b"(%s)" % text.encode()
    if _LATIN_TEXT.fullmatch(text):
        return b"(%s)" % _ESCAPED.sub(rb"\\\g<0>", text.encode("latin-1"))
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().encode()
