"""The days of a client are in a calendar file, each once, wherever it is opened."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from workbook_builder.clients.client import ClientProgram
from workbook_builder.model.program import Program
from workbook_builder.packs.client_days import Day, calendar_file, client_days
from workbook_builder.packs.client_program import without_sheets
from workbook_builder.practice.practice import Practice
from workbook_builder.rendering.terms import Terms

PATH = "wellness/better-sleep"
AT = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)
USED = "- use: weekly-check-in"
REPEATED = "- {use: weekly-check-in, repeat: {every: week, from: 2, to: 4}}"


@pytest.fixture
def sleep(practice: Path) -> Practice:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    assert USED in text
    file.write_text(text.replace(USED, REPEATED), encoding="utf-8")
    return Practice.open(practice / "content")


def program_of(practice: Practice) -> Program:
    return next(program for _, program in practice.workbook.programs())


def terms_of(practice: Practice) -> Terms:
    terms = practice.typst.globals["terms"]
    assert isinstance(terms, Terms)
    return terms


def days(practice: Practice, entry: ClientProgram, *left_out: str) -> dict[str, tuple[str, str]]:
    """The day and title by id."""
    program = without_sheets(program_of(practice), left_out)
    found = client_days(entry, program, terms_of(practice))
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert len({each.id for each in found}) == len(found)
    return {each.id: (each.day.isoformat(), each.title) for each in found}


def test_sessions_are_in_their_weeks_once_the_beginning_is_known(sleep: Practice) -> None:
    found = days(sleep, ClientProgram(program=PATH, begins="2026-12-07"))
    assert found["better-sleep-begins"] == ("2026-12-07", "Better nights begins")
    assert found["better-sleep-session-1"] == ("2026-12-07", "Where you stand")
    assert found["better-sleep-session-2"] == ("2026-12-14", "Steps")
    assert found["better-sleep-weekly-check-in-2"] == ("2026-12-14", "Weekly check-in: Week 2")
    assert found["better-sleep-weekly-check-in-4"] == ("2026-12-28", "Weekly check-in: Week 4")


def test_the_coach_may_name_the_days_of_the_sessions(sleep: Practice) -> None:
    entry = ClientProgram(program=PATH, begins="2026-12-07", sessions=("2026-12-21", "2026-12-09"))
    found = days(sleep, entry)
    sessions = {id: day for id, (day, _) in found.items() if "session" in id}
    assert sessions == {
        "better-sleep-session-1": "2026-12-09",
        "better-sleep-session-2": "2026-12-21",
    }
    assert "better-sleep-weekly-check-in-2" in found


def test_there_may_be_more_sessions_than_the_program_has(sleep: Practice) -> None:
    count = len(program_of(sleep).sessions)
    names = tuple(f"2026-12-{day:02}" for day in range(1, count + 2))
    found = days(sleep, ClientProgram(program=PATH, sessions=names))
    assert len(found) == count + 1
    assert found[f"better-sleep-meeting-{count + 1}"] == (names[-1], "Session")


def test_without_any_day_there_is_nothing(sleep: Practice) -> None:
    assert days(sleep, ClientProgram(program=PATH)) == {}


def test_a_worksheet_that_is_left_out_has_no_days(sleep: Practice) -> None:
    entry = ClientProgram(program=PATH, begins="2026-12-07")
    assert not [id for id in days(sleep, entry, "weekly-check-in") if "weekly" in id]


def test_days_of_a_daily_sheet_follow_each_other(practice: Path) -> None:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    daily = "- {use: weekly-check-in, repeat: {every: day, from: 1, to: 1}}"
    file.write_text(file.read_text(encoding="utf-8").replace(USED, daily), encoding="utf-8")
    found = days(
        Practice.open(practice / "content"), ClientProgram(program=PATH, begins="2026-12-07")
    )
    assert [found[f"better-sleep-weekly-check-in-{n}"][0] for n in (1, 7)] == [
        "2026-12-07", "2026-12-13",
    ]  # fmt: skip


def test_sessions_without_a_week_do_not_count_on_the_site(practice: Path) -> None:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    first = "      - title: Where you stand\n        week: 1\n"
    assert first in text
    file.write_text(text.replace(first, "      - title: Where you stand\n"), encoding="utf-8")
    sleep = Practice.open(practice / "content")
    begun = days(sleep, ClientProgram(program=PATH, begins="2026-12-07"))
    assert begun["better-sleep-session-1"] == ("2026-12-14", "Steps")
    named = days(sleep, ClientProgram(program=PATH, sessions=("2026-12-01", "2026-12-02")))
    assert named == {
        "better-sleep-meeting-1": ("2026-12-01", "Where you stand"),
        "better-sleep-session-1": ("2026-12-02", "Steps"),
    }


# -- The file ------------------------------------------------------------------------------------

DAYS = [
    Day("sleep-session-1", date(2026, 12, 7), "First; with, all\\kinds"),
    Day("sleep-weekly-2", date(2026, 12, 14), "Ж" * 60),
]


def opened(text: bytes) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(text)
    assert isinstance(found, icalendar.Calendar)
    assert not [each.errors for each in found.walk() if each.errors]
    return found


def test_a_calendar_takes_whole_days() -> None:
    text = calendar_file(DAYS, lambda day: f"https://example.org/#{day.id}", AT)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    first, second = opened(text).events
    assert first.decoded("DTSTART") == date(2026, 12, 7)
    assert first.decoded("DTEND") - first.decoded("DTSTART") == timedelta(1)
    assert str(first["SUMMARY"]) == "First; with, all\\kinds"
    assert str(second["SUMMARY"]) == "Ж" * 60
    assert str(first["UID"]) == "sleep-session-1@workbook-builder"
    assert str(second["URL"]) == "https://example.org/#sleep-weekly-2"
    assert first.decoded("DTSTAMP") == AT


def test_a_later_file_wins() -> None:
    one, other = (
        opened(calendar_file(DAYS, lambda _: None, at)) for at in (AT, AT + timedelta(minutes=1))
    )
    assert one.events[0].decoded("SEQUENCE") < other.events[0].decoded("SEQUENCE")
    assert one.events[0]["UID"] == other.events[0]["UID"]


def test_without_a_site_there_are_no_addresses() -> None:
    assert b"URL" not in calendar_file(DAYS, lambda _: None, AT)
