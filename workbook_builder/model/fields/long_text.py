"""An answer of several lines."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import Question


class LongText(Question):
    """An answer of several lines; on paper it grows to fill the page."""

    type: Literal["long-text"]
    lines: int = Describe(
        4, ge=2, le=25, description="The fewest lines on paper, 8 mm each.", examples=[6]
    )

    def answers(self, key: str) -> tuple[Answer, ...]:
        """Several lines."""
        return (Answer(key, AnswerKind.LINES, self.label),)
