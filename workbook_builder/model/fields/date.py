"""A day."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import Question


class Date(Question):
    """A day, picked from a calendar or written."""

    type: Literal["date"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One day, written year-month-day."""
        return (Answer(key, AnswerKind.DATE, self.label),)
