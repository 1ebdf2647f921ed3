"""The shapes of the charts in a report, which templates draw on the web and on paper.

The charts look like those that a client sees: ``templates/theme/assets/trend.js`` and
``progress.js``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import written
from workbook_builder.reports.check_ins import CheckIns, State
from workbook_builder.reports.measured import Compared, OverTime

_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 590, 10, 170
_MOST_NUMBERS = 13  # below a chart
_IN_A_ROW = 14  # squares of a strip: two weeks of days
_SQUARE, _GAP = 12, 3


@dataclass(frozen=True, slots=True)
class Label:
    """A text in a chart: where it begins, ends, or has its middle, and its base line."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A number over time.

    Attributes:
        size: The width and the height.
        lines: The heights of the lines across, from `left` to `right`.
        labels: The numbers beside and below.
        points: The points, from left to right, which a line joins.
    """

    size: tuple[int, int]
    left: int
    right: int
    lines: tuple[float, ...]
    labels: tuple[Label, ...]
    points: tuple[tuple[float, float], ...]

    @property
    def way(self) -> str:
        """The line that joins the points, as SVG writes it."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """A measure before and after: how far to the right each number is, from 0 to 1."""

    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Square:
    """A time of a worksheet that repeats, in a strip of squares."""

    x: int
    y: int
    state: State


@dataclass(frozen=True, slots=True)
class Strip:
    """The times of a worksheet that repeats, as squares."""

    size: tuple[int, int]
    side: int
    squares: tuple[Square, ...]


def trend_chart(trend: OverTime, language: str) -> TrendChart:
    """The chart of a number over the times of a worksheet."""
    low, high = trend.ends
    across = (_RIGHT - _LEFT) / len(trend.times)
    xs = [_LEFT + across * (at + 0.5) for at in range(len(trend.times))]

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * _share(value, low, high)

    beside = [
        Label(_LEFT - 6, y(value) + 4, written(AnswerKind.NUMBER, f"{value:.15g}", language), "end")
        for value in (low, (low + high) / 2, high)
    ]
    every = math.ceil(len(xs) / _MOST_NUMBERS)
    below = [
        Label(x, _BOTTOM + 20, str(each.time), "middle")
        for x, each in list(zip(xs, trend.times, strict=True))[::every]
    ]
    points = (
        (x, y(each.rating.number)) for x, each in zip(xs, trend.times, strict=True) if each.rating
    )
    lines = (y(low), y((low + high) / 2), y(high))
    return TrendChart((600, 200), _LEFT, _RIGHT, lines, (*beside, *below), tuple(points))


def measure_chart(compared: Compared) -> MeasureChart:
    """The chart of a measure at the beginning and at the end of a program."""
    low, high = compared.measure.min, compared.measure.max
    before, after = (
        _share(each.number, low, high) if each else None
        for each in (compared.before, compared.after)
    )
    return MeasureChart(before, after)


def strip(check_ins: CheckIns) -> Strip:
    """The planned times of a worksheet that repeats, in rows."""
    apart = _SQUARE + _GAP
    squares = tuple(
        Square(at % _IN_A_ROW * apart, at // _IN_A_ROW * apart, each.state)
        for at, each in enumerate(check_ins.times)
    )
    return Strip(_size(squares), _SQUARE, squares)


def _size(squares: Sequence[Square]) -> tuple[int, int]:
    wide = max((each.x for each in squares), default=0) + _SQUARE
    return wide, max((each.y for each in squares), default=0) + _SQUARE


def _share(value: float, low: float, high: float) -> float:
    """How far a value is from the lowest to the highest, from 0 to 1."""
    return min(max((value - low) / (high - low), 0), 1)
