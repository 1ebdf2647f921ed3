"""Typed answers are stored on the device."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, expect
from support.browser import (
    KEY,
    answer_all,
    entries,
    exported,
    field,
    opened,
    shown,
    store_answer,
    stored,
    visit,
    wait_for_instant_links,
)
from support.browser_site import Site

pytestmark = pytest.mark.slow


SAVED = "Saved on this device"


@pytest.mark.parametrize("sheet", ["evenings-now", "life-wheel", "steps", "everything"])
def test_every_answer_is_kept_as_it_is_typed(
    client: BrowserContext, site: Site, sheet: str
) -> None:
    page = opened(client, site, f"wellness/better-sleep/{sheet}/")
    expect(page.locator("[data-wb-status]")).to_have_text(
        "Your answers are saved on this device as you type."
    )
    given = answer_all(page)
    assert given
    assert stored(page) == given
    expect(page.locator("[data-wb-status]")).to_have_text(SAVED)
    page.close()  # as a crash would
    again = opened(client, site, f"wellness/better-sleep/{sheet}/")
    assert shown(again) == given


def test_answers_are_there_after_instant_navigation(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("On the sofa")
    wait_for_instant_links(page)
    page.evaluate("() => { window.sameDocument = true }")
    for title in ("What I am good at", "My evenings now"):
        page.locator(".wb-menu").get_by_role("link", name=title).first.click()
        expect(page.locator("h1")).to_contain_text(title)
    expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")
    field(page, f"{KEY}/where").fill("In bed")
    assert stored(page) == {f"{KEY}/where": "In bed"}
    assert page.evaluate("() => window.sameDocument"), "the document was not loaded anew"


def test_an_answer_can_be_taken_back(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    rest, habit = field(page, f"{KEY}/rest", "7"), field(page, f"{KEY}/habits/work", "3")
    rest.check()
    rest.click()
    habit.check()
    habit.press("Delete")
    field(page, f"{KEY}/where").fill("x")
    field(page, f"{KEY}/where").fill("")
    assert stored(page) == {}
    assert shown(page) == {}


def test_two_tabs_show_the_newer_answer_and_lose_none(client: BrowserContext, site: Site) -> None:
    first, second = opened(client, site), opened(client, site)
    field(first, f"{KEY}/story").fill("from the first")
    expect(field(second, f"{KEY}/story")).to_have_value("from the first")
    field(second, f"{KEY}/where").fill("from the second")
    expect(field(first, f"{KEY}/where")).to_have_value("from the second")
    field(first, f"{KEY}/rest", "3").check()
    expect(field(second, f"{KEY}/rest", "3")).to_be_checked()
    assert stored(second) == {
        f"{KEY}/story": "from the first",
        f"{KEY}/where": "from the second",
        f"{KEY}/rest": "3",
    }
    field(first, f"{KEY}/where").fill("")
    expect(field(second, f"{KEY}/where")).to_have_value("")


def test_a_tab_that_missed_an_answer_keeps_it_when_overwriting_it(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("old")
    assert stored(page) == {f"{KEY}/where": "old"}
    store_answer(page, f"{KEY}/where", "newer, unseen", "2099-01-01T00:00:00.000Z")
    field(page, f"{KEY}/where").press_sequentially("er")
    assert stored(page) == {f"{KEY}/where": "older"}
    kept = [entry["value"] for name, entry in entries(page).items() if name.startswith("kept:")]
    assert kept == ["newer, unseen"]


FULL = """() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError") }
}"""


BLOCKED = """
    indexedDB.open = () => { throw new DOMException("", "SecurityError") };
    Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("", "SecurityError") }
    });
"""


def test_full_storage_is_reported_at_once(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    wait_for_instant_links(page)
    page.evaluate(FULL)
    field(page, f"{KEY}/where").fill("no room")
    expect(page.locator("[data-wb-status]")).to_contain_text("The storage of this browser is full")
    page.locator(".wb-menu").get_by_role("link", name="What I am good at").click()
    expect(page.locator("h1")).to_contain_text("What I am good at")
    page.locator(".wb-menu").get_by_role("link", name="My evenings now").first.click()
    expect(field(page, f"{KEY}/where")).to_have_value("no room")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_blocked_storage_is_reported_at_once(chromium: Browser, site: Site) -> None:
    with visit(chromium) as client:
        client.add_init_script(BLOCKED)
        page = opened(client, site)
        expect(page.locator("[data-wb-status]")).to_contain_text("does not let the page save")
        field(page, f"{KEY}/where").fill("typed all the same")
        assert exported(page)["answers"] == {f"{KEY}/where": "typed all the same"}


def test_answers_that_no_longer_fit_are_kept_and_exported(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    old = {
        f"{KEY}/bedtime": "half past ten",  # was a text, is now a number
        f"{KEY}/who": "a-dog",  # this option no longer exists
        f"{KEY}/gone": "a field that is gone",
    }
    for key, value in old.items():
        store_answer(page, key, value)
    page.reload()
    expect(page.locator(".wb-misfit")).to_have_text(
        "This question has changed. Your earlier answer is kept: a-dog"
    )
    bedtime = field(page, f"{KEY}/bedtime")
    expect(bedtime).to_have_value("half past ten")
    expect(bedtime).to_have_attribute("aria-invalid", "true")
    expect(bedtime).to_have_accessible_description(
        re.compile("This is not a number. It is kept as you wrote it.")
    )
    field(page, f"{KEY}/who", "others").check()
    expect(page.locator(".wb-misfit")).to_have_count(0)
    file = exported(page)
    assert file["answers"] == {**old, f"{KEY}/who": "others"}
    assert [(each["key"], each["value"]) for each in file["replaced"]] == [(f"{KEY}/who", "a-dog")]
