"""The toolbox has shared worksheets, whose answers have keys of their own."""

from pathlib import Path

import pytest
from support.toolbox import TOOLBOX, add_toolbox, without_programs

from workbook_builder.content.loader import load
from workbook_builder.model.answer_path import LATEST
from workbook_builder.model.toolbox import Toolbox
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.memo import Memo


@pytest.fixture
def toolbox(practice: Path) -> Toolbox:
    found = load(add_toolbox(practice) / "content").toolbox
    assert found
    return found


def test_its_worksheets_stand_in_the_order_of_its_entries(toolbox: Toolbox) -> None:
    titles = {sheet.id: sheet.title for sheet in toolbox.worksheets}
    assert list(titles) == ["areas", "weekly-check-in", "one-step", "talks"]
    assert (titles["weekly-check-in"], titles["talks"]) == ("My check-in", "My talks")


def test_the_keys_of_its_answers_begin_with_toolbox(toolbox: Toolbox) -> None:
    step = toolbox.worksheets[2].answers(toolbox.id)
    talk = toolbox.worksheets[3].answers(toolbox.id, time=2)
    assert [each.key for each in step] == ["toolbox/one-step/step", "toolbox/one-step/day"]
    assert [each.key for each in talk] == ["toolbox/talks@2/step", "toolbox/talks@2/day"]


def test_a_program_keeps_its_own_answers_to_the_same_worksheet(practice: Path) -> None:
    workbook = load(add_toolbox(practice) / "content")
    collections = [program for _, program in workbook.collections()]
    assert [each.id for each in collections] == ["better-sleep", "toolbox"]
    keys = [
        answer.key
        for each in collections
        for sheet in each.worksheets
        if sheet.id == "weekly-check-in"
        for answer in sheet.answers(each.id)
    ]
    assert "better-sleep/weekly-check-in/done" in keys
    assert "toolbox/weekly-check-in/done" in keys
    assert len(keys) == len(set(keys))


def test_a_worksheet_shows_an_answer_of_another_one_in_the_toolbox(toolbox: Toolbox) -> None:
    recall = toolbox.worksheets[2].placed(toolbox.id)[0]
    assert recall.key == "toolbox/weekly-check-in/next-step"
    assert recall.field.earlier
    assert recall.field.earlier.title == "My check-in"


def test_an_answer_of_a_worksheet_that_repeats_is_that_of_its_latest_time(practice: Path) -> None:
    more = TOOLBOX.replace("title: My check-in", "repeat: {times: 4, name: Talk}")
    toolbox = load(add_toolbox(practice, more) / "content").toolbox
    assert toolbox
    earlier = toolbox.worksheets[2].fields[0].earlier
    assert earlier
    assert (earlier.time, earlier.times) == (LATEST, (1, 2, 3, 4))


def test_a_practice_needs_no_program_beside_it(practice: Path) -> None:
    workbook = load(without_programs(add_toolbox(practice)) / "content")
    assert workbook.tracks == ()
    assert [section.title for section in workbook.sections] == ["Toolbox"]


def test_a_practice_may_have_no_toolbox(practice: Path) -> None:
    workbook = load(practice / "content")
    assert workbook.toolbox is None
    assert [section.id for section in workbook.sections] == ["wellness"]


def test_it_is_the_same_object_until_something_in_it_changes(practice: Path) -> None:
    add_toolbox(practice)
    memo = Memo()
    first = load(practice / "content", memo).toolbox
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    program = practice / "content/tracks/wellness/better-sleep.yml"
    program.write_text(program.read_text().replace("topic: Sleep", "topic: Nights"))
    assert load(practice / "content", memo).toolbox is first
    sheet.write_text(sheet.read_text().replace("minutes: 10", "minutes: 11"))
    changed = load(practice / "content", memo).toolbox
    assert changed
    assert changed.worksheets[1].minutes == 11


def test_texts_at_its_entries_may_link_to_its_worksheets(practice: Path) -> None:
    linked = "title: My check-in, intro: 'Look at [your areas](areas) first.'"
    toolbox = load(
        add_toolbox(practice, TOOLBOX.replace("title: My check-in", linked)) / "content"
    ).toolbox
    assert toolbox
    assert toolbox.worksheets[1].intro == "Look at [your areas](areas) first."


def test_problems_of_its_worksheets_are_told_where_they_are(practice: Path) -> None:
    add_toolbox(practice)
    sheet = practice / "content/worksheets/one-step.yml"
    sheet.write_text(sheet.read_text().replace("minutes: 5", "minutes: soon"))
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    assert [each.file for each in caught.value.problems] == ["content/worksheets/one-step.yml"]
