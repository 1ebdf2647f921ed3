"""The field type ``tracker``."""

from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, JsonValue, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.choice_options import OPTIONS_FOR_CHOICE, check_options
from workbook_builder.model.field import Question, TrackedRow
from workbook_builder.model.items import Item, Items, ItemsOf

_KINDS = {
    "check": AnswerKind.CHECK,
    "number": AnswerKind.NUMBER,
    "text": AnswerKind.LINE,
    "choice": AnswerKind.CHOICE,
}
_FIT_BESIDE_NAMES = 14  # more columns than this go below each name
_WORDS_FIT = 5  # the same for columns of words
_NO_MEAN = "only numbers have an average"
_NO_UNIT = "only a number can have a `unit`"
_SPAN = "a tracker needs exactly one of `days`, `weeks`, and `columns`"
# For editors: no `columns` if there are `days` or `weeks`.
_NO_NAMES: dict[str, JsonValue] = {"columns": {"enum": [[]], "errorMessage": _SPAN}}


class Tracked(Item):
    """One item that is tracked, with ticks, small numbers, or words."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                *OPTIONS_FOR_CHOICE,
                {
                    "if": {"required": ["unit"], "properties": {"unit": {"type": "string"}}},
                    "then": {
                        "required": ["type"],
                        "properties": {"type": {"const": "number", "errorMessage": _NO_UNIT}},
                        "errorMessage": _NO_UNIT,
                    },
                },
                {
                    "if": {"required": ["total"], "properties": {"total": {"const": "mean"}}},
                    "then": {
                        "required": ["type"],
                        "properties": {"type": {"const": "number", "errorMessage": _NO_MEAN}},
                        "errorMessage": _NO_MEAN,
                    },
                },
            ]
        }
    )

    type: Literal["check", "number", "text", "choice"] = Describe(
        "check",
        description="What is entered.",
        json_schema_extra={
            "enumDescriptions": {
                "check": "A tick.",
                "number": "A small number, in the given `unit`.",
                "text": "A word or two.",
                "choice": "One of the `options`.",
            }
        },
    )
    unit: Line | None = Describe(
        None, description="The unit of the numbers, shown after the label.", examples=["hours"]
    )
    options: Items = Describe(
        (),
        max_length=8,
        description="What can be chosen, for the type `choice`. Short words fit best.",
        examples=[["calm", "tense", "low"]],
    )

    @model_validator(mode="after")
    def _options_for_choice(self) -> Self:
        check_options(self.type, self.options)
        return self

    total: How | None = Describe(
        None,
        description="Adds up the numbers or ticks (`sum`), or takes the average of the numbers"
        " (`mean`). On paper there is a box for it.",
        examples=["mean"],
    )

    @model_validator(mode="after")
    def _mean_of_numbers(self) -> Self:
        if self.total == "mean" and self.type != "number":
            raise PydanticCustomError(
                "tracked_mean",
                _NO_MEAN,
                {"at": ("total",), "hint": "add `type: number`, or write `total: sum`"},
            )
        return self

    @model_validator(mode="after")
    def _unit_for_number(self) -> Self:
        if self.unit and self.type != "number":
            raise PydanticCustomError(
                "tracked_unit",
                _NO_UNIT,
                {"at": ("unit",), "hint": "add `type: number`, or delete `unit`"},
            )
        return self


class Tracker(Question):
    """Habits or a log, by day or by week."""

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

    takes_width: ClassVar[bool] = True
    type: Literal["tracker"]
    items: ItemsOf[Tracked] = Describe(
        min_length=1,
        max_length=12,
        description="What is tracked. Each item is text, or a label with a type, such as"
        " `type: number` with a unit.",
        examples=[["A walk", {"label": "Sleep", "type": "number", "unit": "hours"}]],
    )
    days: int | None = Describe(None, ge=2, le=31, description="The number of days.", examples=[28])
    weeks: int | None = Describe(
        None, ge=2, le=52, description="The number of weeks.", examples=[8]
    )
    columns: Items = Describe(
        (),
        max_length=_FIT_BESIDE_NAMES,
        description="Names for days or times. They replace `days` and `weeks`.",
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
        """The id and the name of each day, week, or column. Days and weeks are just numbered."""
        if self.columns:
            return tuple((column.id, column.label) for column in self.columns)
        unit, count = ("day", self.days) if self.days else ("week", self.weeks)
        return tuple((f"{unit}-{number}", str(number)) for number in range(1, (count or 0) + 1))

    @property
    def long(self) -> bool:
        """Whether there are more columns than fit beside the names."""
        has_words = any(item.type in ("text", "choice") for item in self.items)
        return len(self.times) > (_WORDS_FIT if has_words else _FIT_BESIDE_NAMES)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of each item for which the author wants one."""
        return tuple(
            Total(join_key(item.id, "total"), item.total, item.label, within=item.id)
            for item in self.items
            if item.total
        )

    @property
    def tracked_rows(self) -> tuple[TrackedRow, ...]:
        """Each item at each time."""
        return tuple(
            TrackedRow(
                _named(item),
                _KINDS[item.type],
                tuple((join_key(item.id, id), name) for id, name in self.times),
                join_key(item.id, "total") if item.total else "",
            )
            for item in self.items
        )

    @property
    def items_asked(self) -> int:
        """One for each item."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A tick, a number, or a word for each item at each time, item by item."""
        return tuple(
            Answer(
                join_key(key, item.id, id),
                _KINDS[item.type],
                f"{self.label} {_named(item)}",
                tuple(Option(option.id, option.label) for option in item.options),
                words=(name,),
            )
            for item in self.items
            for id, name in self.times
        )


def _named(item: Tracked) -> str:
    """The name of an item, with its unit."""
    return f"{item.label} ({item.unit})" if item.unit else item.label
