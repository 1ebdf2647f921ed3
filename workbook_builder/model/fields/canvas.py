"""The field type ``canvas``."""

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field as Describe
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Item, ItemsOf, answer_each

_ROWS = 8


class Box(Item):
    """One box: its title, and its place in the grid."""

    hint: Line | None = Describe(
        None,
        description="A few words in small type below the title.",
        examples=["Whom do you serve?"],
    )
    column: int = Describe(ge=1, description="The leftmost column of the box, counted from 1.")
    row: int = Describe(ge=1, le=_ROWS, description="The top row of the box, counted from 1.")
    wide: int = Describe(1, ge=1, le=12, description="The width of the box, in columns.")
    high: int = Describe(1, ge=1, le=_ROWS, description="The height of the box, in rows.")

    def cells(self) -> Iterator[tuple[int, int]]:
        """The row and the column of each cell that the box covers, counted from 1."""
        for row in range(self.row, self.row + self.high):
            for column in range(self.column, self.column + self.wide):
                yield row, column


class Canvas(Question):
    """Boxes with titles on a grid, each with room for several lines: a plan on one page."""

    takes_width: ClassVar[bool] = True
    grows: ClassVar[bool] = True
    type: Literal["canvas"]
    columns: int = Describe(
        ge=2, le=12, description="The number of columns in the grid.", examples=[4]
    )
    boxes: ItemsOf[Box] = Describe(
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
    def _boxes_fit(self) -> Self:
        covered: dict[tuple[int, int], Box] = {}
        for index, box in enumerate(self.boxes):
            if box.column + box.wide - 1 > self.columns:
                raise PydanticCustomError(
                    "canvas_width",
                    "the box `{id}` extends beyond the grid, which has {columns} columns",
                    {
                        "id": box.id,
                        "columns": self.columns,
                        "at": ("boxes", index, "column"),
                        "hint": "reduce its `column` or `wide`, or increase `columns`",
                    },
                )
            if box.row + box.high - 1 > _ROWS:
                raise PydanticCustomError(
                    "canvas_height",
                    "the box `{id}` extends beyond row {rows}, the last one that fits on a page",
                    {
                        "id": box.id,
                        "rows": _ROWS,
                        "at": ("boxes", index, "row"),
                        "hint": "reduce its `row` or `high`",
                    },
                )
            for cell in box.cells():
                other = covered.setdefault(cell, box)
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
                            "hint": "change the `row`, `column`, `wide`, or `high` of one of them",
                        },
                    )
        return self

    @property
    def rows(self) -> int:
        """The number of rows in the grid."""
        return max(box.row + box.high - 1 for box in self.boxes)

    @property
    def items_asked(self) -> int:
        """One for each box."""
        return len(self.boxes)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """An answer of several lines for each box."""
        return answer_each(key, self.label, self.boxes, AnswerKind.LINES)
