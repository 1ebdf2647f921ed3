"""The field type ``choice``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Choice(Question):
    """A choice of one or several options."""

    type: Literal["choice"]
    options: Items = Describe(
        min_length=2,
        max_length=20,
        description="What can be chosen. Each option is text, or an id and a label.",
        examples=[["At home", "At work", "Somewhere else"]],
    )
    several: bool = Describe(False, description="Whether several options can be chosen.")

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One option, or a tick for each option if several can be chosen."""
        if self.several:
            return answer_each(key, self.label, self.options, AnswerKind.CHECK)
        options = tuple(Option(option.id, option.label) for option in self.options)
        return (Answer(key, AnswerKind.CHOICE, self.label, options),)
