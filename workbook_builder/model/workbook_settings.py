"""What ``workbook.yml`` says: the practice, how it looks, and what stands in every workbook."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, StringConstraints, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.field import Line, Model, PictureFile, Prose
from workbook_builder.typesetting.typefaces import DEFAULT

Paper = Literal["a4", "us-letter", "a5"]

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"<>]+$", max_length=500)]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Contact(Model):
    """How clients reach the practice."""

    email: Line | None = Describe(
        None, description="The address for e-mail.", examples=["hello@example.org"]
    )
    phone: Line | None = Describe(
        None, description="The number for calls.", examples=["+1 555 0100"]
    )
    website: Url | None = Describe(
        None, description="The whole address of the site.", examples=["https://example.org"]
    )


class Brand(Model):
    """How the practice looks."""

    primary: HexColor = Describe(
        "#1f5f5b",
        description="The main colour, dark enough for text on white. In quotes.",
        examples=["#1f5f5b"],
    )
    accent: HexColor = Describe(
        "#b4511f",
        description="The second colour, dark enough for text on white. In quotes.",
        examples=["#b4511f"],
    )
    logo: PictureFile | None = Describe(
        None,
        description="A picture in the content folder: SVG, PNG or JPEG.",
        examples=["logo.svg"],
    )
    font: Annotated[str, StringConstraints(pattern=r"^\w[\w .+&-]*$", max_length=80)] = Describe(
        DEFAULT,
        description="A font family: of files in `content/fonts/`, of a package, or the machine's.",
        examples=["Noto Sans"],
    )


class Print(Model):
    """How everything is printed, whatever the paper."""

    large_print: bool = Describe(
        False,
        description="Set texts in 18 points, none in fewer than 14, with larger boxes and ticks.",
        examples=[True],
    )
    ink_saver: bool = Describe(
        False, description="Print thin lines and no areas of colour.", examples=[True]
    )
    binding_margin: float = Describe(
        0,
        ge=0,
        le=40,
        description="Room for holes or a binding beside the text, in millimetres.",
        examples=[12],
    )
    double_sided: bool = Describe(
        False,
        description="Print on both sides: the binding margin changes sides, and in a workbook"
        " phases and worksheets begin on a right-hand page.",
        examples=[True],
    )


class WorkbookHead(Model):
    """What ``workbook.yml`` says: the practice, and what stands in every workbook."""

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
                            "errorMessage": "large print has no room on A5",
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
    coach: Line = Describe(
        description="The name of the coach, as clients read it.", examples=["Miriam Adeyemi"]
    )
    contact: Contact = Describe(Contact.model_construct(), description="How clients reach you.")
    brand: Brand = Describe(Brand.model_construct(), description="Colours, logo and font.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = Describe(
        "en",
        description="The language of the content, as a code; with a region if it matters.",
        examples=["en", "de", "pt-BR"],
    )
    papers: tuple[Paper, ...] = Describe(
        ("a4", "us-letter"),
        min_length=1,
        description="The papers that PDFs are made for.",
        examples=[["a4"]],
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

    @property
    def is_english(self) -> bool:
        """Whether the texts of the interface need no translation."""
        return self.language.partition("-")[0] == "en"

    @model_validator(mode="after")
    def _large_print_fits(self) -> Self:
        if self.print.large_print and "a5" in self.papers:
            raise PydanticCustomError(
                "paper_too_small",
                "large print has no room on A5",
                {
                    "at": ("papers", self.papers.index("a5")),
                    "hint": "leave out `a5`, or `large-print`",
                },
            )
        return self
