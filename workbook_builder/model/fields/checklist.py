"""The field type ``checklist``."""

from typing import Literal, Self

from pydantic import Field as Describe
from pydantic import model_validator

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.at_most import AtMost, check_at_most
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Checklist(Question):
    """Items to tick off, with room for the client's own items."""

    type: Literal["checklist"]
    items: Items = Describe(
        min_length=1,
        max_length=20,
        description="What can be ticked. Each item is text, or an id and a label.",
        examples=[["Phone in another room", "Water on the desk"]],
    )
    blank: int = Describe(
        0,
        ge=0,
        le=10,
        description="The number of empty lines for the client's own items, each with a tick box.",
    )
    at_most: AtMost = Describe(
        None,
        description="The largest number of items to tick. The client is told, and not kept from"
        " ticking more.",
        examples=[3],
    )

    @model_validator(mode="after")
    def _limited(self) -> Self:
        check_at_most(self.at_most, len(self.items) + self.blank)
        return self

    @property
    def blanks(self) -> tuple[str, ...]:
        """The ids of the empty lines for the client's own items."""
        return tuple(f"own-{number}" for number in range(1, self.blank + 1))

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A tick for each item, then a tick and a text for each empty line."""
        own = (
            answer
            for number, id in enumerate(self.blanks, 1)
            for answer in (
                Answer(join_key(key, id), AnswerKind.CHECK, f"{self.label} {number}"),
                Answer(join_key(key, id, "text"), AnswerKind.LINE, f"{self.label} {number}:"),
            )
        )
        return (*answer_each(key, self.label, self.items, AnswerKind.CHECK), *own)
