"""The field type ``trend``."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.model.answer_path import ANSWER_PATH, answer_path
from workbook_builder.model.base import Line, PlainLine
from workbook_builder.model.earlier_answer import EarlierAnswer, Series
from workbook_builder.model.field import Field


class Trend(Field):
    """A chart of how a number changes over the times of a worksheet that repeats."""

    takes_width: ClassVar[bool] = True
    type: Literal["trend"]
    source: Annotated[PlainLine, AfterValidator(answer_path)] = Describe(
        alias="from",
        description="A scale, a rating, or a number of a worksheet that repeats, as"
        " `worksheet/field`, or `worksheet/field/part` for one of several ratings. In the worksheet"
        " itself, `previous/field`.",
        examples=["weekly-check-in/energy"],
        json_schema_extra={"allOf": [ANSWER_PATH]},
    )
    label: Line = Describe(
        description="The heading above the chart.", examples=["Your energy over the weeks"]
    )
    min: float | None = Describe(
        None,
        description="The lowest number of the chart; by default, that of the scale, or 0.",
        examples=[20],
    )
    max: float | None = Describe(
        None,
        description="The highest number of the chart; by default, that of the scale, or 10.",
        examples=[40],
    )

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.min is not None and self.max is not None and self.max <= self.min:
            context = {"at": ("max",), "hint": "write the higher number in `max`"}
            raise PydanticCustomError("trend_range", "`max` is not above `min`", context)
        return self

    @property
    def recalled_path(self) -> str:
        """The answer that ``from`` names."""
        return self.source

    def refuse_earlier(self, earlier: EarlierAnswer) -> tuple[str, str] | None:
        """Refuse an answer that is no number, or is given only once."""
        if earlier.time is None:
            return f"the worksheet `{earlier.id}` does not repeat", "add `repeat` to that worksheet"
        if earlier.answer.kind is not AnswerKind.NUMBER and earlier.scale is None:
            hint = "name a scale, a rating, or a number"
            return f"`{earlier.path}` is no number", hint
        return None

    @property
    def series(self) -> Series | None:
        """The answers that are drawn, and between which numbers."""
        if self.earlier is None:
            return None
        scale = self.earlier.scale or (0, 10)
        low = scale[0] if self.min is None else self.min
        high = scale[1] if self.max is None else self.max
        return Series(self.label, self.earlier, (low, max(high, low + 1)))
