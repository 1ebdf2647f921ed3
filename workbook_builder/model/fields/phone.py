"""The field type ``phone``."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.short_question import ShortQuestion


class Phone(ShortQuestion):
    """A phone number."""

    type: Literal["phone"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One number."""
        return (Answer(key, AnswerKind.PHONE, self.label),)
