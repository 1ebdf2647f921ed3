"""Programs, with their phases and outcomes.

These models are complete: shared worksheets are inserted where they are used, and every measure
that is rated exists. The models of what authors write in files are in ``content_files``.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Describe

from workbook_builder.model.answer_path import ANSWER_PATH, answer_path
from workbook_builder.model.base import Line, Model, PlainLine, Prose, Slug
from workbook_builder.model.group import Group
from workbook_builder.model.literal_types import PhaseId
from workbook_builder.model.measure import Measure
from workbook_builder.model.session import Session
from workbook_builder.model.workbook_settings import Url
from workbook_builder.model.worksheet import Worksheet


class PhaseHead(Model):
    """Everything in a phase except its worksheets."""

    intro: Prose = Describe(
        description="What happens in this phase, for the client, in Markdown.",
        examples=["Before we plan anything, we look at where you stand."],
    )
    sessions: tuple[Session, ...] = Describe(
        min_length=1, max_length=12, description="The sessions of this phase."
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the phase. It is never published.",
        examples=["End each session with one sentence: what will you do by when?"],
    )


class Phase(PhaseHead):
    """One of the four phases of a program."""

    id: PhaseId = Describe(description="Which of the four phases it is.")
    worksheets: tuple[Worksheet, ...] = Describe(
        description="The worksheets of the phase, including shared ones."
    )


class Outcomes(Model):
    """What the client gains: the four benefits of coaching, each in one sentence."""

    clarity: Line = Describe(
        description="What becomes clear: goal, values, priorities.",
        examples=["You can say in one sentence what you are moving toward."],
    )
    empowerment: Line = Describe(
        description="What the client gains the confidence to do.",
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
        """The name and the sentence of each outcome."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)


class Approach(Model):
    """A method that a program is based on, and where to read about it."""

    name: Line = Describe(
        description="The name of the method.", examples=["Implementation intentions"]
    )
    reference: PlainLine = Describe(
        description="Author, year, title, and publisher or journal.",
        examples=["Peter Gollwitzer (1999): Implementation intentions. American Psychologist 54"],
    )
    url: Url | None = Describe(
        None,
        description="Where the reference can be found.",
        examples=["https://doi.org/10.1037/0003-066X.54.7.493"],
    )


class ProgramHead(Model):
    """Everything in a program except its phases."""

    title: Line = Describe(
        description="The name of the program.", examples=["Finding your next chapter"]
    )
    topic: Line = Describe(description="The topic in a word or two.", examples=["Life transitions"])
    summary: Line = Describe(
        description="What the program is, in one or two sentences.",
        examples=["Eight weeks from a wish for change to a first step that holds."],
    )
    audience: Line = Describe(
        description="Who the program is for.",
        examples=["Adults facing a change of job, home or relationship."],
    )
    weeks: int = Describe(ge=1, le=104, description="How many weeks it takes.", examples=[8])
    group: Group | None = Describe(
        None,
        description="How many people do the program together, if it is led in a group.",
        examples=[{"from": 4, "to": 12}],
    )
    order: int = Describe(
        0, description="The programs of a track are sorted by this number, then by title."
    )
    intro: Prose | None = Describe(
        None,
        description="A welcome for the client, in Markdown.",
        examples=["Welcome. Take your time, and skip whatever does not fit."],
    )
    notice: Prose | None = Describe(
        None,
        description="A notice on every page and worksheet of the program, in Markdown. It replaces"
        " that of the track.",
        examples=["This does not replace advice from a lawyer."],
    )
    outcomes: Outcomes = Describe(description="What the client gains.")
    measures: Mapping[Slug, Measure] = Describe(
        min_length=1,
        max_length=6,
        description="What is rated at the beginning and at the end. You choose the id of each"
        " measure.",
        examples=[
            {"confidence": {"label": "How confident are you?", "low": "not", "high": "very"}}
        ],
    )
    goal: Annotated[PlainLine, AfterValidator(answer_path)] | None = Describe(
        None,
        description="The answer that is the client's goal, as `worksheet/field`."
        " Later worksheets show it with `from: goal`.",
        examples=["goal-sheet/goal"],
        json_schema_extra={"allOf": [ANSWER_PATH]},
    )
    approaches: tuple[Approach, ...] = Describe(
        (), max_length=12, description="The methods that the program is based on."
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the program. It is never published.",
        examples=["Expect doubts in the third week, and welcome them."],
    )


class Program(ProgramHead):
    """A coaching program, which takes several weeks and has four phases."""

    id: Slug = Describe(
        description="The name of its file. The keys of all its answers begin with it."
    )
    phases: tuple[Phase, ...] = Describe(description="The four phases.")

    @cached_property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """All worksheets, in the order of the program."""
        return tuple(sheet for phase in self.phases for sheet in phase.worksheets)

    @cached_property
    def client_worksheets(self) -> tuple[Worksheet, ...]:
        """The worksheets that the client fills in, in the order of the program."""
        return tuple(sheet for sheet in self.worksheets if not sheet.for_others)

    @cached_property
    def letters(self) -> str:
        """Every character that its texts use, once each."""
        return "".join(sorted(set(repr(self))))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions, in the order of the program."""
        return tuple(session for phase in self.phases for session in phase.sessions)
