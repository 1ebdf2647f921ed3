"""The search of a large site: within a program, and from the home page to every program."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from support.browser import SHEET, cached_paths, console_errors, opened, wait_for_instant_links
from support.browser_site import Site, built, policy
from support.places import PRACTICE

from workbook_builder.publish import search_size
from workbook_builder.publish.split_search import INDEX, MAP

pytestmark = pytest.mark.slow

SLEEP, FOCUS = "wellness/better-sleep/", "work/clear-focus/"
OTHER_WORDS = {
    "Better nights": "Clear focus",
    "topic: Sleep": "topic: Attention",
    "My evenings now": "My mornings now",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with two programs and an own page, whose search index is too large."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("large") / "practice"))
    (practice / "content/pages/about-me.md").write_text("# About me\n\nA lighthouse keeper.\n")
    tracks = practice / "content/tracks"
    text = (tracks / "wellness/better-sleep.yml").read_text(encoding="utf-8")
    for old, new in OTHER_WORDS.items():
        assert old in text
        text = text.replace(old, new)
    (tracks / "work").mkdir()
    shutil.copy(tracks / "wellness/track.yml", tracks / "work")
    (tracks / "work/clear-focus.yml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_size, "LIMIT", 20_000)
        with built(practice) as served:
            patch.undo()
            yield served


def search(page: Page, words: str) -> None:
    box = page.get_by_role("textbox", name="Search")
    box.fill("")
    box.press_sequentially(words)


def finds(page: Page, words: str, *pages: str) -> None:
    """Search for some words, and wait until these pages are found."""
    search(page, words)
    results = page.locator(".md-search-result__item > a:first-child")
    expect(results).to_have_count(len(pages))
    for path in pages:
        expect(
            page.locator(f'.md-search-result__item > a[href$="/workbook/{path}"]')
        ).to_be_visible()


def test_a_page_of_a_program_searches_that_program(client: BrowserContext, large: Site) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.service_worker:  # which keeps more, and at a time of its own
            asked.append(request.url.removeprefix(large.url))

    client.on("request", note)
    page = opened(client, large, SHEET)
    finds(page, "evenings", f"{SLEEP}evenings-now/", f"{SLEEP}assess/", SLEEP)
    finds(page, "lighthouse", "about-me/")
    search(page, "mornings")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    assert {path for path in asked if path.endswith((INDEX, MAP))} == {SLEEP + INDEX, SLEEP + MAP}


def test_home_finds_every_program_and_leads_into_its_search(
    client: BrowserContext, large: Site
) -> None:
    page = opened(client, large, "")
    finds(page, "attention", "", FOCUS)
    search(page, "mornings")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    finds(page, "focus", FOCUS)
    page.locator(f'.md-search-result__item > a[href$="{FOCUS}"]').click()
    expect(page.locator(".md-content h1")).to_contain_text("Clear focus")
    finds(page, "mornings", f"{FOCUS}evenings-now/", f"{FOCUS}assess/", FOCUS)
    page.keyboard.press("Enter")
    expect(page.locator(".md-content h1")).to_contain_text("My mornings now")


def test_instant_navigation_stays_within_a_program(client: BrowserContext, large: Site) -> None:
    page = opened(client, large, SHEET)
    wait_for_instant_links(page)
    loaded = "() => window.here ? 'before' : (window.here = 1, 'anew')"
    assert page.evaluate(loaded) == "anew"
    page.locator(".wb-menu").get_by_role("link", name="The wheel of my evening").first.click()
    expect(page.locator(".md-content h1")).to_contain_text("The wheel of my evening")
    assert page.evaluate(loaded) == "before"
    # Material closes the search 125 ms after such a change; a timer that begins now ends later.
    page.evaluate("new Promise(done => setTimeout(done, 125))")
    finds(page, "evenings", f"{SLEEP}evenings-now/", f"{SLEEP}assess/", SLEEP)
    page.keyboard.press("Escape")
    page.locator(".md-tabs").get_by_role("link", name="wellness").first.click()
    expect(page.locator(".md-content h1")).to_contain_text("wellness")
    assert page.evaluate(loaded) == "anew"
    page.locator(".md-header .md-logo").click()
    expect(page.locator(".md-content h1")).to_contain_text("Small steps, kept.")
    assert page.evaluate(loaded) == "anew"
    finds(page, "focus", FOCUS)


def test_a_page_that_does_not_exist_searches_as_home_does(
    client: BrowserContext, large: Site
) -> None:
    page = opened(client, large, "404.html")
    finds(page, "focus", FOCUS)
    finds(page, "lighthouse", "about-me/")


def test_the_policy_holds_and_nothing_leaves_the_site(client: BrowserContext, large: Site) -> None:
    large.headers = {"Content-Security-Policy": policy(large)}
    asked: list[str] = []
    client.on("request", lambda request: asked.append(request.url))
    broken = console_errors(client)
    try:
        for path in (SHEET, FOCUS, "wellness/", "about-me/", ""):
            page = opened(client, large, path)
            finds(page, "lighthouse", "about-me/")
        assert not broken
        assert len(asked) > 20
        assert not [url for url in asked if not url.startswith((large.origin, "blob:", "data:"))]
    finally:
        large.headers = {}


def test_a_visited_program_is_searched_without_a_network(
    client: BrowserContext, large: Site
) -> None:
    page = opened(client, large, SHEET)
    ready = "These worksheets also work without a network on this device."
    expect(page.locator("[data-wb-offline]")).to_have_text(ready)
    found = {path for path in cached_paths(page, large) if path.endswith((INDEX, MAP))}
    assert found == {INDEX, SLEEP + INDEX, SLEEP + MAP}
    client.set_offline(True)
    page.goto(f"{large.url}{SLEEP}life-wheel/")  # never visited
    finds(page, "evenings", f"{SLEEP}evenings-now/", f"{SLEEP}assess/", SLEEP)
    page.goto(large.url)
    finds(page, "focus", FOCUS)
