"""Habits or a log, day by day or week by week."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, JsonValue, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.field import (
    Item,
    Items,
    Line,
    Question,
    item_from_text,
    require_distinct_ids,
)

_SHORT = 14  # as many columns stand beside the names; more run below each name
_NO_UNIT = "a tick has no `unit`"
_SPAN = "a tracker has either `days`, `weeks` or `columns`"
# For editors: no other span beside the one that is there.
_NO_NAMES: dict[str, JsonValue] = {"columns": {"enum": [[]], "errorMessage": _SPAN}}


class Tracked(Item):
    """One thing that is tracked: ticked off, or written down as a small number."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["unit"], "properties": {"unit": {"type": "string"}}},
            "then": {
                "required": ["type"],
                "properties": {"type": {"const": "number", "errorMessage": _NO_UNIT}},
                "errorMessage": _NO_UNIT,
            },
        }
    )

    type: Literal["check", "number"] = Describe(
        "check",
        description="What is entered.",
        json_schema_extra={
            "enumDescriptions": {
                "check": "A tick.",
                "number": "A small number, in the `unit` given.",
            }
        },
    )
    unit: Line | None = Describe(
        None, description="Stands behind the label of a number.", examples=["hours"]
    )

    @model_validator(mode="after")
    def _unit_for_number(self) -> Self:
        if self.unit and self.type != "number":
            raise PydanticCustomError(
                "tracked_unit",
                _NO_UNIT,
                {"at": ("unit",), "hint": "add `type: number`, or leave the unit out"},
            )
        return self


class Tracker(Question):
    """Habits or a log, day by day or week by week."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["days"], "properties": {"days": {"type": "integer"}}},
            "then": {"properties": {"weeks": {"type": "null", "errorMessage": _SPAN}, **_NO_NAMES}},
            "else": {
                "if": {"required": ["weeks"], "properties": {"weeks": {"type": "integer"}}},
                "then": {"properties": _NO_NAMES},
                "else": {
                    "required": ["columns"],
                    "properties": {"columns": {"minItems": 1}},
                    "errorMessage": _SPAN,
                },
            },
        }
    )

    type: Literal["tracker"]
    items: Annotated[
        tuple[Annotated[Tracked, BeforeValidator(item_from_text)], ...],
        AfterValidator(require_distinct_ids),
    ] = Describe(
        min_length=1,
        max_length=12,
        description="What is tracked; each a text, or a label with `type: number` and a unit.",
        examples=[["A walk", {"label": "Sleep", "type": "number", "unit": "hours"}]],
    )
    days: int | None = Describe(
        None, ge=2, le=31, description="How many days, by number.", examples=[28]
    )
    weeks: int | None = Describe(
        None, ge=2, le=26, description="How many weeks, by number.", examples=[8]
    )
    columns: Items = Describe(
        (),
        max_length=_SHORT,
        description="The names of days or times, instead of a number of them.",
        examples=[["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]],
    )

    @model_validator(mode="after")
    def _one_span(self) -> Self:
        if sum(map(bool, (self.days, self.weeks, self.columns))) != 1:
            raise PydanticCustomError(
                "tracker_span",
                _SPAN,
                {"hint": "write one of them, like `days: 7`"},
            )
        return self

    @property
    def times(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each day, week or column; days and weeks are named by their number."""
        if self.columns:
            return tuple((column.id, column.label) for column in self.columns)
        unit, count = ("day", self.days) if self.days else ("week", self.weeks)
        return tuple((f"{unit}-{number}", str(number)) for number in range(1, (count or 0) + 1))

    @property
    def long(self) -> bool:
        """Whether there are more columns than fit beside the names."""
        return len(self.times) > _SHORT

    @property
    def items_asked(self) -> int:
        """One for each of them."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A tick or a number for each item and time, item by item."""
        return tuple(
            Answer(
                join_key(key, item.id, id),
                AnswerKind.NUMBER if item.type == "number" else AnswerKind.CHECK,
                f"{self.label} {item.label}{f' ({item.unit})' if item.unit else ''}: {name}",
            )
            for item in self.items
            for id, name in self.times
        )
