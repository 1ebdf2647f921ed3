"""The group in which a program is led."""

from typing import Self

from pydantic import Field as Describe
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Model


class Group(Model):
    """How many people do the program together."""

    fewest: int = Describe(
        alias="from", ge=2, le=200, description="The fewest people.", examples=[4]
    )
    most: int = Describe(alias="to", ge=2, le=200, description="The most people.", examples=[12])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.most < self.fewest:
            context = {"at": ("to",), "hint": "write the larger number in `to`"}
            raise PydanticCustomError("group_order", "`to` is less than `from`", context)
        return self
