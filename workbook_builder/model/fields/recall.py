"""The field type ``recall``."""

from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic import Field as Describe

from workbook_builder.model.answer_path import ANSWER_PATH_OR_GOAL, answer_path_or_goal
from workbook_builder.model.base import Line, PlainLine
from workbook_builder.model.field import Field


class Recall(Field):
    """An answer from an earlier worksheet of the same program, shown again."""

    type: Literal["recall"]
    source: Annotated[PlainLine, AfterValidator(answer_path_or_goal)] = Describe(
        alias="from",
        description="The answer, as `worksheet/field`, or `worksheet/field/part` if the field has"
        " several answers. Or `goal`, for the answer that the program names as its `goal`. In a"
        " worksheet that repeats, `previous/field` is its own answer of the time before.",
        examples=["my-goal/goal", "goal", "previous/next-step"],
        json_schema_extra={"allOf": [ANSWER_PATH_OR_GOAL]},
    )
    label: Line = Describe(description="The heading above the answer.", examples=["Your goal"])
    lines: int = Describe(
        2, ge=1, le=6, description="The number of lines on paper, for copying the answer."
    )

    @property
    def recalled_path(self) -> str:
        """The answer that ``from`` names."""
        return self.source
