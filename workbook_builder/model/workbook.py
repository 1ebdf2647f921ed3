"""What a workbook is: Workbook > Track > Program > Phase > Worksheet > Field.

Everything here is frozen and complete: shared worksheets stand where they are used, and every
measure is known. How authors write it in files is in ``files``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    StringConstraints,
    ValidationInfo,
    WrapValidator,
)
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer
from workbook_builder.model import fields
from workbook_builder.model.field import Field, Line, Model, Prose, Slug, part
from workbook_builder.model.fields.recall import ANSWER_PATH, Recall, answer_path
from workbook_builder.model.vocabulary import KIND_MEANINGS, MOMENT_MEANINGS
from workbook_builder.model.vocabulary import KINDS as KINDS
from workbook_builder.model.vocabulary import PHASES as PHASES
from workbook_builder.model.vocabulary import Kind as Kind
from workbook_builder.model.vocabulary import Moment as Moment
from workbook_builder.model.vocabulary import PhaseId as PhaseId
from workbook_builder.model.workbook_settings import Brand as Brand
from workbook_builder.model.workbook_settings import Paper as Paper
from workbook_builder.model.workbook_settings import Print as Print
from workbook_builder.model.workbook_settings import Url, WorkbookHead
from workbook_builder.typesetting.typefaces import Typeface

SHEET_DATE = "filled-on"  # the answer in the head of every printed sheet


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

    introduce: Prose = Describe(
        description="How to bring the worksheet into the session.",
        examples=["Ask for one good moment of the week before you hand out the sheet."],
    )
    watch_for: Prose | None = Describe(
        None,
        description="What often happens, and what to do then.",
        examples=["A step that takes a month. Ask what its first ten minutes are."],
    )
    follow_up: Prose | None = Describe(
        None,
        description="A question to ask afterwards.",
        examples=["What would make this step even easier?"],
    )


class WorksheetBody(Model):
    """All of a worksheet but its id, which a shared one takes from its file name."""

    title: Line = Describe(description="What the client reads first.", examples=["My first step"])
    kind: Kind = Describe(
        description="What sort of sheet it is; the index is filtered by it.",
        json_schema_extra={"enumDescriptions": KIND_MEANINGS},
    )
    purpose: Line = Describe(
        description="What it is good for, in one sentence.",
        examples=["Turn the goal into one step that you can take this week."],
    )
    minutes: int = Describe(ge=1, le=120, description="How long it takes.", examples=[15])
    when: Moment = Describe(
        "between-sessions",
        description="When it is filled in.",
        json_schema_extra={"enumDescriptions": MOMENT_MEANINGS},
    )
    intro: Prose | None = Describe(
        None,
        description="What to do, for the client, in Markdown; a few short sentences.",
        examples=["Think of the last week. Write down whatever comes to mind first."],
    )
    fields: Annotated[tuple[AnyField, ...], AfterValidator(_ids_once)] = Describe(
        min_length=1, max_length=40, description="The questions, easy ones first."
    )
    source: Prose | None = Describe(
        None,
        description="Where its idea comes from, in Markdown.",
        examples=["After Gollwitzer (1999), *Implementation Intentions*."],
    )
    coach: Guidance | None = Describe(
        None, description="How a coach works with the sheet; never published."
    )


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

    id: Slug = Describe(
        description="Names the worksheet in links and answers. Unique in the program; keep it.",
        examples=["first-step"],
    )

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

    title: Line = Describe(
        description="What the session is about.", examples=["Getting to know your situation"]
    )
    week: int | None = Describe(
        None,
        ge=1,
        le=104,
        description="The week of the program in which it takes place.",
        examples=[1],
    )
    agenda: tuple[Line, ...] = Describe(
        min_length=1,
        max_length=8,
        description="What is talked about, in order.",
        examples=[["What brought you here", "What is already working"]],
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the session; never published.",
        examples=["Ask what would make this hour worth the way."],
    )


class PhaseHead(Model):
    """All of a phase but its worksheets."""

    intro: Prose = Describe(
        description="What happens in this phase, for the client, in Markdown.",
        examples=["Before we plan anything, we look at where you stand."],
    )
    sessions: tuple[Session, ...] = Describe(
        min_length=1, max_length=12, description="The sessions of this phase."
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the phase; never published.",
        examples=["End each session with one sentence: what will you do by when?"],
    )


class Phase(PhaseHead):
    """One of the four stretches of a program."""

    id: PhaseId = Describe(description="Which of the four it is.")
    worksheets: tuple[Worksheet, ...] = Describe(description="Its worksheets, shared ones too.")


class Outcomes(Model):
    """What the client has in the end: the four benefits of coaching, each in one sentence."""

    clarity: Line = Describe(
        description="What becomes clear: goal, values, priorities.",
        examples=["You can say in one sentence what you are moving towards."],
    )
    empowerment: Line = Describe(
        description="What the client trusts themselves to do.",
        examples=["You trust yourself to take the next step."],
    )
    skills: Line = Describe(
        description="What the client learns to do.",
        examples=["You can break a change into small steps."],
    )
    accountability: Line = Describe(
        description="How promises are made and kept.",
        examples=["You keep the promises that you make to yourself."],
    )

    def items(self) -> tuple[tuple[str, str], ...]:
        """Name and sentence of each outcome."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)


