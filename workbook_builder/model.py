"""What a workbook is: Workbook > Track > Program > Phase > Worksheet > Field.

Everything here is frozen and complete: shared worksheets stand where they are used, and every
measure is known. How authors write it in files is in ``files``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    StringConstraints,
    ValidationInfo,
    WrapValidator,
    model_validator,
)
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder import fields
from workbook_builder.answers import Answer
from workbook_builder.field import Field, Line, Model, PictureFile, Prose, Slug, part
from workbook_builder.fields.recall import Recall, answer_path
from workbook_builder.fonts import DEFAULT, Typeface

PhaseId = Literal["assess", "plan", "act", "reflect"]
Paper = Literal["a4", "us-letter", "a5"]
Kind = Literal[
    "agreement",
    "assessment",
    "strengths",
    "goal",
    "plan",
    "decision",
    "tracker",
    "conversation",
    "check-in",
    "session",
    "exercise",
    "review",
]
Moment = Literal["before-session", "in-session", "between-sessions"]

PHASES: tuple[PhaseId, ...] = get_args(PhaseId)
KINDS: tuple[Kind, ...] = get_args(Kind)
SHEET_DATE = "filled-on"  # the answer in the head of every printed sheet

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"<>]+$", max_length=500)]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


def _field(value: Any, _: Any, info: ValidationInfo) -> Field:
    """Let the type of a field choose its class."""
    if isinstance(value, Field):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("field_type", "a field begins with its type")
    known = fields.types()
    if "type" not in value:
        raise PydanticCustomError(
            "missing", "`type` is missing", {"at": ("type",), "known": tuple(known)}
        )
    kind = value["type"]
    if not isinstance(kind, str) or kind not in known:
        raise PydanticCustomError(
            "unknown_name",
            "there is no field type `{name}`",
            {"name": str(kind), "at": ("type",), "known": tuple(known)},
        )
    return known[kind].model_validate(value, context=info.context)


def _ids_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        id = getattr(value, "id", None)
        if id == SHEET_DATE:
            raise PydanticCustomError(
                "reserved_id",
                "the id `{id}` is kept for the date in the head of the sheet",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        if id is not None and id in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another field of this worksheet",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        seen.add(id or "")
    return values


AnyField = Annotated[Field, WrapValidator(_field)]


class Guidance(Model):
    """What the coach should know about a worksheet. Never part of a client's edition."""

    introduce: Prose = Describe(description="How to bring the worksheet into the session.")
    watch_for: Prose | None = Describe(None, description="What often happens, and what to do then.")
    follow_up: Prose | None = Describe(None, description="A question to ask afterwards.")


class WorksheetBody(Model):
    """All of a worksheet but its id, which a shared one takes from its file name."""

    title: Line = Describe(description="What the client reads first.", examples=["My first step"])
    kind: Kind = Describe(description="What sort of sheet it is; the index is filtered by it.")
    purpose: Line = Describe(
        description="What it is good for, in one sentence.",
        examples=["Turn the goal into one step that you can take this week."],
    )
    minutes: int = Describe(ge=1, le=120, description="How long it takes.", examples=[15])
    when: Moment = Describe("between-sessions", description="When it is filled in.")
    intro: Prose | None = Describe(
        None, description="What to do, for the client, in Markdown; a few short sentences."
    )
    fields: Annotated[tuple[AnyField, ...], AfterValidator(_ids_once)] = Describe(
        min_length=1, max_length=40, description="The questions, easy ones first."
    )
    source: Prose | None = Describe(None, description="Where its idea comes from, in Markdown.")
    coach: Guidance | None = Describe(None, description="Guidance for the coach; never published.")


@dataclass(frozen=True, slots=True)
class Placed:
    """A field where a client meets it: its number, and its answers by what follows its key.

    Fields that ask nothing have no number, no key and no answers; a recall has the key of the
    answer that it shows.
    """

    field: Field
    number: int | None
    key: str
    answers: Mapping[str, Answer]


class Worksheet(WorksheetBody):
    """One to three printed pages with a purpose and fields."""

    id: Slug = Describe(description="Names the worksheet in links and answers. Keep it.")

    def placed(self, program: str) -> tuple[Placed, ...]:
        """The fields of this sheet as the clients of a program meet them."""
        placed, number = [], 0
        for field in self.fields:
            number += field.asks
            key = part(program, self.id, str(getattr(field, "id", "")))
            if isinstance(field, Recall):
                key = part(program, field.source)
            answers = {each.key[len(key) :].lstrip("/"): each for each in field.answers(key)}
            placed.append(Placed(field, number if field.asks else None, key, answers))
        return tuple(placed)

    def answers(self, program: str) -> tuple[Answer, ...]:
        """Everything that a client of a program can answer on this sheet, in reading order."""
        return tuple(each for placed in self.placed(program) for each in placed.answers.values())


class Session(Model):
    """A meeting of coach and client."""

    title: Line = Describe(description="What it is about.")
    week: int | None = Describe(None, ge=1, le=104, description="The week of the program.")
    agenda: tuple[Line, ...] = Describe(
        min_length=1, max_length=8, description="What is talked about, in order."
    )
    coach: Prose | None = Describe(None, description="Guidance for the coach; never published.")


class PhaseHead(Model):
    """All of a phase but its worksheets."""

    intro: Prose = Describe(description="What happens in this phase, for the client, in Markdown.")
    sessions: tuple[Session, ...] = Describe(
        min_length=1, max_length=12, description="The sessions of this phase."
    )
    coach: Prose | None = Describe(None, description="Guidance for the coach; never published.")


