"""The field type ``table``."""

from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.choice_options import OPTIONS_FOR_CHOICE, check_options
from workbook_builder.model.field import Question
from workbook_builder.model.items import Item, Items, ItemsOf, OtherItem

_KINDS = {
    "text": AnswerKind.LINES,  # cells are narrow, so even a short text must be able to wrap
    "long-text": AnswerKind.LINES,
    "number": AnswerKind.NUMBER,
    "date": AnswerKind.DATE,
    "time": AnswerKind.TIME,
    "email": AnswerKind.EMAIL,
    "phone": AnswerKind.PHONE,
    "check": AnswerKind.CHECK,
    "choice": AnswerKind.CHOICE,
}
ColumnType = Literal[
    "text", "long-text", "number", "date", "time", "email", "phone", "check", "choice"
]
_NOT_NUMBER = "a `total` needs `type: number`"
_NO_TOTAL = "`weighted-by` needs a `total`"


class Column(Item):
    """One column: its heading, and what can be entered in it."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                *OPTIONS_FOR_CHOICE,
                {
                    "if": {"required": ["total"], "properties": {"total": {"type": "string"}}},
                    "then": {
                        "required": ["type"],
                        "properties": {"type": {"const": "number", "errorMessage": _NOT_NUMBER}},
                        "errorMessage": _NOT_NUMBER,
                    },
                },
                {
                    "if": {
                        "required": ["weighted-by"],
                        "properties": {"weighted-by": {"type": "string"}},
                    },
                    "then": {
                        "required": ["total"],
                        "properties": {"total": {"type": "string", "errorMessage": _NO_TOTAL}},
                        "errorMessage": _NO_TOTAL,
                    },
                },
            ]
        }
    )

    type: ColumnType = Describe(
        "text",
        description="What can be entered in this column.",
        json_schema_extra={
            "enumDescriptions": {
                "text": "A few words.",
                "long-text": "Several lines; the rows are higher.",
                "number": "A number, with the `unit` of the column.",
                "date": "A day.",
                "time": "A time of the day.",
                "email": "An e-mail address.",
                "phone": "A phone number.",
                "check": "A tick.",
                "choice": "One of the `options` of the column.",
            }
        },
    )
    unit: Line | None = Describe(
        None, description="The unit, shown after the heading.", examples=["min"]
    )
    options: Items = Describe(
        (),
        max_length=12,
        description="What can be chosen, for the type `choice`.",
        examples=[["yes", "a little", "no"]],
    )
    total: How | None = Describe(
        None,
        description="Adds up the numbers of the column (`sum`), or takes their average (`mean`)."
        " On paper there is a box for it.",
        examples=["sum"],
    )
    weighted_by: OtherItem | None = Describe(
        None,
        description="Another column of numbers, which says how much each row counts in the total.",
        examples=["weight"],
    )
    width: int = Describe(
        2, ge=1, le=6, description="The width of the column, relative to the other columns."
    )

    @model_validator(mode="after")
    def _total_of_numbers(self) -> Self:
        if self.total and self.type != "number":
            raise PydanticCustomError(
                "column_total",
                _NOT_NUMBER,
                {"at": ("total",), "hint": "add `type: number`, or delete `total`"},
            )
        if self.weighted_by and not self.total:
            raise PydanticCustomError(
                "column_weights",
                _NO_TOTAL,
                {"at": ("weighted-by",), "hint": "add `total: sum`, or `total: mean`"},
            )
        return self

    @model_validator(mode="after")
    def _options_for_choice(self) -> Self:
        check_options(self.type, self.options)
        return self


class Table(Question):
    """A table to fill in, with a type for each column."""

    takes_width: ClassVar[bool] = True
    type: Literal["table"]
    columns: ItemsOf[Column] = Describe(
        min_length=1,
        max_length=8,
        description="The columns. Each is a heading, or a label with a type.",
        examples=[["What", {"label": "By when", "type": "date"}]],
    )
    rows: int = Describe(4, ge=1, le=20, description="The number of rows.", examples=[5])
    row_names: Items = Describe(
        (),
        max_length=20,
        description="Names for the rows. They replace `rows`.",
        examples=[["Morning", "Noon", "Evening"]],
    )

    @model_validator(mode="after")
    def _weights_are_numbers(self) -> Self:
        numbers = [column.id for column in self.columns if column.type == "number"]
        for index, column in enumerate(self.columns):
            others = [id for id in numbers if id != column.id]
            if column.weighted_by and column.weighted_by not in others:
                raise PydanticCustomError(
                    "no_column",
                    "no other column of numbers is named `{name}`",
                    {
                        "name": column.weighted_by,
                        "at": ("columns", index, "weighted-by"),
                        "hint": "give that column `type: number`",
                        **({"known": tuple(others)} if others else {}),
                    },
                )
        return self

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The id and the name of each row. The name is empty if the author gave only a number."""
        if self.row_names:
            return tuple((row.id, row.label) for row in self.row_names)
        return tuple((f"row-{number}", "") for number in range(1, self.rows + 1))

    @property
    def names_width(self) -> int:
        """The width of the column with the row names, from 1 to 3, relative to the others."""
        longest = max((len(row.label) for row in self.row_names), default=0)
        return min(3, 1 + longest // 8)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of each column for which the author wants one."""
        names = {column.id: column.label for column in self.columns}
        return tuple(
            Total(
                join_key("total", column.id),
                column.total,
                column.label,
                column=column.id,
                weights=column.weighted_by or "",
                weights_name=names.get(column.weighted_by or "", ""),
            )
            for column in self.columns
            if column.total
        )

    @property
    def items_asked(self) -> int:
        """One for each row."""
        return len(self.lines)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """An answer for each cell, row by row."""
        columns = [
            (each, _KINDS[each.type], tuple(Option(o.id, o.label) for o in each.options))
            for each in self.columns
        ]
        rows = [
            (join_key(key, id), f"{self.label} {name or number}")
            for number, (id, name) in enumerate(self.lines, 1)
        ]
        return tuple(
            Answer(join_key(row, column.id), kind, label, options, words=(column.label,))
            for row, label in rows
            for column, kind, options in columns
        )
