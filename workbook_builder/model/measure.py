"""Measures, which clients rate at the beginning and at the end of a program."""

from typing import Self

from pydantic import Field as Describe
from pydantic import model_validator

from workbook_builder.model.base import Line, Model
from workbook_builder.model.number_row import Highest, Lowest, Middle, check_numbers


class Measure(Model):
    """Something that is rated in ``assess`` and again in ``reflect``, to show what has changed."""

    label: Line = Describe(
        description="The question that is asked in `assess` and again in `reflect`.",
        examples=["How confident are you that you can handle this change?"],
    )
    low: Line = Describe(description="What the lowest number means.", examples=["not at all"])
    high: Line = Describe(description="What the highest number means.", examples=["completely"])
    middle: Middle = None
    min: Lowest = 0
    max: Highest = 10

    @model_validator(mode="after")
    def _numbers_fit(self) -> Self:
        check_numbers(self)
        return self
