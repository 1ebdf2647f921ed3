"""Reads the links of boxes: which form fields they stand for, and where the boxes are.

An address is one of these; a name is the key of an answer, or `KEY#OPTION` for a radio button.

* `field:NAME` is one box.
* `room:ROWS THICKNESS COLOR?NAME` is a box with lines to write on: the number of rows, and the
  thickness in points and the color (six hexadecimal digits) of the lines.
* `fields:LEFT WIDTH HEIGHT,…?START?ENDING …` is a link for several boxes side by side. It has the
  left edge, width, and height of each box in points, then what the names of all of them start
  with, and what each name ends with.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_STRING = rb"(\((?:[^()\\]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>)"
_OURS = re.compile(
    rb"/URI\s*(?:\((?:fields?|room):|<(?:6669656[Cc]64(?:73)?|726[Ff]6[Ff]6[Dd])3[Aa])"
)
_URI = re.compile(rb"/URI\s*" + _STRING, re.DOTALL)
_PLAIN_URI = re.compile(rb"/URI\s*\(([^()\\]*)\)")
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")


Size = tuple[float, float]  # width and height in points


class Rules(NamedTuple):
    """Lines to write on.

    Attributes:
        rows: How many rows the lines part the box into.
        thickness: The thickness of the lines in points, as text.
        color: Their color as six hexadecimal digits.
    """

    rows: int
    thickness: str
    color: str


class LinkedBoxes(NamedTuple):
    """The boxes of a link, usually just one.

    Attributes:
        rects: The left, bottom, right, and top edge of each box on the page in points, as text.
        sizes: The width and height of each box in points.
        names: The name of each box: `KEY` or `KEY#OPTION`.
        rules: The lines to write on, if there are any.
    """

    rects: list[bytes]
    sizes: Sequence[Size]
    names: list[str]
    rules: Rules | None = None


def is_box_link(annotation: bytes) -> bool:
    """Whether an annotation is the link of boxes."""
    return _OURS.search(annotation) is not None


def linked_boxes(annotation: bytes) -> LinkedBoxes:
    """The boxes of a link. Raises ValueError if the link cannot be understood."""
    if plain := _PLAIN_URI.search(annotation):
        uri = plain[1]
    elif literal := _URI.search(annotation):
        import pikepdf  # takes as long to import as a sheet takes to make, and is hardly needed

        uri = bytes(pikepdf.Object.parse(literal[1]))
    else:
        raise ValueError(f"This link cannot be read: {annotation!r}")
    if b"%" in uri:
        uri = unquote_to_bytes(uri)
    rect = _RECT.search(annotation)
    if rect is None:
        raise ValueError(f"This link has no rectangle: {annotation!r}")
    x, bottom, right, top = map(float, rect[1].split())
    whole = [(right - x, top - bottom)]
    if uri.startswith(b"field:"):
        return LinkedBoxes([rect[1]], whole, [uri[6:].decode()])
    if uri.startswith(b"room:"):
        about, _, name = uri[5:].decode().partition("?")
        rows, thickness, color = about.split(" ")
        return LinkedBoxes([rect[1]], whole, [name], Rules(int(rows), thickness, color))
    places, start, endings = uri[7:].decode().split("?")
    middle = (bottom + top) / 2
    spans, sizes = _spans(places)
    rects = [
        b"%.3f %.3f %.3f %.3f" % (x + left, middle - half, x + right, middle + half)
        for left, right, half in spans
    ]
    names = [start + ending for ending in endings.split()]
    if len(names) != len(rects):
        raise ValueError(f"The link of {names[0]} has {len(rects)} boxes, but {len(names)} keys.")
    return LinkedBoxes(rects, sizes, names)


@lru_cache(64)  # usually all rows of a table have the same boxes
def _spans(text: str) -> tuple[list[tuple[float, float, float]], list[Size]]:
    """Where boxes are, and their sizes.

    Returns:
        Left edge, right edge, and half the height of each box, in points from the link's left; and
        the width and height of each.
    """
    boxes = [tuple(map(float, box.split())) for box in text.split(",")]
    spans = [(left, left + width, height / 2) for left, width, height in boxes]
    return spans, [(width, height) for _, width, height in boxes]
