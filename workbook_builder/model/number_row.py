"""The row of numbers on which something is rated: its keys, its limits, and its options."""

from typing import Annotated, Protocol

from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Option
from workbook_builder.model.base import Line

_FEWEST, _MOST = 3, 11

Lowest = Annotated[int, Describe(ge=-5, le=1, description="The lowest number on the scale.")]
Highest = Annotated[int, Describe(ge=1, le=10, description="The highest number on the scale.")]
Middle = Annotated[
    Line | None,
    Describe(description="What the number in the middle means.", examples=["neither"]),
]


class NumberRow(Protocol):
    """What is rated on a row of numbers."""

    @property
    def min(self) -> int:
        """The lowest number."""

    @property
    def max(self) -> int:
        """The highest number."""

    @property
    def low(self) -> str | None:
        """What the lowest number means."""

    @property
    def high(self) -> str | None:
        """What the highest number means."""

    @property
    def middle(self) -> str | None:
        """What the number in the middle means."""


def check_numbers(row: NumberRow) -> None:
    """Refuse a row that is too short or too long, or that has no number for ``middle``."""
    count = len(numbers(row))
    span = {"min": _written(row.min), "max": _written(row.max), "count": count}
    if not _FEWEST <= count <= _MOST:
        raise PydanticCustomError(
            "scale_length",
            "from {min} to {max} there are {count} numbers, but a scale has {fewest} to {most}",
            span
            | {
                "fewest": _FEWEST,
                "most": _MOST,
                "at": ("max",),
                "hint": "change `min` or `max`, as in `min: -5` with `max: 5`",
            },
        )
    if row.middle and count % 2 == 0:
        raise PydanticCustomError(
            "scale_middle",
            "`middle` has no number: from {min} to {max} there are {count}, an even number",
            span | {"at": ("middle",), "hint": "change `min` or `max` by one, or delete `middle`"},
        )


def numbers(row: NumberRow) -> tuple[int, ...]:
    """The numbers, lowest first."""
    return tuple(range(row.min, row.max + 1))


def number_options(row: NumberRow) -> tuple[Option, ...]:
    """The options of an answer that is one of the numbers of a row."""
    points = numbers(row)
    middle = points[len(points) // 2]
    meanings = {middle: row.middle, points[0]: row.low, points[-1]: row.high}
    return tuple(Option(str(each), _written(each), meanings.get(each) or "") for each in points)


def _written(number: int) -> str:
    """A number with a minus sign, where an id has a hyphen."""
    return str(number).replace("-", "\N{MINUS SIGN}")
