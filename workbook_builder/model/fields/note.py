"""The field type ``note``."""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Line, Prose
from workbook_builder.model.field import Field


class Note(Field):
    """Text between the questions, such as an example, a tip, or an instruction."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {
                "required": ["title"],
                "properties": {"title": {"type": "string"}, "tone": {"const": "plain"}},
            },
            "else": {"required": ["text"], "errorMessage": "`text` is missing"},
        }
    )

    type: Literal["note"]
    title: Line | None = Describe(None, description="A heading.", examples=["An example"])
    text: Prose | None = Describe(
        None,
        description="What the client reads, in Markdown. A plain note with a `title` needs none: it"
        " is a heading for the questions below it.",
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

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if self.text is None and not (self.title and self.tone == "plain"):
            hint = "add a line `text: …`; only a plain note with a `title` is a heading without one"
            raise PydanticCustomError("missing_text", "`text` is missing", {"hint": hint})
        return self
