"""What a coach sees of a client at a glance: what is due, and what has come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbook_builder.clients.client import Client
from workbook_builder.desk.session_plan import Meeting, next_meeting, unclear_answers
from workbook_builder.reports.progress import ClientProgress, ProgramProgress
from workbook_builder.reports.weeks import later

_SOON = 7  # days


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a client or the coach is to do soon, or should have done.

    Attributes:
        kind: What it is.
        what: What it is called.
        day: Its day; empty if it has none.
        late: Whether its day has passed.
        time: Which time it is, if it is a worksheet that repeats.
    """

    kind: Literal["session", "worksheet", "step"]
    what: str
    day: str = ""
    late: bool = False
    time: str = ""


@dataclass(frozen=True, slots=True)
class ClientOverview:
    """A client at a glance.

    Attributes:
        client: The client.
        programs: The client's programs, with how far they are.
        meeting: The next session of all programs, if one is known.
        due: What is due, in the order of its days.
        missed: How many check-ins were missed.
        new: How many answers have come in since the last session.
        unclear: How many answers have sources that differ.
        last_received: The day on which something was last collected; empty if nothing was.
    """

    client: Client
    programs: tuple[ProgramProgress, ...]
    meeting: Meeting | None
    due: tuple[Due, ...]
    missed: int
    new: int
    unclear: int
    last_received: str


def client_overview(progress: ClientProgress) -> ClientOverview:
    """See a client at a glance."""
    client, today = progress.client, progress.today
    meetings = [
        meeting
        for each in progress.programs
        if (meeting := next_meeting(each, client.program(each.program.id), today))
    ]
    dated = sorted((each for each in meetings if each.day), key=lambda each: each.day)
    due = [due for each in progress.programs for due in _due(each, today)]
    due += [
        Due("session", each.title, each.day) for each in dated if each.day <= later(today, _SOON)
    ]
    return ClientOverview(
        client,
        tuple(each for each in progress.programs if client.program(each.program.id)),
        next(iter(dated or meetings), None),
        tuple(sorted(due, key=lambda each: (each.day or "9999", each.kind))),
        sum(len(each.missed) for program in progress.programs for each in program.check_ins),
        sum(sheet.new for program in progress.programs for sheet in program.new),
        sum(1 for each in progress.programs for _ in unclear_answers(each)),
        progress.last_received,
    )


def _due(program: ProgramProgress, today: str) -> Iterator[Due]:
    """The worksheets and steps of a program that are due."""
    for check_in in program.check_ins:
        for time in check_in.times:
            if time.state == "now":
                yield Due("worksheet", check_in.sheet.title, time.day, time=time.name)
    for step in program.steps:
        if not step.done and step.day and step.day <= later(today, _SOON):
            yield Due("step", step.what, step.day, late=step.day < today)
