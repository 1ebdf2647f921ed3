"""The field type ``ratings``."""

from typing import Literal, Self

from pydantic import Field as Describe
from pydantic import model_validator

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each
from workbook_builder.model.number_row import (
    Highest,
    Lowest,
    Middle,
    check_numbers,
    number_options,
    numbers,
)
from workbook_builder.model.own_words import OwnWords


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
    middle: Middle = None
    min: Lowest = 1
    max: Highest = 5
    remark: OwnWords = Describe(
        False,
        description="A box for a few words at each statement. `true` calls it “Remark”, or you"
        " write what you ask there.",
        examples=["Why?"],
    )
    total: How | None = Describe(
        None,
        description="Adds up the ratings (`sum`), or takes their average (`mean`). On paper there"
        " is a box for it.",
        examples=["sum"],
    )

    @model_validator(mode="after")
    def _numbers_fit(self) -> Self:
        check_numbers(self)
        return self

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers on the scale, lowest first."""
        return numbers(self)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of all ratings, if the author wants one."""
        return (Total("total", self.total),) if self.total else ()

    @property
    def items_asked(self) -> int:
        """One for each statement."""
        return len(self.items)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A number on the scale for each statement, with the remark on it if one is asked for."""
        options = number_options(self)
        rated = answer_each(key, self.label, self.items, AnswerKind.CHOICE, options=options)
        if not self.remark:
            return rated
        named = f" {self.remark}" if isinstance(self.remark, str) else ""
        part = "" if named else "ratings/remark"
        return tuple(
            answer
            for rating in rated
            for answer in (
                rating,
                Answer(
                    join_key(rating.key, "remark"),
                    AnswerKind.LINES,
                    f"{rating.label}{named}",
                    part=part,
                ),
            )
        )