class Phase(PhaseHead):
    """One of the four stretches of a program."""

    id: PhaseId
    worksheets: tuple[Worksheet, ...]


class Outcomes(Model):
    """What the client has in the end: the four benefits of coaching, each in one sentence."""

    clarity: Line = Describe(description="What becomes clear: goal, values, priorities.")
    empowerment: Line = Describe(description="What the client trusts themselves to do.")
    skills: Line = Describe(description="What the client learns to do.")
    accountability: Line = Describe(description="How promises are made and kept.")

    def items(self) -> tuple[tuple[str, str], ...]:
        """Name and sentence of each outcome."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)


class Measure(Model):
    """A rating taken in ``assess`` and again in ``reflect``, so that change can be seen."""

    label: Line = Describe(description="The question.")
    low: Line = Describe(description="What the least number means.", examples=["not at all"])
    high: Line = Describe(description="What the greatest number means.", examples=["completely"])
    min: int = Describe(0, ge=0, le=1, description="The least number.")
    max: int = Describe(10, ge=3, le=10, description="The greatest number.")


class Approach(Model):
    """A method that a program draws on, and where a coach can read about it."""

    name: Line = Describe(description="Its name.", examples=["Implementation intentions"])
    reference: Line = Describe(description="Author, year, title and publisher or journal.")
    url: Url | None = Describe(None, description="Where it can be found.")


class ProgramHead(Model):
    """All of a program but its phases."""

    title: Line = Describe(description="Its name.", examples=["Finding your next chapter"])
    topic: Line = Describe(description="The topic in a word or two.", examples=["Life transitions"])
    summary: Line = Describe(description="What it is, in one or two sentences.")
    audience: Line = Describe(description="Whom it is for.")
    weeks: int = Describe(ge=1, le=104, description="How long it takes.", examples=[8])
    order: int = Describe(0, description="Programs of a track stand by this number, then by title.")
    intro: Prose | None = Describe(None, description="A welcome for the client, in Markdown.")
    outcomes: Outcomes = Describe(description="What the client has in the end.")
    measures: Mapping[Slug, Measure] = Describe(
        min_length=1, max_length=6, description="What is rated before and after, by id."
    )
    goal: Annotated[Line, AfterValidator(answer_path)] | None = Describe(
        None,
        description="The answer that is the client's goal, as worksheet and field."
        " Later worksheets show it with `from: goal`.",
        examples=["goal-sheet/goal"],
    )
    approaches: tuple[Approach, ...] = Describe(
        (), max_length=12, description="The methods that it draws on."
    )
    coach: Prose | None = Describe(None, description="Guidance for the coach; never published.")


class Program(ProgramHead):
    """A coaching program: a path of some weeks through four phases."""

    id: Slug
    phases: tuple[Phase, ...]

    @cached_property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """Every worksheet, in the order of the program."""
        return tuple(sheet for phase in self.phases for sheet in phase.worksheets)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Every session, in the order of the program."""
        return tuple(session for phase in self.phases for session in phase.sessions)


class TrackHead(Model):
    """All of a track but its programs."""

    title: Line = Describe(description="Its name.", examples=["Personal development"])
    summary: Line = Describe(description="What it is about, in one sentence.")
    order: int = Describe(0, description="Tracks stand by this number, then by title.")
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z]+(/[a-z0-9-]+)+$", max_length=150)] = (
        Describe(
            "material/notebook-outline",
            description="An icon of Material for MkDocs.",
            examples=["material/sprout"],
        )
    )
    notice: Prose | None = Describe(
        None, description="A notice on every page and sheet of the track, in Markdown."
    )


class Track(TrackHead):
    """A field of life that programs belong to."""

    id: Slug
    programs: tuple[Program, ...]


class Contact(Model):
    """How clients reach the practice."""

    email: Line | None = Describe(None, description="An address.", examples=["hello@example.org"])
    phone: Line | None = Describe(None, description="A number.")
    website: Url | None = Describe(None, description="A site.", examples=["https://example.org"])


class Brand(Model):
    """How the practice looks."""

    primary: HexColor = Describe("#1f5f5b", description="The main colour.", examples=["#1f5f5b"])
    accent: HexColor = Describe("#b4511f", description="The second colour.", examples=["#b4511f"])
    logo: PictureFile | None = Describe(
        None, description="A picture in the content folder.", examples=["logo.svg"]
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

    practice: Line = Describe(description="The name of the practice.")
    tagline: Line | None = Describe(None, description="What the practice stands for.")
    coach: Line = Describe(description="The name of the coach, as clients read it.")
    contact: Contact = Describe(Contact.model_construct(), description="How clients reach you.")
    brand: Brand = Describe(Brand.model_construct(), description="How it looks.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = Describe(
        "en", description="The language of the content.", examples=["en", "de"]
    )
    papers: tuple[Paper, ...] = Describe(
        ("a4", "us-letter"), min_length=1, description="The papers that PDFs are made for."
    )
    print: Print = Describe(
        Print.model_construct(),
        description="How they are printed.",
        examples=[{"binding-margin": 12, "double-sided": True}],
    )
    disclaimer: Prose = Describe(description="What coaching is and is not, in Markdown.")
    crisis: Prose = Describe(description="Where to turn in a crisis, in Markdown.")

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


class Workbook(WorkbookHead):
    """Everything that a practice publishes."""

    tracks: tuple[Track, ...]
    logo: bytes | None = None
    typeface: Typeface = Typeface()
    pictures: Mapping[str, bytes] = {}

    def programs(self) -> Iterator[tuple[Track, Program]]:
        """Every program with its track, in order."""
        for track in self.tracks:
            for program in track.programs:
                yield track, program
