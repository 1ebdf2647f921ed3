"""The field type ``quadrants``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Item, ItemsOf, answer_each


class Quadrant(Item):
    """One of the four boxes."""

    hint: Line | None = Describe(
        None, description="A few words in small type below the title.", examples=["Do it today"]
    )


class Quadrants(Question):
    """A two-by-two grid of boxes, each with room for several lines."""

    takes_width: ClassVar[bool] = True
    grows: ClassVar[bool] = True
    type: Literal["quadrants"]
    boxes: ItemsOf[Quadrant] = Describe(
        min_length=4,
        max_length=4,
        description="The titles of the boxes: top left, top right, bottom left, bottom right.",
        examples=[["Strengths", "Weaknesses", "Opportunities", "Threats"]],
    )
    across: tuple[Line, ...] = Describe(
        (),
        min_length=2,
        max_length=2,
        description="What the left and the right column mean.",
        examples=[["Urgent", "Not urgent"]],
    )
    down: tuple[Line, ...] = Describe(
        (),
        min_length=2,
        max_length=2,
        description="What the top and the bottom row mean.",
        examples=[["Important", "Not important"]],
    )

    @property
    def places(self) -> tuple[tuple[Quadrant, str], ...]:
        """Each box with the meanings of its column and row, for readers who cannot see the grid."""
        across, down = self.across or ("", ""), self.down or ("", "")
        return tuple(
            (box, ", ".join(filter(None, (across[index % 2], down[index // 2]))))
            for index, box in enumerate(self.boxes)
        )

    @property
    def items_asked(self) -> int:
        """One for each box."""
        return len(self.boxes)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """An answer of several lines for each box."""
        return answer_each(key, self.label, self.boxes, AnswerKind.LINES)
