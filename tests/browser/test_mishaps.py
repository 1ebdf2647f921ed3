"""What goes wrong on a client's device costs no answer, and the page says what is true."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from support.browser import (
    KEY,
    field,
    kept,
    opened,
    read_in,
    store_answer,
    stored,
    wait_for_answers,
)
from support.browser_site import Site

pytestmark = pytest.mark.slow

SLOW = """
    const open = indexedDB.open;
    let refuse = true;
    setTimeout(() => { refuse = false; }, 3000);
    indexedDB.open = function(...given) {
        if (refuse) throw new DOMException("", "UnknownError");
        return open.apply(indexedDB, given);
    };
"""


def test_keys_after_the_calendar_do_not_change_the_day(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    day = field(page, f"{KEY}/since")
    day.fill("14/3/26")
    button = page.get_by_role("button", name="Calendar: Since when")
    for key in ("ArrowDown", "5", "Delete"):
        button.click()
        calendar = page.locator(".wb-date__calendar")
        expect(calendar).to_be_attached()
        page.keyboard.press("Escape")  # shuts the browser's calendar
        if calendar.count():
            calendar.press(key)
        assert "wb-date__pick" in page.evaluate("document.activeElement.className")
        expect(page.locator(".wb-date__calendar")).to_have_count(0)
    assert stored(page) == {f"{KEY}/since": "2026-03-14"}
    button.click()
    page.locator(".wb-date__calendar").evaluate(
        "input => { input.value = '2026-03-15'; input.dispatchEvent(new Event('change')); }"
    )
    expect(day).to_have_value("15 Mar 2026")


def test_a_note_goes_with_the_answer_that_it_is_about(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/since").fill("14/3/26")
    expect(page.locator(".wb-understood")).to_have_text("Understood as Saturday, 14 March 2026.")
    page.get_by_role("button", name="Today").click()
    expect(page.locator(".wb-understood")).to_be_empty()


def test_the_last_words_count_although_a_clock_was_wrong(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "old", "2031-01-01T00:00:00.000Z")
    left = {
        "value": "new",
        "saved": "2026-01-01T00:00:00.000Z",
        "over": ["2031-01-01T00:00:00.000Z"],
    }
    page.evaluate(
        "([name, text]) => localStorage.setItem(name, text)",
        [f"workbook:/workbook/:answer:{KEY}/where", json.dumps(left)],
    )
    page.reload()
    expect(field(page, f"{KEY}/where")).to_have_value("new")
    assert stored(page) == {f"{KEY}/where": "new"}
    assert kept(page) == []


def test_data_that_is_deleted_during_a_visit_is_not_called_saved(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/story").fill("a story")
    assert len(stored(page)) == 1
    devtools = client.new_cdp_session(page)
    devtools.send(
        "Storage.clearDataForOrigin", {"origin": site.origin, "storageTypes": "indexeddb"}
    )
    field(page, f"{KEY}/where").fill("In bed")
    expect(field(page, f"{KEY}/story")).to_have_value("")
    assert stored(page) == {f"{KEY}/where": "In bed"}


def test_answers_are_shown_once_a_slow_database_opens(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/story", "a story")
    store_answer(page, f"{KEY}/where", "On the sofa")
    page.add_init_script(SLOW)
    page.reload()
    status = page.locator("[data-wb-status]")
    expect(status).to_have_attribute("data-wb-status", "blocked")
    field(page, f"{KEY}/where").fill("In bed")
    expect(field(page, f"{KEY}/story")).to_have_value("a story")
    expect(status).to_have_attribute("data-wb-status", "saved")
    assert stored(page) == {f"{KEY}/story": "a story", f"{KEY}/where": "In bed"}
    assert kept(page) == ["On the sofa"]


def test_a_connection_that_has_died_is_opened_again(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.evaluate("""() => {
        const {transaction} = IDBDatabase.prototype;
        let times = 0;
        IDBDatabase.prototype.transaction = function(...given) {
            if (times++ < 1) throw new DOMException("", "InvalidStateError");
            return transaction.apply(this, given);
        };
    }""")
    field(page, f"{KEY}/where").fill("In bed")
    wait_for_answers(page, 1)


def test_rows_that_are_added_are_not_taken_for_typed_ones(
    client: BrowserContext, site: Site
) -> None:
    path, key = "wellness/better-sleep/everything/", "better-sleep/everything/plan/step"
    page = opened(client, site, path)
    store_answer(page, f"{key}-3/what", "a third step")
    held: list[Route] = []
    released = False

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    client.route("**/workbook.js", hold)
    page.goto(site.url + path, wait_until="commit")
    field(page, f"{key}-2/what").fill("early")
    released = True
    for route in held:
        route.continue_()
    expect(field(page, f"{key}-3/what")).to_have_value("a third step")
    assert stored(page) == {f"{key}-2/what": "early", f"{key}-3/what": "a third step"}
    assert kept(page) == []


def test_erasing_reaches_what_another_tab_has_set_aside(client: BrowserContext, site: Site) -> None:
    first, second = opened(client, site), opened(client, site)
    store_answer(first, f"{KEY}/where", "unseen", "2026-01-02T08:00:00.000Z")
    field(first, f"{KEY}/where").fill("written over it")
    assert stored(first) == {f"{KEY}/where": "written over it"}
    assert kept(first) == ["unseen"]
    expect(field(second, f"{KEY}/where")).to_have_value("written over it")
    second.get_by_role("button", name="Erase answers").click()
    second.get_by_role("button", name="Erase them").click()
    wait_for_answers(second, 0)
    assert kept(second) == []


def test_a_file_with_replaced_answers_only_can_be_read_in(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site)
    old = {"key": f"{KEY}/where", "value": "old", "saved": "2026-01-01T08:00:00.000Z"}
    content = {"format": "workbook-answers", "version": 1, "answers": {}, "replaced": [old]}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    dialog = read_in(page, path)
    expect(dialog).to_contain_text("Replaced earlier: 1")
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("taken over")
    assert kept(page) == ["old"]
    page.get_by_role("button", name="Erase answers").click()
    expect(page.get_by_role("dialog", name="Erase")).to_contain_text("There are 1.")
