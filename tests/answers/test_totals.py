"""Python and the scripts agree on what answers add up to."""

import json
from typing import Any

import pytest
from support.places import DATA

from workbook_builder.answers.totals import Total

CASES: list[dict[str, Any]] = json.loads((DATA / "totals.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_answers_are_added_up(case: dict[str, Any]) -> None:
    assert Total("total", **case["total"]).of(case["answers"], "en") == case["value"]


def test_numbers_may_be_written_as_in_the_clients_language() -> None:
    assert Total("total", "sum").of({"a": "2,5", "b": "1"}, "de") == "3.5"
