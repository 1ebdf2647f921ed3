"""The field type ``wheel``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each


class Wheel(Question):
    """Areas of life, each rated from 0 in the middle of a wheel to 10 at its rim."""

    type: Literal["wheel"]
    areas: Items = Describe(
        min_length=3,
        max_length=12,
        description="The areas. Each is text, or an id and a label.",
        examples=[["Health", "Work", "Money", "Family", "Friends", "Home", "Learning", "Fun"]],
    )
    low: Line = Describe(description="What 0 in the middle means.", examples=["not at all"])
    high: Line = Describe(description="What 10 at the rim means.", examples=["just as I want it"])
    total: How | None = Describe(
        None,
        description="Adds up the ratings (`sum`), or takes their average (`mean`). On paper there"
        " is a box for it.",
        examples=["sum"],
    )

    @property
    def points(self) -> tuple[int, ...]:
        """The ratings, from the middle to the rim."""
        return tuple(range(11))

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of all ratings, if the author wants one."""
        return (Total("total", self.total),) if self.total else ()

    @property
    def items_asked(self) -> int:
        """One for each area."""
        return len(self.areas)

    @property
    def comparable_shape(self) -> tuple[str, ...]:
        """The ids of the areas, in order."""
        return tuple(area.id for area in self.areas)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A rating from 0 to 10 for each area."""
        options = tuple(Option(str(point), str(point)) for point in self.points)
        return answer_each(key, self.label, self.areas, AnswerKind.CHOICE, options=options)
