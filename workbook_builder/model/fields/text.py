"""The field type ``text``."""

from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.short_question import ShortQuestion


class Text(ShortQuestion):
    """An answer of one line."""

    type: Literal["text"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One answer of one line."""
        return (Answer(key, AnswerKind.LINE, self.label),)
