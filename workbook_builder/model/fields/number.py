"""The field type ``number``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.base import Line
from workbook_builder.model.short_question import ShortQuestion


class Number(ShortQuestion):
    """A number, with a unit if it has one."""

    type: Literal["number"]
    unit: Line | None = Describe(
        None, description="The unit, shown after the number.", examples=["hours a week"]
    )
    min: float | None = Describe(
        None, description="The lowest number that can be entered.", examples=[0]
    )
    max: float | None = Describe(
        None, description="The highest number that can be entered.", examples=[24]
    )

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One number."""
        label = f"{self.label} ({self.unit})" if self.unit else self.label
        return (Answer(key, AnswerKind.NUMBER, label),)
