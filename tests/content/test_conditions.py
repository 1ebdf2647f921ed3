"""A question with `only-if` knows the earlier answer that it depends on."""

from pathlib import Path

import pytest
import yaml
from support.one_sheet import sheet_with
from support.places import DATA

from workbook_builder.answers.conditions import Condition, not_asked
from workbook_builder.content.loader import load
from workbook_builder.problems.problem import Rule, WorkbookError

IMPOSSIBLE = yaml.safe_load((DATA / "impossible_conditions.yml").read_text(encoding="utf-8"))
SHEET = (DATA / "conditional_sheet.yml").read_text(encoding="utf-8")


def dependent(only_if: str) -> str:
    return f"- {{id: why, type: text, label: Why?, only-if: {only_if}}}\n"


def condition(only_if: str, practice: Path) -> Condition:
    (found,) = sheet_with(SHEET + dependent(only_if), practice).conditions
    return found


def problems(fields: str, practice: Path) -> list[str]:
    with pytest.raises(WorkbookError) as caught:
        sheet_with(fields, practice)
    for each in caught.value.problems:
        assert each.file == "content/worksheets/try.yml"
        assert each.rule is Rule.CONDITION
    return [f"{each.message}: {each.hint}" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("only_if", "met", "unmet"),
    [
        ("{question: sleep, is: poorly}", {"sleep": "poorly"}, {"sleep": "very-poorly"}),
        ("{question: sleep, is: [poorly, very-poorly]}", {"sleep": "poorly"}, {"sleep": "well"}),
        ("{question: sleep, is-not: [well]}", {"sleep": "poorly"}, {"sleep": "well"}),
        ("{question: sleep, is-not: [well]}", {"sleep": "very-poorly"}, {}),
        ("{question: habits, is: [coffee, tea]}", {"habits/tea": "yes"}, {"habits/walk": "yes"}),
        ("{question: habits, is-not: coffee}", {"habits/walk": "yes"}, {"habits/coffee": "yes"}),
        ("{question: habits/walk, is: ticked}", {"habits/walk": "yes"}, {}),
        ("{question: habits/walk, is-not: ticked}", {}, {"habits/walk": "yes"}),
        ("{question: helpers, is: a-friend}", {"helpers/a-friend": "yes"}, {}),
        ("{question: stress, at-least: 4}", {"stress": "4"}, {"stress": "3"}),
        ("{question: stress, at-least: 2, at-most: 3}", {"stress": "2"}, {"stress": "4"}),
        ("{question: worries/work, at-most: 2}", {"worries/work": "1"}, {"worries/work": "3"}),
        ("{question: hours, at-most: 6.5}", {"hours": "6.5"}, {"hours": "7"}),
    ],
)
def test_a_question_depends_on_what_its_author_names(
    only_if: str, met: dict[str, str], unmet: dict[str, str], practice: Path
) -> None:
    found = [condition(only_if, practice)]
    assert not_asked(found, met, "en") == frozenset()
    assert not_asked(found, unmet, "en") == {"why"}


def test_the_number_of_the_earlier_question_is_that_on_the_sheet(practice: Path) -> None:
    assert condition("{question: worries/work, at-most: 2}", practice).number == 5


def test_a_scale_with_a_measure_has_the_numbers_of_the_measure(practice: Path) -> None:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    asked = "label: At what hour do you go to bed?\n"
    only_if = f"{' ' * 12}only-if: {{question: rest, at-most: %s}}\n"
    assert asked in text
    program.write_text(text.replace(asked, asked + only_if % 10), encoding="utf-8")
    load(practice / "content")
    program.write_text(text.replace(asked, asked + only_if % 11), encoding="utf-8")
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    assert "`rest` has the numbers from 0 to 10" in str(caught.value)


@pytest.mark.parametrize("case", IMPOSSIBLE, ids=lambda case: case["given"])
def test_a_condition_that_cannot_be_is_a_problem(case: dict[str, str], practice: Path) -> None:
    last = "- {id: last, type: text, label: Anything else?}\n"
    fields = SHEET + dependent(case["given"]) + last
    assert problems(fields, practice) == [case["problem"]]


def test_a_question_cannot_depend_on_words(practice: Path) -> None:
    fields = "- {id: story, type: long-text, label: Tell it.}\n"
    assert problems(fields + dependent("{question: story, is: long}"), practice) == [
        "the answer to `story` is written freely:"
        " name a choice, a tick, a scale, a rating, or a number"
    ]


def test_the_first_question_can_depend_on_nothing(practice: Path) -> None:
    assert problems(dependent("{question: sleep, is: well}"), practice) == [
        "no question `sleep` comes before this one:"
        " write the question that this one depends on above it"
    ]


def test_all_problems_are_reported_at_once(practice: Path) -> None:
    two = dependent("{question: sleep, is: [good, bad]}")
    assert len(problems(SHEET + two + two.replace("id: why", "id: why-else"), practice)) == 4


def test_the_option_that_the_client_names_has_no_name_of_its_own(practice: Path) -> None:
    asked = "- {id: has, type: choice, label: What is it?, options: [A, B], other: true%s}\n"
    for more in ("", ", several: true"):
        (found,) = sheet_with(
            asked % more + dependent("{question: has, is: other}"), practice
        ).conditions
        assert found.names == ("",), "which is then called Other in the language of the site"
