"""A program shows which worksheets are started and done."""

import pytest
from playwright.sync_api import BrowserContext, expect
from support.browser import KEY, field, opened, store_answer
from support.browser_site import Site

pytestmark = pytest.mark.slow


def test_a_program_shows_how_far_it_is(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("x")
    done = page.get_by_role("button", name="I am done with this worksheet")
    done.click()
    expect(done).to_have_attribute("aria-pressed", "true")
    store_answer(page, "better-sleep/life-wheel/wheel/food", "4")
    store_answer(page, "better-sleep/goal/goal", "Asleep at eleven")
    page.goto(f"{site.url}wellness/better-sleep/")
    notes = page.locator("[data-wb-sheet]")
    expect(notes.filter(has_text="My evenings now")).to_contain_text("Done")
    expect(notes.filter(has_text="My goal")).to_contain_text("Answered: 1 of 3")
    expect(page.locator("[data-wb-phase-note]").first).to_have_text("Worksheets done: 2 of 4")
    page.get_by_role("link", name="Go on with “What I am good at”").click()
    expect(page.locator("h1")).to_contain_text("What I am good at")


def test_measures_are_compared_in_the_last_phase(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/reflect/")
    row = page.locator("[data-wb-measure]")
    expect(row.locator("td")).to_have_text(["not answered", "not answered", ""])
    store_answer(page, f"{KEY}/rest", "4")
    store_answer(page, "better-sleep/review/rest", "7")
    page.reload()
    expect(row.locator("td")).to_have_text(["4", "7", "up by 3"])
    expect(row.locator("circle")).to_have_count(2)
    expect(row.locator("svg")).to_have_attribute("aria-hidden", "true")
