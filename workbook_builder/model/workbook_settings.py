"""The settings in ``workbook.yml``: the practice, its look, and the texts in every workbook."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, StringConstraints, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Line, Model, PictureFile, PlainLine, Prose, Slug
from workbook_builder.model.coach_key import CoachKey
from workbook_builder.model.theme import PLAIN, FontName

Paper = Literal["a4", "us-letter", "a5"]
Format = Literal["pdf", "docx"]
_NO_PDF = "`formats` needs `pdf`"
_TOO_SMALL = "large print does not fit on A5"

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"<>]+$", max_length=500)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Contact(Model):
    """How clients reach the practice."""

    email: PlainLine | None = Describe(
        None, description="The email address.", examples=["hello@example.org"]
    )
    phone: PlainLine | None = Describe(
        None, description="The phone number.", examples=["+1 555 0100"]
    )
    website: Url | None = Describe(
        None, description="The full address of the website.", examples=["https://example.org"]
    )


class Brand(Model):
    """The look of the practice."""

    primary: HexColor = Describe(
        "#1f5f5b",
        description="The main color, in quotes. It must be dark enough for text on white.",
        examples=["#1f5f5b"],
    )
    accent: HexColor = Describe(
        "#b4511f",
        description="The second color, in quotes. It must be dark enough for text on white.",
        examples=["#b4511f"],
    )
    logo: PictureFile | None = Describe(
        None,
        description="A picture in the content folder, ending in .svg, .png, or .jpg.",
        examples=["logo.svg"],
    )
    theme: Slug = Describe(
        PLAIN,
        description="The look of pages and sheets: `plain`, `folio`, `herbarium`,"
        " `pebble`, `raster`, or a folder in `templates/themes/`.",
        examples=["folio"],
    )
    font: FontName | None = Describe(
        None,
        description="A font family from `content/fonts/`, from a package, or from this computer,"
        " instead of those of the theme.",
        examples=["Noto Sans"],
    )


class Print(Model):
    """How everything is printed, on any paper."""

    large_print: bool = Describe(
        False,
        description="Print text at 18 points, and nothing smaller than 14, with larger boxes and"
        " ticks.",
        examples=[True],
    )
    ink_saver: bool = Describe(
        False, description="Print thin lines and no colored areas.", examples=[True]
    )
    binding_margin: float = Describe(
        0,
        ge=0,
        le=40,
        description="Extra margin for holes or a binding, in millimeters.",
        examples=[12],
    )
    double_sided: bool = Describe(
        False,
        description="Print on both sides. The binding margin alternates between left and right,"
        " and in a workbook each phase and worksheet begins on a right-hand page.",
        examples=[True],
    )


class WorkbookHead(Model):
    """The settings in ``workbook.yml``."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {
                "required": ["print"],
                "properties": {
                    "print": {
                        "required": ["large-print"],
                        "properties": {"large-print": {"const": True}},
                    }
                },
            },
            "then": {
                "properties": {
                    "papers": {
                        "items": {
                            "enum": ["a4", "us-letter"],
                            "errorMessage": _TOO_SMALL,
                        }
                    }
                }
            },
        }
    )

    practice: Line = Describe(
        description="The name of the practice.", examples=["Quiet Harbor Coaching"]
    )
    tagline: Line | None = Describe(
        None,
        description="What the practice stands for, in a few words.",
        examples=["Room to think, and one clear step at a time."],
    )
    coach: PlainLine = Describe(
        description="The name of the coach, as clients read it.", examples=["Miriam Adeyemi"]
    )
    contact: Contact = Describe(Contact.model_construct(), description="How clients reach you.")
    brand: Brand = Describe(Brand.model_construct(), description="The colors, logo, and font.")
    language: LanguageCode = Describe(
        "en",
        description="The language of the content, as a code, with a region if it matters.",
        examples=["en", "de", "pt-BR"],
    )
    languages: tuple[LanguageCode, ...] = Describe(
        (),
        min_length=1,
        max_length=20,
        description="All languages that clients can choose, as codes. The content is written in the"
        " first one; `workbook translate` writes the files for translations into the others.",
        examples=[["en", "es"]],
    )
    papers: tuple[Paper, ...] = Describe(
        ("a4", "us-letter"),
        min_length=1,
        description="The paper sizes that PDFs are made for.",
        examples=[["a4"]],
    )
    formats: tuple[Format, ...] = Describe(
        ("pdf",),
        min_length=1,
        description="What worksheets, workbooks, and coach's guides can be downloaded as. There is"
        " always a PDF; `docx` adds a Word document to fill in, which you can change.",
        examples=[["pdf", "docx"]],
        json_schema_extra={"contains": {"const": "pdf"}, "errorMessage": _NO_PDF},
    )
    print: Print = Describe(
        Print.model_construct(),
        description="How everything is printed.",
        examples=[{"binding-margin": 12, "double-sided": True}],
    )
    disclaimer: Prose = Describe(
        description="What coaching is and is not, in Markdown.",
        examples=["Coaching is not medical care, psychotherapy or crisis help."],
    )
    crisis: Prose = Describe(
        description="Where to turn in a crisis, in Markdown.",
        examples=["In an emergency, call the emergency number of your country."],
    )
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Describe(
        None,
        description="Your country, as a code of two letters. The emergency number and crisis lines"
        " of the country then stand below `crisis`, and on worksheets with `show-crisis`.",
        examples=["US", "GB"],
    )
    coach_key: CoachKey | None = Describe(
        None,
        description="The public part of your key, with which clients encrypt what they send."
        " `workbook key new` makes it.",
    )

    @model_validator(mode="before")
    @classmethod
    def _first_language(cls, data: Any) -> Any:
        """Take the first of several languages for that of the content."""
        listed = data.get("languages") if isinstance(data, dict) else None
        if isinstance(listed, tuple) and listed and "language" not in data:
            return {**data, "language": listed[0]}
        return data

    @model_validator(mode="after")
    def _languages_differ(self) -> Self:
        for index, each in enumerate(self.languages):
            if each in self.languages[:index]:
                context = {"at": ("languages", index), "hint": "delete it"}
                raise PydanticCustomError("languages", f"`{each}` is listed twice", context)
        if self.languages and self.languages[0] != self.language:
            hint = "delete the line `language`: the first of `languages` is that of the content"
            message = "`language` and the first of `languages` differ"
            raise PydanticCustomError("languages", message, {"at": ("language",), "hint": hint})
        return self

    @property
    def is_english(self) -> bool:
        """Whether the language is English, so that the interface needs no translation."""
        return self.language.partition("-")[0] == "en"

    @model_validator(mode="after")
    def _pdf_is_a_format(self) -> Self:
        if "pdf" not in self.formats:
            hint = "write `formats: [pdf, docx]`: packs and printing are made of PDFs"
            raise PydanticCustomError("no_pdf", _NO_PDF, {"at": ("formats",), "hint": hint})
        return self

    @model_validator(mode="after")
    def _large_print_fits(self) -> Self:
        if self.print.large_print and "a5" in self.papers:
            raise PydanticCustomError(
                "paper_too_small",
                _TOO_SMALL,
                {
                    "at": ("papers", self.papers.index("a5")),
                    "hint": "remove `a5`, or `large-print`",
                },
            )
        return self
