"""Pages that a practice writes for its coaches."""

from pydantic import Field as Describe

from workbook_builder.model.base import Line, Model, Prose


class HandbookPage(Model):
    """A page of the coach's handbook: ``content/coach/<name>.md``."""

    title: Line = Describe(
        description="Its title, which is the first line of the file.",
        examples=["When to refer a client"],
    )
    text: Prose = Describe(
        description="What it says, in Markdown.",
        examples=["Some clients need more than coaching."],
    )
