"""A number, with its unit."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import Line, Question


class Number(Question):
    """A number, with its unit."""

    type: Literal["number"]
    unit: Line | None = Describe(
        None, description="Stands behind the number.", examples=["hours a week"]
    )
    min: float | None = Describe(None, description="The least that can be entered.", examples=[0])
    max: float | None = Describe(None, description="The most that can be entered.", examples=[24])

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One number."""
        label = f"{self.label} ({self.unit})" if self.unit else self.label
        return (Answer(key, AnswerKind.NUMBER, label),)
