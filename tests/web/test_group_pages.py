"""The pages of a program that is led in a group say what that means, and what to bring."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.group_program import BRING, lead_in_a_group

from workbook_builder.content.loader import load
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.web.page import Page
from workbook_builder.web.page_rendering import pages

PROGRAM = "wellness/better-sleep/index.md"
PHASE = "wellness/better-sleep/assess.md"


def rendered(practice: Path) -> Mapping[str, Page]:
    return pages(load(practice / "content"), html_environment(None, translations("en", [])))


@pytest.fixture
def group_pages(practice: Path) -> Mapping[str, Page]:
    lead_in_a_group(practice)
    return rendered(practice)


def test_a_program_says_how_many_people_do_it_together(
    practice: Path, group_pages: Mapping[str, Page]
) -> None:
    text = group_pages[PROGRAM].source()
    assert "You do this in a group" in text
    assert "with 4 to 12 people in the group" in text
    assert "it stays on your own device or sheet" in text
    path = practice / "content/tracks/wellness/better-sleep.yml"
    program = path.read_text(encoding="utf-8")
    path.write_text(program.replace("{from: 4, to: 12}", "{from: 6, to: 6}"), encoding="utf-8")
    assert "with 6 people in the group" in rendered(practice)[PROGRAM].source()


def test_a_program_for_one_client_says_nothing_of_a_group(practice: Path) -> None:
    assert "in a group" not in rendered(practice)[PROGRAM].source()


@pytest.mark.parametrize("path", [PROGRAM, PHASE])
def test_a_session_says_what_to_bring(group_pages: Mapping[str, Page], path: str) -> None:
    assert f"<strong>Please bring:</strong> {BRING}</p>" in group_pages[path].source()


def test_what_the_coach_prepares_is_on_no_page(group_pages: Mapping[str, Page]) -> None:
    assert not [path for path, page in group_pages.items() if "GUIDANCE" in page.source()]
