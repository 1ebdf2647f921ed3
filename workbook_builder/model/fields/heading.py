"""The field type ``heading``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.model.base import Line, Prose
from workbook_builder.model.field import Field


class Heading(Field):
    """A heading between the questions, on the same page as the question that follows."""

    takes_width: ClassVar[bool] = True
    type: Literal["heading"]
    title: Line = Describe(description="The heading.", examples=["Your evenings"])
    text: Prose | None = Describe(
        None,
        description="A few words below the heading, in Markdown.",
        examples=["Think of the **last** week."],
    )
