"""Clients read in words when a question is asked."""

from gettext import NullTranslations
from pathlib import Path

import pytest
from support.one_sheet import sheet_with
from support.places import DATA

from workbook_builder.rendering.terms import terms

SHEET = (DATA / "conditional_sheet.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("only_if", "sentence"),
    [
        ("{question: sleep, is: poorly}", "Only if you chose “Poorly” in question 1"),
        (
            "{question: sleep, is: [well, poorly, very-poorly]}",
            "Only if you chose “Well”, “Poorly” or “Hardly at all” in question 1",
        ),
        (
            "{question: sleep, is-not: well}",
            "Only if you chose anything other than “Well” in question 1",
        ),
        ("{question: habits, is: coffee}", "Only if you ticked “Coffee late” in question 2"),
        (
            "{question: habits/coffee, is: ticked}",
            "Only if you ticked “Coffee late” in question 2",
        ),
        (
            "{question: habits, is-not: [coffee, tea]}",
            "Only if you did not tick “Coffee late” or “Tea” in question 2",
        ),
        ("{question: stress, at-least: 4}", "Only if you gave 4 or more in question 3"),
        ("{question: hours, at-most: 6.5}", "Only if you gave 6,5 or less in question 4"),
        ("{question: stress, at-least: 2, at-most: 3}", "Only if you gave 2 to 3 in question 3"),
        (
            "{question: worries/money, at-least: 4}",
            "Only if you gave 4 or more for “Money” in question 5",
        ),
    ],
)
def test_a_condition_is_said_in_words(only_if: str, sentence: str, practice: Path) -> None:
    field = f"- {{id: why, type: text, label: Why?, only-if: {only_if}}}\n"
    (condition,) = sheet_with(SHEET + field, practice).conditions
    assert terms(NullTranslations()).condition(condition, "de") == sentence
