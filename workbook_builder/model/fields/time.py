"""The field type ``time``."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.short_question import ShortQuestion


class Time(ShortQuestion):
    """A time of the day, written as clients of a language write it."""

    type: Literal["time"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One time."""
        return (Answer(key, AnswerKind.TIME, self.label),)
