"""A recall knows where the answer that it shows was given."""

from pathlib import Path

from workbook_builder.content.loader import load

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
