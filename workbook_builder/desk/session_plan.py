"""What a coach needs for the next session with a client."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.model.program import Program
from workbook_builder.model.session import Session
from workbook_builder.reports.answered_sheets import AnsweredSheet
from workbook_builder.reports.given_answers import GivenAnswer
from workbook_builder.reports.progress import ClientProgress, ProgramProgress
from workbook_builder.reports.steps import Step
from workbook_builder.reports.weeks import first_day


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with a client.

    Attributes:
        title: What it is about.
        day: Its day; empty if nobody knows it.
        session: What the program says of it; None if it has fewer sessions.
        number: Which session of the program it is, from 1.
        program: The id of the program.
    """

    title: str
    day: str
    session: Session | None
    number: int
    program: str


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What a coach needs for the next session of a program.

    Attributes:
        client: The client.
        program: How far the client is in the program.
        meeting: The session; None if the program has no more.
        open_steps: What was promised and is not done yet, what should be done first.
        kept_steps: What was promised and is done.
        new: The worksheets with answers that came in since the last session.
        unclear: The answers of which nobody knows which of several values is the newest.
        today: The day of the plan.
    """

    client: Client
    program: ProgramProgress
    meeting: Meeting | None
    open_steps: tuple[Step, ...]
    kept_steps: tuple[Step, ...]
    new: tuple[AnsweredSheet, ...]
    unclear: tuple[GivenAnswer, ...]
    today: str


def session_plans(progress: ClientProgress) -> tuple[SessionPlan, ...]:
    """Prepare the next session of each program that a client does."""
    return tuple(
        _plan(progress, each, entry)
        for each in progress.programs
        if (entry := progress.client.program(each.program.id))
    )


def next_meeting(
    program: ProgramProgress, entry: ClientProgram | None, today: str
) -> Meeting | None:
    """The next session of a program; None if all are over.

    The days in the client's file count. If it has none, the sessions take place in the weeks that
    the program says.

    Args:
        program: How far the client is.
        entry: What the client's file says of the program.
        today: Today.
    """
    sessions = program.program.sessions if isinstance(program.program, Program) else ()
    days = sorted(entry.sessions) if entry else []
    if not days and program.begins:
        days = [first_day(program.begins, each.week or at) for at, each in enumerate(sessions, 1)]
    if days:
        number = next((at for at, day in enumerate(days, 1) if day >= today), None)
        if number is None:
            return None
        session = sessions[number - 1] if number <= len(sessions) else None
        return _meeting(program, days[number - 1], session, number)
    return _meeting(program, "", sessions[0], 1) if sessions else None


def unclear_answers(program: ProgramProgress) -> Iterator[GivenAnswer]:
    """The answers of a program of which nobody knows which of several values is the newest."""
    return (each for sheet in program.sheets for each in sheet.answers if each.unclear)


def _meeting(program: ProgramProgress, day: str, session: Session | None, number: int) -> Meeting:
    title = session.title if session else program.program.title
    return Meeting(title, day, session, number, program.program.id)


def _plan(progress: ClientProgress, program: ProgramProgress, entry: ClientProgram) -> SessionPlan:
    by_day = sorted(program.steps, key=lambda each: each.day or "9999")
    return SessionPlan(
        progress.client,
        program,
        next_meeting(program, entry, progress.today),
        tuple(each for each in by_day if not each.done),
        tuple(each for each in by_day if each.done),
        program.new,
        tuple(unclear_answers(program)),
        progress.today,
    )
