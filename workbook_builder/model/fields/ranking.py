"""Things to put in order."""

from typing import Literal, Self

from pydantic import Field as Describe
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.model.field import Items, Question, answer_each


class Ranking(Question):
    """Things to put in order: all of them, or only the first few."""

    type: Literal["ranking"]
    items: Items = Describe(
        min_length=2,
        max_length=20,
        description="What is put in order; each a text, or an id and a label.",
        examples=[["Time", "Money", "Recognition"]],
    )
    top: int | None = Describe(
        None,
        ge=1,
        le=10,
        description="How many are picked and put in order; all without it.",
        examples=[3],
    )

    @model_validator(mode="after")
    def _enough_for_top(self) -> Self:
        if self.top and self.top > len(self.items):
            raise PydanticCustomError(
                "ranking_top",
                "`top` is {top}, and there are only {count} items",
                {
                    "top": self.top,
                    "count": len(self.items),
                    "at": ("top",),
                    "hint": "pick fewer, or add items",
                },
            )
        return self

    @property
    def ranks(self) -> int:
        """The last rank that is given."""
        return self.top or len(self.items)

    @property
    def items_asked(self) -> int:
        """One for each of them."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The rank of each item, from 1."""
        options = tuple(Option(str(rank), str(rank)) for rank in range(1, self.ranks + 1))
        return answer_each(key, self.label, self.items, AnswerKind.CHOICE, options=options)
