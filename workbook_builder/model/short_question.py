"""The base class of questions with a short answer."""

from pydantic import Field as Describe

from workbook_builder.model.field import Question


class ShortQuestion(Question):
    """A question with a short answer, two of which can share a line."""

    half: bool = Describe(
        False,
        description="Whether it takes half of the width. Two such questions in a row share a line,"
        " except on a phone.",
    )

    @property
    def takes_half(self) -> bool:
        """What the author says."""
        return self.half
