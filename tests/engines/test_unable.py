"""A page says so where it cannot keep answers, and what fails alone does not stop the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import engines
from support.browser import KEY, field, launched, stored, visit
from support.browser_site import Site

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/evenings-now/"
WARNING = "This page cannot keep what you type"
PROMISE = "It is kept only in this browser"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


def expect_warning(page: Page) -> None:
    expect(page.get_by_text(WARNING)).to_be_visible()
    expect(page.get_by_text(PROMISE)).to_be_hidden()


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_a_page_that_is_opened_as_a_file_says_that_it_keeps_nothing(
    site: Site, tmp_path: Path, engine: str
) -> None:
    with engines.driven(engine, tmp_path) as driver:
        driver.get((site.folder / SHEET / "index.html").as_uri())
        assert driver.find_element("css selector", ".wb-unkept").is_displayed()
        text = driver.find_element("css selector", "body").text
        assert PROMISE not in text
        assert "Print" not in text.replace("Print the page", ""), "no button that does nothing"
        assert "PDF, A4" in text


def test_a_page_without_scripts_says_so_and_sends_nothing(chromium: Browser, site: Site) -> None:
    with visit(chromium, java_script_enabled=False) as client:
        page = client.new_page()
        page.goto(site.url + SHEET)
        expect_warning(page)
        field(page, f"{KEY}/where").fill("a secret")
        field(page, f"{KEY}/where").press("Enter")
        page.wait_for_timeout(500)
        assert page.url == site.url + SHEET
        page.goto(site.url)
        expect(page.get_by_text("Your answers are kept in this browser")).to_be_hidden()


@pytest.mark.parametrize(
    "old",
    [
        "delete window.indexedDB",
        "delete HTMLScriptElement.prototype.noModule",
    ],
)
def test_a_browser_that_is_too_old_says_so(chromium: Browser, site: Site, old: str) -> None:
    with visit(chromium, service_workers="block") as client:
        client.add_init_script(old)
        client.route("**/workbook.js", lambda route: route.abort())  # which it cannot load
        page = client.new_page()
        page.goto(site.url + SHEET)
        expect_warning(page)


def test_a_page_whose_scripts_do_not_arrive_says_so(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(service_workers="block")
    context.route("**/sheet.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(site.url + SHEET)
    expect_warning(page)
    context.close()


@pytest.mark.parametrize("module", ["paper", "living", "panel", "progress", "calendar"])
def test_a_part_that_fails_does_not_stop_the_others(
    chromium: Browser, site: Site, module: str
) -> None:
    context = chromium.new_context(locale="en-GB", service_workers="block")
    context.route(f"**/{module}.js", lambda route: route.fulfill(body="throw new Error('lost')"))
    page = context.new_page()
    page.goto(site.url + SHEET)
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    field(page, f"{KEY}/where").fill("On the sofa")
    assert stored(page) == {f"{KEY}/where": "On the sofa"}
    expect(page.get_by_text(WARNING)).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("*.pdf", "The PDF could not be loaded. Try again when you are connected"),
        ("pdfform.js", "The PDF could not be made in this browser."),
    ],
)
def test_a_failure_is_told_for_what_it_is(
    chromium: Browser, site: Site, lost: str, said: str
) -> None:
    with visit(chromium, service_workers="block") as client:
        client.route(f"**/{lost}", lambda route: route.abort())
        page = client.new_page()
        page.goto(site.url + SHEET)
        expect(page.locator("[data-wb-status]")).not_to_be_empty()
        page.get_by_role("button", name="Download as PDF with my answers").click()
        expect(page.locator("[data-wb-paper-note]")).to_contain_text(said)
