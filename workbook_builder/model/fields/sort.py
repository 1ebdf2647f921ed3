"""The field type ``sort``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Sort(Question):
    """Cards to sort into named groups."""

    takes_width: ClassVar[bool] = True
    type: Literal["sort"]
    cards: Items = Describe(
        min_length=2,
        max_length=40,
        description="What is sorted. Each card is text, or an id and a label.",
        examples=[["Honesty", "Family", "Adventure", "Security"]],
    )
    groups: Items = Describe(
        min_length=2,
        max_length=5,
        description="Where a card can go. Each group is text, or an id and a label.",
        examples=[["Very important", "Important", "Not now"]],
    )

    @property
    def items_asked(self) -> int:
        """One for each card."""
        return len(self.cards)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The group of each card."""
        options = tuple(Option(group.id, group.label) for group in self.groups)
        return answer_each(key, self.label, self.cards, AnswerKind.CHOICE, options=options)
