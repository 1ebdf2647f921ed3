"""The field type ``scale``."""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.base import Line, Slug
from workbook_builder.model.field import Field
from workbook_builder.model.measure import Measure
from workbook_builder.model.number_row import (
    Highest,
    Lowest,
    Middle,
    check_numbers,
    number_options,
    numbers,
)
from workbook_builder.model.only_if import OnlyIf


class Scale(Field):
    """A rating on a row of numbers, which can be a ``measure`` of the program."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["measure"], "properties": {"measure": {"type": "string"}}},
            "else": {"required": ["label"], "errorMessage": "`label` or `measure` is missing"},
        }
    )

    asks = True
    type: Literal["scale"]
    id: Slug = Describe(
        description="The name of the answer. Unique in the worksheet. Do not change it later.",
        examples=["energy"],
    )
    measure: Slug | None = Describe(
        None,
        description="The measure of the program that is rated. The scale takes its label, ends,"
        " and numbers from it.",
        examples=["confidence"],
    )
    label: Line = Describe(
        "",
        description="The question. Not needed with `measure`.",
        examples=["How much energy do you have today?"],
        validate_default=False,
    )
    help: Line | None = Describe(
        None,
        description="Another sentence in small type below the label.",
        examples=["Go with your first thought."],
    )
    only_if: OnlyIf | None = Describe(
        None,
        description="Asks the question only if an earlier answer of the worksheet is like this.",
        examples=[{"question": "habits/coffee", "at-least": 4}],
    )
    low: Line | None = Describe(
        None, description="What the lowest number means.", examples=["not at all"]
    )
    high: Line | None = Describe(
        None, description="What the highest number means.", examples=["completely"]
    )
    middle: Middle = None
    min: Lowest = 0
    max: Highest = 10

    @model_validator(mode="after")
    def _has_label(self) -> Self:
        if self.measure is None and not self.label:
            hint = "add `label: …`, or `measure: …` with the id of a measure of the program"
            raise PydanticCustomError(
                "missing_label", "`label` or `measure` is missing", {"hint": hint}
            )
        return self

    @model_validator(mode="after")
    def _numbers_fit(self) -> Self:
        check_numbers(self)
        return self

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers on the scale, lowest first."""
        return numbers(self)

    @property
    def asks_for_number(self) -> bool:
        """Always true, because the options are numbers."""
        return True

    @property
    def rated_measure(self) -> str | None:
        """The measure that the author names."""
        return self.measure

    def with_measure(self, measure: Measure) -> Self:
        """A copy of the scale with the ends and numbers of the measure, and a label."""
        ends = {name: value for name, value in measure if name != "label"}
        return self.model_copy(update={**ends, "label": self.label or measure.label})

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One number on the scale."""
        return (Answer(key, AnswerKind.CHOICE, self.label, number_options(self)),)
