"""The field type ``image``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.model.base import Line, PictureFile
from workbook_builder.model.field import Field, Picture


class Image(Field):
    """A picture between the questions, with alternative text for people who cannot see it."""

    type: Literal["image"]
    file: PictureFile = Describe(
        description="A picture in the content folder, ending in .svg, .png, or .jpg.",
        examples=["pictures/evening.svg"],
    )
    alt: Line = Describe(
        description="What the picture shows, for people who cannot see it.",
        examples=["A winding path with four milestones"],
    )
    caption: Line | None = Describe(
        None, description="A line of text below the picture.", examples=["Four phases, one path"]
    )
    width: int = Describe(
        100,
        ge=20,
        le=100,
        description="The width of the picture, as a percentage of the page width.",
        examples=[60],
    )

    @property
    def shown_pictures(self) -> tuple[Picture, ...]:
        """The picture."""
        return (Picture(self.file, self.alt),)
