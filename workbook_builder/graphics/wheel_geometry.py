"""The geometry of a wheel of life, in the units of the SVG that the page draws it in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

RIM = 150  # radius of the wheel
_NAMES = RIM + 16  # distance of the names from the center
_NUMBERS = RIM + 18  # distance of the numbers from the center
_LINE = 17  # height of a line of a name
_LETTERS, _LINES = 17, 3  # how many letters fit on a line, and how many lines in a name


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of the wheel.

    Attributes:
        spoke: The rim end of the line that begins the slice, going clockwise.
        number_at: The position of its number.
        name: The lines of its name, each as x, y, and text.
        anchor: The SVG ``text-anchor`` of the lines.
    """

    spoke: tuple[float, float]
    number_at: tuple[float, float]
    name: tuple[tuple[float, float, str], ...]
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel centered at (0, 0).

    Attributes:
        rim: The radius.
        rings: The radius of each ring, for the ratings 1 to 10.
        slices: Clockwise, the first one beginning at the top.
        named: Whether there is room for every name beside the wheel.
    """

    rim: int
    rings: tuple[float, ...]
    slices: tuple[Slice, ...]
    named: bool


def polar(turn: float, distance: float) -> tuple[float, float]:
    """The point at an angle and a distance from the center.

    Args:
        turn: The angle as a share of a full turn, from 0 to 1, clockwise from the top.
        distance: The distance from the center.
    """
    angle = turn * math.tau
    return round(math.sin(angle) * distance, 2), round(-math.cos(angle) * distance, 2)


def wheel(names: Sequence[str]) -> Wheel:
    """Lay out a wheel with one equal slice for each name."""
    wrapped = [wrap(name, _LETTERS) for name in names]
    named = all(len(lines) <= _LINES and max(map(len, lines)) <= _LETTERS for lines in wrapped)
    slices = tuple(
        _slice(index / len(names), (index + 0.5) / len(names), lines)
        for index, lines in enumerate(wrapped)
    )
    return Wheel(RIM, tuple(RIM * ring / 10 for ring in range(1, 11)), slices, named)


def _slice(start: float, middle: float, lines: Sequence[str]) -> Slice:
    x, y = polar(middle, _NAMES)
    anchor: Literal["start", "middle", "end"] = "middle"
    if abs(x) > _NAMES / 10:
        anchor = "start" if x > 0 else "end"
    # The line nearest to the rim is the last one above the wheel, and the first one below it.
    # Beside the wheel the lines are centered.
    above = (1 - y / _NAMES) / 2
    first = y - _LINE * (len(lines) - 1) * above + _LINE * 0.3
    name = tuple((x, round(first + _LINE * row, 2), line) for row, line in enumerate(lines))
    return Slice(polar(start, RIM), polar(middle, _NUMBERS), name, anchor)
