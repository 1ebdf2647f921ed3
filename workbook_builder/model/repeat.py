"""How often a worksheet of a program is filled in."""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Line, Model

_SPAN = "`repeat` needs exactly one of `every` and `times`"
_NAME = "`times` needs a `name`"
_MOST_COPIES = 4  # that a workbook has of a worksheet, if the author does not say how many

Interval = Literal["day", "week", "two-weeks"]


class Repeat(Model):
    """How often a worksheet is filled in: at intervals, or a number of times."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["every"], "properties": {"every": {"type": "string"}}},
            "then": {"properties": {"times": {"type": "null", "errorMessage": _SPAN}}},
            "else": {
                "if": {"required": ["times"], "properties": {"times": {"type": "integer"}}},
                "then": {
                    "required": ["name"],
                    "properties": {"name": {"type": "string"}},
                    "errorMessage": _NAME,
                },
                "else": {"required": ["times"], "errorMessage": _SPAN},
            },
        }
    )

    every: Interval | None = Describe(
        None,
        description="The interval: every day, every week, or every two weeks.",
        examples=["week"],
    )
    from_week: int = Describe(
        1,
        alias="from",
        ge=1,
        le=104,
        description="The week of the program in which it is filled in for the first time.",
        examples=[2],
    )
    to_week: int | None = Describe(
        None,
        alias="to",
        ge=1,
        le=104,
        description="The week in which it is filled in for the last time; by default, the last week"
        " of the program.",
        examples=[7],
    )
    times_in_all: int | None = Describe(
        None,
        alias="times",
        ge=2,
        le=104,
        description="How many times it is filled in, if not at intervals. It needs a `name`.",
        examples=[6],
    )
    name: Line | None = Describe(
        None,
        description="What each time is called, before its number.",
        examples=["Talk"],
    )
    copies: int | None = Describe(
        None,
        ge=1,
        le=60,
        description="How many copies of it the printed workbook has; by default, as many as there"
        " are times, but at most four.",
        examples=[6],
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.every is None) == (self.times_in_all is None):
            hint = "write `every: week`, or `times: 6` and a `name`"
            raise PydanticCustomError("repeat_span", _SPAN, {"hint": hint})
        if self.times_in_all and not self.name:
            hint = "write what each time is called: `name: Talk`"
            raise PydanticCustomError("repeat_name", _NAME, {"hint": hint})
        if self.to_week is not None and self.to_week < self.from_week:
            context = {"at": ("to",), "hint": "write the later week in `to`"}
            raise PydanticCustomError("repeat_order", "`to` is before `from`", context)
        return self

    def times(self, weeks: int) -> range:
        """The times that it is filled in, in a program of so many weeks.

        A time is known by the number that clients see: that of the week or the day of the program,
        or which time it is.
        """
        if self.times_in_all:
            return range(1, self.times_in_all + 1)
        first, last = self.from_week, self.to_week or weeks
        if self.every == "day":
            return range(7 * (first - 1) + 1, 7 * last + 1)
        return range(first, last + 1, self.step)

    def copies_in(self, weeks: int) -> range:
        """The times for which the workbook of a program of so many weeks has a copy of its own."""
        return self.times(weeks)[: self.copies or _MOST_COPIES]

    @property
    def step(self) -> int:
        """By how much the number of a time grows from one to the next."""
        return 2 if self.every == "two-weeks" else 1
