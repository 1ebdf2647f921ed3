"""The days of a client's programs, and the calendar file that has them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.model.program import Program
from workbook_builder.model.session import Session
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering.terms import Terms

_PRODUCT = "-//Workbook Builder//EN"


@dataclass(frozen=True)
class Day:
    """A day of a client's program.

    Attributes:
        id: What is the same for this day in every calendar file: in that of the site, too, which
            ``calendarfile.js`` writes. So a calendar that opens both files has each day once.
        day: The day.
        title: What happens on it.
        session: Whether it is the day of a session.
        sheet: The worksheet that is filled in, if it is for one.
        time: Which time that is.
    """

    id: str
    day: date
    title: str
    session: bool = False
    sheet: Worksheet | None = None
    time: int | None = None


def client_days(entry: ClientProgram, program: Program, terms: Terms) -> list[Day]:
    """The days of a program for one client, in order.

    Args:
        entry: What the client's file says of the program.
        program: The program, without the worksheets that are left out.
        terms: The words for what happens.
    """
    days = [
        Day(id, day, session.title if session else terms.pack["session"], session=True)
        for day, id, session in _sessions(entry, program)
    ]
    if entry.begins:
        begins = date.fromisoformat(entry.begins)
        days.append(Day(f"{program.id}-begins", begins, terms.begins(program.title)))
        days += _repeated(begins, program, terms)
    return sorted(days, key=lambda each: each.day)


def session_days(client: Client, workbook: Workbook) -> list[date]:
    """The days of all sessions of a client, in order.

    Args:
        client: The client.
        workbook: The practice, whose programs the client does.
    """
    programs = {f"{track.id}/{program.id}": program for track, program in workbook.programs()}
    return sorted(
        day for entry in client.programs for day, _, _ in _sessions(entry, programs[entry.program])
    )


def _sessions(entry: ClientProgram, program: Program) -> Iterator[tuple[date, str, Session | None]]:
    """Each session with its day and its id: on the days that the coach names, or in its week.

    The coach may name more days than the program has sessions.
    """
    sessions: list[tuple[Session, str]] = []
    planned = 0
    for number, each in enumerate(program.sessions, 1):
        planned += each.week is not None  # the site counts only sessions that have a week
        name = f"session-{planned}" if each.week else f"meeting-{number}"
        sessions.append((each, f"{program.id}-{name}"))
    if entry.sessions:
        for place, day in enumerate(sorted(entry.sessions)):
            known = place < len(sessions)
            session = sessions[place][0] if known else None
            id = sessions[place][1] if known else f"{program.id}-meeting-{place + 1}"
            yield date.fromisoformat(day), id, session
    elif entry.begins:
        begins = date.fromisoformat(entry.begins)
        for each, id in sessions:
            if each.week:
                yield _first_day(begins, each.week), id, each


def _repeated(begins: date, program: Program, terms: Terms) -> Iterator[Day]:
    """The days on which worksheets are filled in again and again."""
    for sheet in program.client_worksheets:
        if not sheet.repeat or not sheet.repeat.every:
            continue
        for time in sheet.repeat.times(program.weeks):
            daily = sheet.repeat.every == "day"
            day = begins + timedelta(time - 1) if daily else _first_day(begins, time)
            title = terms.timed(sheet.title, sheet.repeat, time)
            yield Day(f"{program.id}-{sheet.id}-{time}", day, title, sheet=sheet, time=time)


def _first_day(begins: date, week: int) -> date:
    """The first day of a week of a program."""
    return begins + timedelta(7 * (week - 1))


def calendar_file(days: Iterable[Day], address: Callable[[Day], str | None], at: datetime) -> bytes:
    """An iCalendar file (RFC 5545) in which each event takes a whole day.

    Args:
        days: The days.
        address: Returns the address of the page that a day is about, if there is one.
        at: When the file is made, with a time zone. A calendar takes over the days of the file
            that was made last.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for each in days:
        event = Event()
        event.add("uid", f"{each.id}@workbook-builder")
        event.add("dtstamp", at)
        event.add("sequence", int(at.timestamp()) // 60)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(1))
        event.add("summary", each.title)
        if url := address(each):
            event.add("url", url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
