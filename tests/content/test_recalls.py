"""A recall knows where the answer that it shows was given."""

from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.problems.problem import WorkbookError

PROGRAM = "content/tracks/wellness/better-sleep.yml"
SHARED = "content/worksheets/weekly-check-in.yml"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_shared_worksheet_shows_the_goal_that_the_program_names(practice: Path) -> None:
    change(practice / PROGRAM, "topic: Sleep", "topic: Sleep\ngoal: goal/goal")
    recall = "fields:\n  - {type: recall, from: goal, label: Your goal}"
    change(practice / SHARED, "fields:", recall)
    ((_, program),) = load(practice / "content").programs()
    (sheet,) = (each for each in program.worksheets if each.id == "weekly-check-in")
    field = sheet.fields[0]
    assert field.earlier
    assert (field.earlier.id, field.earlier.title) == ("goal", "My goal")
    assert field.earlier.answer.label == "What do you want to be true in four weeks?"
    (placed, *_) = sheet.placed(program.id)
    assert placed.key == "better-sleep/goal/goal"


def test_a_total_cannot_be_shown_again(practice: Path) -> None:
    item = "{label: Sleep, id: sleep, type: number, total: sum}"
    tracker = f"{{id: hours, type: tracker, label: How long?, days: 2, items: [{item}]}}"
    change(practice / SHARED, "fields:", f"fields:\n  - {tracker}")
    program = practice / PROGRAM
    recall = "- {type: recall, from: weekly-check-in/hours/sleep/total, label: Sleep}"
    text = program.read_text(encoding="utf-8")
    at = text.index("fields:", text.index("- id: review")) + len("fields:")
    program.write_text(f"{text[:at]}\n          {recall}{text[at:]}", encoding="utf-8")
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    (problem,) = caught.value.problems
    assert "is a total, which is counted anew each time, and not kept" in problem.message
