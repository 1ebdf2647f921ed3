"""The geometry of a wheel, for the page to draw: no colours, no sizes of type."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

RIM = 150
_NAMES = RIM + 16
_NUMBERS = RIM + 18
_LINE = 17
_LETTERS, _LINES = 17, 3


@dataclass(frozen=True, slots=True)
class Slice:
    """One area: the spoke before it, and where its name and its number stand."""

    spoke: tuple[float, float]
    number_at: tuple[float, float]
    name: tuple[tuple[float, float, str], ...]
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel around (0, 0); ``named`` when every name has room beside it."""

    rim: int
    rings: tuple[float, ...]
    slices: tuple[Slice, ...]
    named: bool


def polar(turn: float, distance: float) -> tuple[float, float]:
    """The point at a share of a full turn, clockwise from the top, and a distance."""
    angle = turn * math.tau
    return round(math.sin(angle) * distance, 2), round(-math.cos(angle) * distance, 2)


def wheel(names: Sequence[str]) -> Wheel:
    """A wheel with one slice for each name, the first to the right of the top."""
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
    # Above the wheel the last line stands at the rim, below it the first, beside it the middle.
    above = (1 - y / _NAMES) / 2
    first = y - _LINE * (len(lines) - 1) * above + _LINE * 0.3
    name = tuple((x, round(first + _LINE * row, 2), line) for row, line in enumerate(lines))
    return Slice(polar(start, RIM), polar(middle, _NUMBERS), name, anchor)
