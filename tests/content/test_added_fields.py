"""A program asks questions of its own in a shared worksheet."""

from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.model.worksheet import Worksheet

PROGRAM = "content/tracks/wellness/better-sleep.yml"
USE = "      - use: weekly-check-in\n"
ADDED = """        add:
          after: last-step
          fields:
            - {id: nights, type: scale, measure: rest}
            - {id: why, type: text, label: Why?}
"""


def add(practice: Path, added: str) -> None:
    program = practice / PROGRAM
    text = program.read_text(encoding="utf-8")
    assert text.count(USE) == 1
    program.write_text(text.replace(USE, USE + added), encoding="utf-8")


def check_in(practice: Path) -> Worksheet:
    (track,) = load(practice / "content").tracks
    sheets = track.programs[0].worksheets
    return next(sheet for sheet in sheets if sheet.id == "weekly-check-in")


@pytest.fixture
def asked(practice: Path) -> Worksheet:
    add(practice, ADDED)
    return check_in(practice)


def test_added_questions_stand_after_the_one_that_is_named(asked: Worksheet) -> None:
    placed = [each for each in asked.placed("better-sleep") if each.number]
    assert [str(getattr(each.field, "id", "")) for each in placed] == [
        "last-step", "nights", "why", "done", "next-step", "hindrance",
    ]  # fmt: skip
    assert [each.number for each in placed] == [1, 2, 3, 4, 5, 6]
    assert placed[1].key == "better-sleep/weekly-check-in/nights"


def test_an_added_scale_has_the_words_of_its_measure(asked: Worksheet) -> None:
    (answer,) = asked.placed("better-sleep")[1].answers.values()
    assert answer.label == "How rested do you feel in the morning?"


def test_conditions_name_the_new_number_of_their_question(asked: Worksheet) -> None:
    (condition,) = asked.conditions
    assert condition.number == 4


def test_without_a_place_they_are_the_last_ones(practice: Path) -> None:
    before = check_in(practice)
    add(practice, ADDED.replace("          after: last-step\n", ""))
    after = check_in(practice)
    assert after.fields[: len(before.fields)] == before.fields
    assert len(after.fields) == len(before.fields) + 2
