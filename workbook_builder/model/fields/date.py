"""The field type ``date``."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import Question


class Date(Question):
    """A date, picked from a calendar or written by hand."""

    type: Literal["date"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One date, in the form year-month-day."""
        return (Answer(key, AnswerKind.DATE, self.label),)
