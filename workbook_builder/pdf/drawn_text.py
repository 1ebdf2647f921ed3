"""Draws a text for a box of a form, as viewers draw what is typed into it, in any script."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_builder.pdf.pdf_file import PdfFile, number_after, stream
from workbook_builder.typesetting.typst_compiler import typeset
from workbook_builder.typesetting.typst_values import typst_literal

_LARGEST = 12  # points; viewers make the letters as large as the box, which looks coarse
_EDGE = 2  # points between the sides of a box and its text, as in most viewers
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STREAM = b"\nstream\n"
# Marks for the tags of the page, which the drawing is no longer a part of.
_MARKED = re.compile(rb"/\w+\s*(?:<<[^<>]*>>\s*BDC|BMC)\b|\nEMC\b")

# The words are made small enough for one line, in the middle of the box's height. The inner box is
# so wide that they never wrap.
_SOURCE = """#set document(title: "-")
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(font: {fonts}, lang: {language}, top-edge: "ascender", bottom-edge: "descender")
#context {{
  let words = {words}
  let whole = measure(text(size: {largest}pt, words)).width
  let size = calc.min({largest}pt, {height}pt * 0.7)
  let share = if whole > 0pt {{ ({width}pt - {edges}pt) / whole }} else {{ 1 }}
  let size = calc.min(size, {largest}pt * share)
  place(start + horizon, pad(x: {edge}pt, box(width: 10 * {width}pt, text(size: size, words))))
}}"""


@dataclass(frozen=True)
class Hand:
    """What texts are written with.

    Attributes:
        families: Font families in the order in which they are searched for a letter.
        files: The contents of font files that are needed besides the installed fonts.
        language: The language of the texts.
    """

    families: Sequence[str]
    files: tuple[bytes, ...] = ()
    language: str = "en"


@dataclass(frozen=True)
class DrawnText:
    """A text that is drawn in a box.

    Attributes:
        objects: The objects of a PDF that the drawing needs, by number; those of its fonts.
        resources: The resource dictionary, with references to them.
        content: The operators that draw the text.
        width: The width of the box in points.
        height: Its height.
    """

    objects: Mapping[int, bytes]
    resources: bytes
    content: bytes
    width: float
    height: float

    def appended(self, first: int) -> list[bytes]:
        """The objects of the drawing, numbered from ``first``.

        The first of them is the appearance stream of a text field (ISO 32000-1, 12.7.3.3).
        """
        numbers = {old: first + place for place, old in enumerate(self.objects, 1)}

        def moved(body: bytes) -> bytes:
            head, mark, rest = body.partition(_STREAM)
            return (
                _REFERENCE.sub(lambda each: b"%d 0 R" % numbers[int(each[1])], head) + mark + rest
            )

        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %.3f %.3f]/Resources %s" % (
            self.width, self.height, moved(self.resources),
        )  # fmt: skip
        appearance = stream(entries, b"/Tx BMC\n%s\nEMC" % self.content)
        return [appearance, *map(moved, self.objects.values())]


def drawn_text(words: str, width: float, height: float, hand: Hand) -> DrawnText:
    """Draw a text on one line. It is made smaller if the box is too narrow for it.

    Args:
        words: The text.
        width: The width of the box in points.
        height: Its height.
        hand: What it is written with.
    """
    source = _SOURCE.format(
        width=width,
        height=height,
        fonts=typst_literal(hand.families),
        language=typst_literal(hand.language.partition("-")[0]),
        words=typst_literal(words),
        largest=_LARGEST,
        edge=_EDGE,
        edges=2 * _EDGE,
    )
    file = PdfFile.cut(typeset(source, fonts=hand.files))
    page = file.objects[next(iter(file.pages()))]
    resources = file.objects[number_after(b"/Resources", page)]
    packed = file.objects[number_after(b"/Contents", page)].partition(_STREAM)[2]
    content = zlib.decompress(packed.rpartition(b"\nendstream")[0])
    return DrawnText(
        _reachable(file, resources), resources, _MARKED.sub(b"\n", content), width, height
    )


def _reachable(file: PdfFile, body: bytes) -> dict[int, bytes]:
    """The objects that an object refers to, and those that they refer to, by number."""
    found: dict[int, bytes] = {}
    waiting = [body]
    while waiting:
        head = waiting.pop().partition(_STREAM)[0]
        for number in map(int, _REFERENCE.findall(head)):
            if number not in found:
                found[number] = file.objects[number]
                waiting.append(found[number])
    return found
