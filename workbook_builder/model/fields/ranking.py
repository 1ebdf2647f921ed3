"""The field type ``ranking``."""

from typing import Literal, Self

from pydantic import Field as Describe
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Ranking(Question):
    """Items to rank: all of them, or only the top few."""

    type: Literal["ranking"]
    items: Items = Describe(
        min_length=2,
        max_length=20,
        description="What is ranked. Each item is text, or an id and a label.",
        examples=[["Time", "Money", "Recognition"]],
    )
    top: int | None = Describe(
        None,
        ge=1,
        le=10,
        description="How many items are ranked. By default, all of them are.",
        examples=[3],
    )

    @model_validator(mode="after")
    def _enough_for_top(self) -> Self:
        if self.top and self.top > len(self.items):
            raise PydanticCustomError(
                "ranking_top",
                "`top` is {top}, but there are only {count} items",
                {
                    "top": self.top,
                    "count": len(self.items),
                    "at": ("top",),
                    "hint": "reduce `top`, or add items",
                },
            )
        return self

    @property
    def ranks(self) -> int:
        """The number of ranks."""
        return self.top or len(self.items)

    @property
    def items_asked(self) -> int:
        """One for each item."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The rank of each item, counted from 1."""
        options = tuple(Option(str(rank), str(rank)) for rank in range(1, self.ranks + 1))
        return answer_each(key, self.label, self.items, AnswerKind.CHOICE, options=options)
