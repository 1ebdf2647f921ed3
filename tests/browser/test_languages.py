"""The switch of a site in several languages works with a keyboard, and for everybody."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from support.browser import SHEET, opened, violations
from support.browser_site import Site, built
from support.languages import add_language
from support.places import PRACTICE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice in English, and in Arabic without a translation."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("bilingual") / "practice"))
    add_language(practice, "ar", lambda text: "")
    with built(practice) as site:
        yield site


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_is_for_everybody(
    client: BrowserContext, bilingual: Site, width: int, scheme: str
) -> None:
    page = client.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 700})
    for folder in ("", "ar/"):
        page.goto(f"{bilingual.url}{folder}{SHEET}")
        summary = page.locator(".wb-languages summary")
        summary.focus()
        page.keyboard.press("Enter")
        links = page.locator(".wb-languages a")
        expect(links).to_have_text(["English", "العربية"])
        boxes = [box for each in (summary, *links.all()) if (box := each.bounding_box())]
        assert len(boxes) == 3
        assert all(box["height"] >= 24 and box["width"] >= 24 for box in boxes)
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        assert violations(page) == []


def test_the_keyboard_leads_to_the_same_page_in_another_language(
    client: BrowserContext, bilingual: Site
) -> None:
    page = opened(client, bilingual)
    page.locator(".wb-languages summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{bilingual.url}ar/{SHEET}")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
