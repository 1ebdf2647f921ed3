"""The field type ``email``."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.short_question import ShortQuestion


class Email(ShortQuestion):
    """An e-mail address."""

    type: Literal["email"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One address."""
        return (Answer(key, AnswerKind.EMAIL, self.label),)
