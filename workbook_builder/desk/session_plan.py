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
from workbook_builder.reports.weeks import session_days


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
    the program says. If all of these days are over, but not all sessions of the program, the next
    one has no day yet.

    Args:
        program: How far the client is.
        entry: What the client's file says of the program.
        today: Today.
    """
    sessions = program.program.sessions if isinstance(program.program, Program) else ()
    days = session_days(entry.sessions if entry else (), program.begins, sessions)
    number = next((at for at, day in enumerate(days, 1) if day >= today), len(days) + 1)
    session = sessions[number - 1] if number <= len(sessions) else None
    if session is None and number > len(days):
        return None
    title = session.title if session else program.program.title
    day = days[number - 1] if number <= len(days) else ""
    return Meeting(title, day, session, number, program.program.id)


def unclear_answers(program: ProgramProgress) -> Iterator[GivenAnswer]:
    """The answers of a program of which nobody knows which of several values is the newest."""
    return (each for sheet in program.sheets for each in sheet.answers if each.unclear)


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
