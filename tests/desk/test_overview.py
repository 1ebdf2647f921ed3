"""What is due and what has come in, at a glance; and what the next session needs."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.desk.overview import client_overview
from workbook_builder.desk.session_plan import session_plans
from workbook_builder.history.history import History
from workbook_builder.history.received import Received, Value
from workbook_builder.practice.practice import Practice
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.progress import ClientProgress, client_progress

BEGINS = "2026-12-07"
PLAN = "better-sleep/steps/steps/row"


@pytest.fixture
def loaded(practice: Path) -> Practice:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text("utf-8")
    entry = "- use: weekly-check-in\n"
    indent = " " * (len(text.partition(entry)[0].rpartition("\n")[2]) + 2)
    repeat = f"{entry}{indent}repeat: {{every: week, from: 2}}\n"
    program.write_text(text.replace(entry, repeat), "utf-8")
    return Practice.open(practice / "content")


def received(answers: Mapping[str, str], day: str = "2026-12-15", saved: str = "") -> Received:
    values = {key: Value(value, saved) for key, value in answers.items()}
    kind = "answers file" if saved else "PDF"
    return Received(f"{day}{answers}", "sent", kind, f"{day}T08:00:00.000Z", values)  # type: ignore[arg-type]


def progress(
    practice: Practice, today: str, *things: Received, sessions: tuple[str, ...] = ()
) -> ClientProgress:
    entry = ClientProgram.model_construct(
        program="wellness/better-sleep", begins=BEGINS, sessions=sessions, without=()
    )
    ana = Client.model_construct(id="ana-ruiz", name="Ana Ruiz", programs=(entry,))
    terms = cast(Terms, practice.html.globals["terms"])
    return client_progress(practice.workbook, ana, History.of(things), today, terms)


# -- at a glance -----------------------------------------------------------------------------------


def test_the_check_in_of_this_week_is_due_and_those_before_are_missed(loaded: Practice) -> None:
    seen = client_overview(progress(loaded, "2026-12-28"))
    assert [each.time for each in seen.due if each.kind == "worksheet"] == ["Week 4"]
    assert seen.missed == 2
    assert seen.last_received == ""


def test_a_check_in_that_came_is_not_due(loaded: Practice) -> None:
    came = received({"better-sleep/weekly-check-in@4/next-step": "Read"}, "2026-12-28")
    seen = client_overview(progress(loaded, "2026-12-28", came))
    assert "worksheet" not in [each.kind for each in seen.due]
    assert seen.last_received == "2026-12-28"


def test_a_step_is_due_a_week_ahead_and_late_after_its_day(loaded: Practice) -> None:
    steps = received(
        {
            f"{PLAN}-1/what": "Buy a lamp", f"{PLAN}-1/when": "2026-12-20",
            f"{PLAN}-2/what": "Read", f"{PLAN}-2/when": "2026-12-29",
            f"{PLAN}-3/what": "Later", f"{PLAN}-3/when": "2027-01-20",
            f"{PLAN}-4/what": "Done", f"{PLAN}-4/when": "2026-12-20", f"{PLAN}-4/done": "yes",
        }
    )  # fmt: skip
    seen = client_overview(progress(loaded, "2026-12-28", steps))
    assert [(each.what, each.late) for each in seen.due if each.kind == "step"] == [
        ("Buy a lamp", True),
        ("Read", False),
    ]


def test_answers_are_new_until_the_next_session(loaded: Practice) -> None:
    came = received({"better-sleep/goal/goal": "Sleep"}, "2026-12-15")
    days = ("2026-12-14", "2026-12-16")
    assert client_overview(progress(loaded, "2026-12-16", came, sessions=days)).new == 1
    assert client_overview(progress(loaded, "2026-12-17", came, sessions=days)).new == 0


def test_answers_that_differ_are_counted(loaded: Practice) -> None:
    web = received({"better-sleep/goal/goal": "Six"}, saved="2026-12-14T08:00:00.000Z")
    pdf = received({"better-sleep/goal/goal": "Seven"}, "2026-12-16")
    assert client_overview(progress(loaded, "2026-12-17", web, pdf)).unclear == 1


# -- the next session ------------------------------------------------------------------------------


def test_the_next_session_is_the_first_whose_day_is_not_over(loaded: Practice) -> None:
    program = loaded.workbook.tracks[0].programs[0]
    days = ("2026-12-07", "2026-12-21")
    (plan,) = session_plans(progress(loaded, "2026-12-08", sessions=days))
    assert plan.meeting is not None
    assert (plan.meeting.number, plan.meeting.day) == (2, "2026-12-21")
    assert plan.meeting.session == program.sessions[1]


def test_a_session_of_today_is_the_next_one(loaded: Practice) -> None:
    (plan,) = session_plans(progress(loaded, "2026-12-07", sessions=("2026-12-07",)))
    assert plan.meeting is not None
    assert plan.meeting.number == 1


def test_without_days_the_weeks_of_the_program_count(loaded: Practice) -> None:
    program = loaded.workbook.tracks[0].programs[0]
    (plan,) = session_plans(progress(loaded, "2026-12-07"))
    assert plan.meeting is not None
    week = program.sessions[0].week or 1
    assert plan.meeting.day == f"2026-12-{7 * week:02d}"


def test_a_session_that_has_no_day_yet_is_the_next_one(loaded: Practice) -> None:
    (plan,) = session_plans(progress(loaded, "2027-03-01", sessions=("2026-12-07",)))
    assert plan.meeting is not None
    assert (plan.meeting.number, plan.meeting.day) == (2, "")


def test_after_the_last_session_there_is_none(loaded: Practice) -> None:
    program = loaded.workbook.tracks[0].programs[0]
    days = tuple(f"2026-12-{7 + at:02d}" for at in range(len(program.sessions)))
    (plan,) = session_plans(progress(loaded, "2027-03-01", sessions=days))
    assert plan.meeting is None


def test_more_days_than_the_program_has_sessions_are_sessions_without_an_agenda(
    loaded: Practice,
) -> None:
    days = tuple(f"2026-12-{day:02d}" for day in range(7, 27))
    (plan,) = session_plans(progress(loaded, "2026-12-26", sessions=days))
    assert plan.meeting is not None
    assert plan.meeting.session is None
    assert plan.meeting.title == "Better nights"


def test_promises_and_what_is_new_are_in_the_plan(loaded: Practice) -> None:
    steps = received(
        {
            f"{PLAN}-1/what": "Second", f"{PLAN}-1/when": "2026-12-22",
            f"{PLAN}-2/what": "First", f"{PLAN}-2/when": "2026-12-20",
            f"{PLAN}-3/what": "Kept", f"{PLAN}-3/done": "yes",
        }
    )  # fmt: skip
    (plan,) = session_plans(progress(loaded, "2026-12-28", steps, sessions=("2026-12-14",)))
    assert [each.what for each in plan.open_steps] == ["First", "Second"]
    assert [each.what for each in plan.kept_steps] == ["Kept"]
    assert [each.sheet.id for each in plan.new] == ["steps"]
