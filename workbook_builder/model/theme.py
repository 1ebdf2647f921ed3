"""A theme: the look of pages and printed sheets, as templates and typefaces of its own."""

from typing import Annotated

from pydantic import Field as Describe
from pydantic import StringConstraints

from workbook_builder.model.base import Line, Model, Slug
from workbook_builder.typesetting.typefaces import Typeface

PLAIN = "plain"
# Files in the folder of a theme, each of which it can do without.
ART = "print/art.typ.j2"
STYLES = "styles/theme.css"

FontName = Annotated[str, StringConstraints(pattern=r"^\w[\w .+&-]*$", max_length=80)]


class ThemeHead(Model):
    """What a theme says of itself in its ``theme.yml``."""

    title: Line = Describe(description="The name of the theme.", examples=["Folio"])
    summary: Line = Describe(
        description="What it looks like, in a few words.",
        examples=["Calm and serif, with an engraved plate."],
    )
    font: FontName = Describe(
        description="The font family that texts are set in.", examples=["Literata"]
    )
    title_font: FontName | None = Describe(
        None,
        description="The font family of titles, if it is another one.",
        examples=["Newsreader 16pt"],
    )


class Theme(ThemeHead):
    """A theme whose fonts have been found."""

    id: Slug = Describe(PLAIN, description="The name of its folder.")
    title: Line = Describe("Plain", description="The name of the theme.")
    summary: Line = Describe("", description="What it looks like, in a few words.")
    font: FontName = Describe("", description="The font family that texts are set in.")
    has_art: bool = Describe(False, description="Whether it draws a picture for each program.")
    has_styles: bool = Describe(False, description="Whether it has a style sheet of its own.")
    typeface: Typeface = Describe(Typeface(), description="The typeface of texts.")
    titles: Typeface = Describe(Typeface(), description="The typeface of titles.")
