"""A personal link says what a coach sets up in a client's browser. The scripts share the cases."""

import json
from typing import Any

import pytest
from support.places import DATA

from workbook_builder.answers.personal_link import LinkedProgram, PersonalLink, fragment

CASES = json.loads((DATA / "personal_links.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["link"]["client"])
def test_a_link_is_a_fragment(case: dict[str, Any]) -> None:
    values = case["link"]
    linked = {
        id: LinkedProgram(each["begins"], tuple(each["without"]))
        for id, each in values["programs"].items()
    }
    link = PersonalLink(str(values["client"]), str(values["name"]), str(values["language"]), linked)
    assert fragment(link) == case["fragment"]
