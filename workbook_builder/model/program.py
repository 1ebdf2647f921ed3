"""What a program is: four phases with their sessions and worksheets, measures and a goal.

Everything here is frozen and complete: shared worksheets stand where they are used, and every
measure is known. How authors write it in files is in ``content_files``.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Describe

from workbook_builder.model.answer_path import ANSWER_PATH, answer_path
from workbook_builder.model.field import Line, Model, Prose, Slug
from workbook_builder.model.measure import Measure
from workbook_builder.model.vocabulary import PhaseId
from workbook_builder.model.workbook_settings import Url
from workbook_builder.model.worksheet import Worksheet


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