class Measure(Model):
    """A rating taken in ``assess`` and again in ``reflect``, so that change can be seen."""

    label: Line = Describe(
        description="The question that is asked in `assess` and again in `reflect`.",
        examples=["How confident are you that you can handle this change?"],
    )
    low: Line = Describe(description="What the least number means.", examples=["not at all"])
    high: Line = Describe(description="What the greatest number means.", examples=["completely"])
    min: int = Describe(0, ge=0, le=1, description="The least number on the scale.")
    max: int = Describe(10, ge=3, le=10, description="The greatest number on the scale.")


class Approach(Model):
    """A method that a program draws on, and where a coach can read about it."""

    name: Line = Describe(
        description="The name of the method.", examples=["Implementation intentions"]
    )
    reference: Line = Describe(
        description="Author, year, title and publisher or journal.",
        examples=["Peter Gollwitzer (1999): Implementation intentions. American Psychologist 54"],
    )
    url: Url | None = Describe(
        None,
        description="Where the reference can be found.",
        examples=["https://doi.org/10.1037/0003-066X.54.7.493"],
    )


class ProgramHead(Model):
    """All of a program but its phases."""

    title: Line = Describe(
        description="The name of the program.", examples=["Finding your next chapter"]
    )
    topic: Line = Describe(description="The topic in a word or two.", examples=["Life transitions"])
    summary: Line = Describe(
        description="What the program is, in one or two sentences.",
        examples=["Eight weeks from a wish for change to a first step that holds."],
    )
    audience: Line = Describe(
        description="Whom it is for.",
        examples=["Adults facing a change of job, home or relationship."],
    )
    weeks: int = Describe(ge=1, le=104, description="How many weeks it takes.", examples=[8])
    order: int = Describe(0, description="Programs of a track stand by this number, then by title.")
    intro: Prose | None = Describe(
        None,
        description="A welcome for the client, in Markdown.",
        examples=["Welcome. Take your time, and skip whatever does not fit."],
    )
    outcomes: Outcomes = Describe(description="What the client has in the end.")
    measures: Mapping[Slug, Measure] = Describe(
        min_length=1,
        max_length=6,
        description="What is rated before and after, by an id of your own.",
        examples=[
            {"confidence": {"label": "How confident are you?", "low": "not", "high": "very"}}
        ],
    )
    goal: Annotated[Line, AfterValidator(answer_path)] | None = Describe(
        None,
        description="The answer that is the client's goal, as worksheet and field."
        " Later worksheets show it with `from: goal`.",
        examples=["goal-sheet/goal"],
        json_schema_extra={"allOf": [ANSWER_PATH]},
    )
    approaches: tuple[Approach, ...] = Describe(
        (), max_length=12, description="The methods that it draws on."
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the program; never published.",
        examples=["Expect doubts in the third week, and welcome them."],
    )


class Program(ProgramHead):
    """A coaching program: a path of some weeks through four phases."""

    id: Slug = Describe(description="The name of its file; begins the key of every answer.")
    phases: tuple[Phase, ...] = Describe(description="The four phases.")

    @cached_property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """Every worksheet, in the order of the program."""
        return tuple(sheet for phase in self.phases for sheet in phase.worksheets)

    @cached_property
    def letters(self) -> str:
        """Every sign that its texts use, once."""
        return "".join(sorted(set(repr(self))))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Every session, in the order of the program."""
        return tuple(session for phase in self.phases for session in phase.sessions)


class TrackHead(Model):
    """All of a track but its programs."""

    title: Line = Describe(description="The name of the track.", examples=["Personal development"])
    summary: Line = Describe(
        description="What the track is about, in one sentence.",
        examples=["Know yourself, and choose what comes next."],
    )
    order: int = Describe(0, description="Tracks stand by this number, then by title.")
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z]+(/[a-z0-9-]+)+$", max_length=150)] = (
        Describe(
            "material/notebook-outline",
            description="An icon of Material for MkDocs.",
            examples=["material/sprout"],
        )
    )
    notice: Prose | None = Describe(
        None,
        description="A notice on every page and sheet of the track, in Markdown.",
        examples=["This does not replace advice from your doctor."],
    )


class Track(TrackHead):
    """A field of life that programs belong to."""

    id: Slug = Describe(description="The name of its folder.")
    programs: tuple[Program, ...] = Describe(description="Its programs, in order.")


class Workbook(WorkbookHead):
    """Everything that a practice publishes."""

    tracks: tuple[Track, ...] = Describe(description="The tracks, in order.")
    logo: bytes | None = Describe(None, description="The picture that the brand names.")
    typeface: Typeface = Describe(Typeface(), description="What texts are set in.")
    pictures: Mapping[str, bytes] = Describe({}, description="Pictures in worksheets, by path.")

    def programs(self) -> Iterator[tuple[Track, Program]]:
        """Every program with its track, in order."""
        for track in self.tracks:
            for program in track.programs:
                yield track, program
