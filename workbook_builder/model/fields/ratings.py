"""Several statements, each rated on the same scale."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.model.field import Items, Line, Question, answer_each


class Ratings(Question):
    """Several statements, each rated on the same scale."""

    type: Literal["ratings"]
    items: Items = Describe(
        min_length=1,
        max_length=15,
        description="The statements; each a text, or an id and a label.",
        examples=[["I say what I need", "I ask before I advise"]],
    )
    low: Line = Describe(description="What the least number means.", examples=["not yet"])
    high: Line = Describe(description="What the greatest number means.", examples=["always"])
    min: int = Describe(1, ge=0, le=1, description="The least number on the scale.")
    max: int = Describe(5, ge=3, le=10, description="The greatest number on the scale.")

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers of the scale, least first."""
        return tuple(range(self.min, self.max + 1))

    @property
    def items_asked(self) -> int:
        """One for each of them."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One number of the scale for each statement."""
        options = tuple(Option(str(point), str(point)) for point in self.points)
        return answer_each(key, self.label, self.items, AnswerKind.CHOICE, options=options)
