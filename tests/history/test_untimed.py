"""Answers of a sheet that repeats, on which nobody wrote the week, go to the first free time."""

from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.history.received import Received, Value
from workbook_builder.history.untimed import has_untimed, placed
from workbook_builder.model.workbook import Workbook

SHEET = "better-sleep/weekly-check-in"


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text("utf-8")
    entry = "- use: weekly-check-in\n"
    assert text.count(entry) == 1
    indent = " " * (len(text.partition(entry)[0].rpartition("\n")[2]) + 2)
    program.write_text(
        text.replace(entry, f"{entry}{indent}repeat: {{every: two-weeks, from: 2}}\n"), "utf-8"
    )
    return load(practice / "content")


def thing(**answers: str) -> Received:
    values = {f"{SHEET}/{key.replace('_', '-')}": Value(text) for key, text in answers.items()}
    return Received("1", "check-in.pdf", "PDF", "2026-12-08T08:00:00.000Z", values)


def test_the_first_time_is_taken_if_none_has_answers(workbook: Workbook) -> None:
    found = placed(thing(next_step="Read"), workbook, {})
    assert dict(found.answers) == {f"{SHEET}@2/next-step": Value("Read")}
    assert found.placed == (f"{SHEET}@2",)


def test_a_time_with_other_answers_is_passed_over(workbook: Workbook) -> None:
    known = {f"{SHEET}@2/next-step": "Write"}
    found = placed(thing(next_step="Read"), workbook, known)
    assert list(found.answers) == [f"{SHEET}@4/next-step"]


def test_a_time_with_the_same_answers_is_taken_again(workbook: Workbook) -> None:
    known = {f"{SHEET}@2/next-step": "Write", f"{SHEET}@4/next-step": "Read"}
    found = placed(thing(next_step="Read"), workbook, known)
    assert list(found.answers) == [f"{SHEET}@4/next-step"]


def test_second_values_and_marks_get_the_same_time(workbook: Workbook) -> None:
    source = Received(
        "1", "a.json", "answers file", "2026-12-08T08:00:00.000Z",
        {f"{SHEET}/next-step": Value("Read")},
        replaced=((f"{SHEET}/next-step", Value("Write")),),
        done={SHEET: "2026-12-07T20:00:00.000Z"},
    )  # fmt: skip
    found = placed(source, workbook, {})
    assert [key for key, _ in found.replaced] == [f"{SHEET}@2/next-step"]
    assert list(found.done) == [f"{SHEET}@2"]


def test_other_sheets_need_no_time(workbook: Workbook, practice: Path) -> None:
    goal = Received("1", "a", "PDF", "2026-12-08", {"better-sleep/goal/goal": Value("Sleep")})
    assert not has_untimed(goal, workbook)
    assert placed(goal, workbook, {}) == goal
