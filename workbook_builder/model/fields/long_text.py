"""The field type ``long-text``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import Question


class LongText(Question):
    """An answer of several lines. On paper, its box grows to fill the page."""

    grows: ClassVar[bool] = True
    type: Literal["long-text"]
    lines: int = Describe(
        4,
        ge=2,
        le=25,
        description="The minimum number of lines on paper, each 8 mm high, or 7.4 mm on Letter.",
        examples=[6],
    )

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One answer of several lines."""
        return (Answer(key, AnswerKind.LINES, self.label),)
