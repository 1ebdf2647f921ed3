"""Python and the scripts agree on which questions are asked."""

import json
from typing import Any

import pytest
from support.places import DATA

from workbook_builder.answers.conditions import Condition, not_asked

CASES: dict[str, Any] = json.loads((DATA / "conditions.json").read_text(encoding="utf-8"))


def condition(data: dict[str, Any]) -> Condition:
    lists = {key: tuple(each) for key, each in data.items() if isinstance(each, list)}
    return Condition(**{**data, **lists}, number=1)


SHEET = [condition(each) for each in CASES["sheet"]]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["about"])
def test_a_question_is_asked_if_its_condition_is_met(case: dict[str, Any]) -> None:
    assert not_asked(SHEET, case["answers"], "en") == frozenset(case["not-asked"])


def test_a_number_may_be_written_as_in_the_clients_language() -> None:
    (tired,) = [each for each in SHEET if each.field == "tired"]
    assert tired.is_met({"hours": "5,5"}, "de")
    assert not tired.is_met({"hours": "5,5 h"}, "de")


@pytest.mark.parametrize("index", range(len(SHEET)))
def test_a_script_gets_what_decides(index: int) -> None:
    assert json.loads(json.dumps(SHEET[index].data)) == CASES["sheet"][index]
