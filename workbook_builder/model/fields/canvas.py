"""Named boxes on a grid: a plan on one page."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.field import (
    Item,
    Line,
    Question,
    answer_each,
    item_from_text,
    require_distinct_ids,
)

_ROWS = 8


class Box(Item):
    """One box: its title, and where it stands in the grid."""

    hint: Line | None = Describe(
        None,
        description="A few words in small type, under the title.",
        examples=["Whom do you serve?"],
    )
    column: int = Describe(ge=1, description="The first column that it takes, from 1.")
    row: int = Describe(ge=1, le=_ROWS, description="The first row that it takes, from 1.")
    wide: int = Describe(1, ge=1, le=12, description="How many columns it takes.")
    high: int = Describe(1, ge=1, le=_ROWS, description="How many rows it takes.")

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell that the box takes."""
        for row in range(self.row, self.row + self.high):
            for column in range(self.column, self.column + self.wide):
                yield row, column


class Canvas(Question):
    """Named boxes on a grid, each with room for several lines: a plan on one page."""

    type: Literal["canvas"]
    columns: int = Describe(ge=2, le=12, description="How many columns the grid has.", examples=[4])
    boxes: Annotated[
        tuple[Annotated[Box, BeforeValidator(item_from_text)], ...],
        AfterValidator(require_distinct_ids),
    ] = Describe(
        min_length=2,
        max_length=16,
        description="The boxes, in the order in which they are filled in.",
        examples=[
            [
                {"label": "Whom you serve", "column": 1, "row": 1, "wide": 2},
                {"label": "What they need", "column": 3, "row": 1, "wide": 2},
            ]
        ],
    )

    @model_validator(mode="after")
    def _each_in_its_place(self) -> Self:
        taken: dict[tuple[int, int], Box] = {}
        for index, box in enumerate(self.boxes):
            if box.column + box.wide - 1 > self.columns:
                raise PydanticCustomError(
                    "canvas_width",
                    "the box `{id}` leaves the grid, which has {columns} columns",
                    {
                        "id": box.id,
                        "columns": self.columns,
                        "at": ("boxes", index, "column"),
                        "hint": "move it to the left, make it less `wide`, or add `columns`",
                    },
                )
            if box.row + box.high - 1 > _ROWS:
                raise PydanticCustomError(
                    "canvas_height",
                    "the box `{id}` ends below row {rows}, the last that fits a page",
                    {
                        "id": box.id,
                        "rows": _ROWS,
                        "at": ("boxes", index, "row"),
                        "hint": "move it up, or make it less `high`",
                    },
                )
            for cell in box.cells():
                other = taken.setdefault(cell, box)
                if other is not box:
                    raise PydanticCustomError(
                        "canvas_overlap",
                        "the boxes `{other}` and `{id}` overlap in row {row}, column {column}",
                        {
                            "id": box.id,
                            "other": other.id,
                            "row": cell[0],
                            "column": cell[1],
                            "at": ("boxes", index),
                            "hint": "change `row` or `column`, or what is `wide` or `high`",
                        },
                    )
        return self

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return max(box.row + box.high - 1 for box in self.boxes)

    @property
    def items_asked(self) -> int:
        """One for each of them."""
        return len(self.boxes)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """Several lines for each box."""
        return answer_each(key, self.label, self.boxes, AnswerKind.LINES)
