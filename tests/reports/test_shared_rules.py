"""Steps and weeks follow the rules that the pages of a program follow: both have the same cases."""

import json
from typing import Any

import pytest
from support.places import DATA

from workbook_builder.reports.steps import steps
from workbook_builder.reports.weeks import between, first_day, later, week_of


def cases(name: str) -> list[Any]:
    found: list[Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(each, id=each["about"]) for each in found]


@pytest.mark.parametrize("case", cases("steps"))
def test_steps_are_found(case: dict[str, Any]) -> None:
    found = steps("p", case["answers"], "en")
    assert [[each.what, each.day, each.done] for each in found] == case["steps"]


@pytest.mark.parametrize("case", cases("weeks"))
def test_weeks_are_counted(case: dict[str, Any]) -> None:
    assert between(case["begins"], case["day"]) == case["days"]
    assert week_of(case["begins"], case["day"]) == case["week"]
    assert first_day(case["begins"], case["week"]) == case["first"]
    assert later(case["begins"], case["days"]) == case["day"]


def test_a_day_beyond_the_calendar_is_its_last_one() -> None:
    assert later("9999-12-30", 7) == "9999-12-31"
