"""The field type ``date``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.short_question import ShortQuestion


class Date(ShortQuestion):
    """A date, picked from a calendar or written by hand."""

    type: Literal["date"]
    past: bool = Describe(
        False,
        description="Whether the day lies in the past, as a date of birth does. The site suggests"
        " no days for it.",
        examples=[True],
    )

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One date, in the form year-month-day."""
        return (Answer(key, AnswerKind.DATE, self.label),)

    @property
    def asks_for_date(self) -> bool:
        """Whether the client sets a date here; one that has passed is no plan."""
        return not self.past
