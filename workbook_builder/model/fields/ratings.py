"""The field type ``ratings``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Ratings(Question):
    """Several statements, all rated on the same scale."""

    type: Literal["ratings"]
    items: Items = Describe(
        min_length=1,
        max_length=15,
        description="The statements. Each is text, or an id and a label.",
        examples=[["I say what I need", "I ask before I advise"]],
    )
    low: Line = Describe(description="What the lowest number means.", examples=["not yet"])
    high: Line = Describe(description="What the highest number means.", examples=["always"])
    min: int = Describe(1, ge=0, le=1, description="The lowest number on the scale.")
    max: int = Describe(5, ge=3, le=10, description="The highest number on the scale.")
    total: How | None = Describe(
        None,
        description="Adds up the ratings (`sum`), or takes their average (`mean`). On paper there"
        " is a box for it.",
        examples=["sum"],
    )

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers on the scale, lowest first."""
        return tuple(range(self.min, self.max + 1))

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of all ratings, if the author wants one."""
        return (Total("total", self.total),) if self.total else ()

    @property
    def items_asked(self) -> int:
        """One for each statement."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A number on the scale for each statement."""
        options = tuple(Option(str(point), str(point)) for point in self.points)
        return answer_each(key, self.label, self.items, AnswerKind.CHOICE, options=options)
