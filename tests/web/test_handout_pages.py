"""The page of a sheet that others fill in keeps nothing, and is none of the client's progress."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.group_program import add_a_handout

from workbook_builder.content.loader import load
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.web.page import Page
from workbook_builder.web.page_rendering import pages

FOLDER = "wellness/better-sleep"
SHEET = f"{FOLDER}/what-you-see.md"


@pytest.fixture
def rendered(practice: Path) -> Mapping[str, Page]:
    add_a_handout(practice)
    return pages(load(practice / "content"), html_environment(None, translations("en", [])))


def test_no_script_connects_its_form_with_what_is_kept(rendered: Mapping[str, Page]) -> None:
    text = rendered[SHEET].source()
    assert "data-wb-handout" in text
    for part in (
        "data-wb-form",
        "data-wb-status",
        "data-wb-done",
        "data-wb-answers",
        "data-wb-do",
        "GUIDANCE",
    ):
        assert part not in text
        assert part == "GUIDANCE" or part in rendered[f"{FOLDER}/goal.md"].source()


def test_all_that_it_asks_has_keys_of_others(rendered: Mapping[str, Page]) -> None:
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', rendered[SHEET].source())
    assert len(names) == 7
    assert all(name.startswith("better-sleep/what-you-see@others/") for name in names)


def test_it_says_to_both_who_read_it_what_it_is(rendered: Mapping[str, Page]) -> None:
    text = rendered[SHEET].source()
    assert "Did somebody send you here?" in text
    assert "when you close this page, what you wrote is gone" in text
    assert "Is this your own program?" in text
    assert "data-wb-share" in text


@pytest.mark.parametrize("path", [f"{FOLDER}/index.md", f"{FOLDER}/assess.md", "worksheets.md"])
def test_it_is_listed_but_not_counted(rendered: Mapping[str, Page], path: str) -> None:
    text = rendered[path].source()
    assert "What you see</a>" in text
    assert "For others" in text
    counted = re.findall(r'data-wb-(?:sheet|key)="([^"]*)"', text)
    assert "better-sleep/goal" in counted
    assert "better-sleep/what-you-see" not in counted
    assert 'data-wb-lists="better-sleep/what-you-see"' in text, "a coach can leave it out"


def test_a_program_does_not_begin_with_it(practice: Path) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    add_a_handout(practice)
    added = path.read_text(encoding="utf-8").replace(text[: text.index("worksheets:")], "")
    assert "for: others" in added
    first = added.index("      - id: evenings-now")
    handout = added[added.index("      - id: what-you-see") : added.index("      - id: strengths")]
    moved = added.replace(handout, "")
    moved = moved[:first] + handout + moved[first:]
    path.write_text(text[: text.index("worksheets:")] + moved, encoding="utf-8")
    made = pages(load(practice / "content"), html_environment(None, translations("en", [])))
    button = re.search(r'<a [^>]*href="([^"]*)" data-wb-go-on', made[f"{FOLDER}/index.md"].source())
    assert button
    assert button[1] == "evenings-now/"
