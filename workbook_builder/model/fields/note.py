"""The field type ``note``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.model.base import Line, Prose
from workbook_builder.model.field import Field


class Note(Field):
    """Text between the questions, such as an example, a tip, or an instruction."""

    type: Literal["note"]
    title: Line | None = Describe(None, description="A heading.", examples=["An example"])
    text: Prose = Describe(
        description="What the client reads, in Markdown.",
        examples=["Sam walks once around the **whole** block after breakfast."],
    )
    tone: Literal["plain", "example", "tip"] = Describe(
        "plain",
        description="How the text looks.",
        json_schema_extra={
            "enumDescriptions": {
                "plain": "As plain text.",
                "example": "As a worked example, in a frame.",
                "tip": "As a tip, in a frame.",
            }
        },
    )
