"""What came of it when a program has filled in a form: what was kept, and what can be seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pikepdf
from viewers.programs import DPI, Draw, Picture, Value

from workbook_builder.pdf.form_values import read_values

DARKER = 60  # of 255: how much darker a pixel must be than in the blank form to be ink
INK = 4  # pixels of ink in a box with a value
RULED = 0.8  # the share of a row of pixels that a ruled line covers


class Box(NamedTuple):
    """A widget: the page that it is on, and its rectangle in pixels from the top left."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes:
        kept: How many values are read from the file as they were meant.
        seen: How many can be seen, in every box of their field.
        struck: How many have ruled lines through them.
        sizes: The sizes of letters that were written into the file, in points, in order.
    """

    kept: int
    seen: int
    struck: int
    sizes: list[float]


def outcome(form: Path, filled: Path, values: Mapping[str, Value], draw: Draw) -> Outcome:
    """Read a filled-in form, and compare its drawing with that of the blank form."""
    read = read_values(filled.read_bytes())
    kept = sum(read.get(key) == value.read for key, value in values.items())
    blank, pages = draw(form), draw(filled)
    seen = struck = 0
    with pikepdf.open(form) as pdf:
        for _, widgets in boxes(pdf, values):
            pairs = [(blank[each.page], pages[each.page], each) for each in widgets]
            seen += all(ink(*pair) >= INK for pair in pairs)
            struck += any(ruled(*pair) for pair in pairs)
    with pikepdf.open(filled) as pdf:
        return Outcome(kept, seen, struck, sorted(sizes(pdf)))


def boxes(pdf: pikepdf.Pdf, values: Mapping[str, Value]) -> Iterator[tuple[str, list[Box]]]:
    """The boxes of each field that has a value; of radio buttons, the one that is chosen."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for each in pdf.Root.AcroForm.Fields:
        key = str(each.T)
        if key in values:
            chosen = f"/{values[key].written}" if values[key].kind == "radio" else None
            yield (
                key,
                [
                    _box(kid, numbers, pdf)
                    for kid in each.get("/Kids", [each])
                    if chosen is None or chosen in kid.AP.N
                ],
            )


def _box(widget: pikepdf.Object, numbers: Mapping[tuple[int, int], int], pdf: pikepdf.Pdf) -> Box:
    page = numbers[widget.P.objgen]
    scale, high = DPI / 72, float(pdf.pages[page].mediabox[3])
    left, bottom, right, top = (float(each) for each in widget.Rect)
    # Without a pixel at each side, where the box itself is drawn.
    return Box(
        page, round(left * scale) + 2, round((high - top) * scale) + 2,
        round(right * scale) - 2, round((high - bottom) * scale) - 2,
    )  # fmt: skip


def ink(blank: Picture, filled: Picture, box: Box) -> int:
    """The number of pixels in a box that are darker than in the blank form."""
    return sum(
        old - new > DARKER
        for y in range(box.top, box.bottom)
        for old, new in zip(_row(blank, box, y), _row(filled, box, y), strict=True)
    )


def _row(picture: Picture, box: Box, y: int) -> bytes:
    """The pixels of a box on one row."""
    return picture.pixels[y * picture.width + box.left : y * picture.width + box.right]


def ruled(blank: Picture, filled: Picture, box: Box) -> bool:
    """Whether a ruled line of the blank form is still there."""

    def lines(picture: Picture) -> set[int]:
        white = (max(_row(picture, box, box.top + 1)) or 255) - 8
        return {
            y
            for y in range(box.top + 1, box.bottom - 1)
            if sum(each < white for each in _row(picture, box, y)) > RULED * (box.right - box.left)
        }

    return bool(lines(blank) & lines(filled))


def sizes(pdf: pikepdf.Pdf) -> Iterator[float]:
    """The size of letters in each text field, in points."""
    for each in pdf.Root.AcroForm.Fields:
        if each.FT == "/Tx" and "/V" in each:
            for widget in each.get("/Kids", [each]):
                look = widget.AP.get("/N") if "/AP" in widget else None
                if isinstance(look, pikepdf.Stream):
                    shown = pikepdf.parse_content_stream(look)
                    found = [
                        float(part.operands[1]) for part in shown if str(part.operator) == "Tf"
                    ]
                    yield from found[-1:]
