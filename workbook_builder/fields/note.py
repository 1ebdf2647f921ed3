"""Text between the questions."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.field import Field, Line, Prose


class Note(Field):
    """Text between the questions: an example, a tip, an instruction."""

    type: Literal["note"]
    title: Line | None = Describe(None, description="A heading.", examples=["An example"])
    text: Prose = Describe(description="What the client reads, in Markdown.")
    tone: Literal["plain", "example", "tip"] = Describe(
        "plain", description="How it is set: as plain text, as a worked example, or as a tip."
    )
