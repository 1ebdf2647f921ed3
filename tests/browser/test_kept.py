"""One page shows everything that is kept; erasing and reading in can be undone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support import on_device
from support.browser import (
    KEY,
    entries,
    exported,
    field,
    opened,
    read_in,
    store_answer,
    stored,
)
from support.browser_site import Site

pytestmark = pytest.mark.slow

OLD = "2026-01-01T08:00:00.000Z"


def store_entries(page: Page, *given: list[str]) -> None:
    page.evaluate(f"async given => {{ {on_device.STORE} }}", list(given))


def everything(client: BrowserContext, site: Site) -> Page:
    """The page that shows all that is kept, with all of it unfolded."""
    page = client.new_page()
    page.goto(f"{site.url}your-answers/")
    expect(page.locator("[data-wb-kept]")).not_to_be_empty()
    for group in page.locator("details summary").all():
        group.click()
    return page


def file(folder: Path, answers: dict[str, str], **members: object) -> Path:
    path = folder / "answers.json"
    content = {"format": "workbook-answers", "version": 1, "answers": answers, **members}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_everything_that_is_kept_is_shown_with_its_question(
    client: BrowserContext, site: Site
) -> None:
    sheet = opened(client, site)
    store_entries(
        sheet,
        [f"answer:{KEY}/where", "On the sofa", OLD],
        [f"answer:{KEY}/bedtime", "22.5", OLD],
        [f"answer:{KEY}/gone", "to a question that is gone", OLD],
        [f"kept:{KEY}/where:{OLD}", "In the kitchen", OLD],
        ["answer:other/sheet/field", "from another site", OLD],
    )
    page = everything(client, site)
    mine, other = page.locator("details").all()
    expect(mine.locator("summary")).to_contain_text("My evenings now")
    expect(mine.locator("dt")).to_have_text(
        [
            "At what hour do you go to bed?",
            "Where are you in the last hour of the day?",
            "No longer asked: gone",
        ]
    )
    expect(mine.locator("dd").first).to_have_text("22.5 1 Jan 2026")
    expect(mine.locator(".wb-kept__old")).to_contain_text("Replaced: In the kitchen")
    expect(other.locator("summary")).to_contain_text("Not on this site: other/sheet")
    expect(other.locator("dd")).to_contain_text("from another site")


def test_a_replaced_answer_can_be_used_again_or_deleted(client: BrowserContext, site: Site) -> None:
    sheet = opened(client, site)
    store_entries(
        sheet,
        [f"answer:{KEY}/where", "On the sofa", "2026-02-01T08:00:00.000Z"],
        [f"kept:{KEY}/where:{OLD}", "In the kitchen", OLD],
    )
    page = everything(client, site)
    page.get_by_role("button", name="Use this again").click()
    expect(page.locator(".wb-kept__old")).to_contain_text("On the sofa")
    assert stored(page) == {f"{KEY}/where": "In the kitchen"}
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".wb-kept__old")).to_have_count(0)
    assert [name for name in entries(page) if name.startswith("kept:")] == []


def test_erasing_can_be_undone_and_says_what_it_erased(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "On the sofa")
    store_answer(page, "better-sleep/goal/goal", "To sleep")
    page.reload()
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    expect(page.locator("[data-wb-note]")).to_have_text(
        "Your answers for “My evenings now” are erased from this device."
    )
    assert stored(page) == {"better-sleep/goal/goal": "To sleep"}
    expect(field(page, f"{KEY}/where")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-wb-note]")).to_have_text("Everything is as it was before.")
    expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")
    assert len(stored(page)) == 2
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_what_was_written_since_is_kept_when_erasing_is_undone(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("before")
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    field(page, f"{KEY}/where").fill("since")
    page.get_by_role("button", name="Undo").click()
    expect(field(page, f"{KEY}/where")).to_have_value("before")
    kept = [entry["value"] for name, entry in entries(page).items() if name.startswith("kept:")]
    assert kept == ["since"]


def test_a_file_that_was_read_in_can_be_put_back(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("mine")
    before = stored(page)
    later = {f"{KEY}/where": "2099-01-01T00:00:00.000Z"}
    answers = {f"{KEY}/where": "theirs", f"{KEY}/bedtime": "22,5"}
    read_in(page, file(tmp_path, answers, saved=later)).get_by_role(
        "button", name="Take the answers over"
    ).click()
    expect(field(page, f"{KEY}/where")).to_have_value("theirs")
    expect(field(page, f"{KEY}/bedtime")).to_have_value("22.5")
    page.get_by_role("button", name="Undo").click()
    expect(field(page, f"{KEY}/where")).to_have_value("mine")
    assert stored(page) == before
    assert [name for name in entries(page) if name.startswith("kept:")] == []


def test_an_answer_without_a_time_does_not_replace_a_newer_one(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    """A PDF does not say when its fields were filled in."""
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "mine")
    store_answer(page, f"{KEY}/since", "2026-03-14")
    page.reload()
    answers = {f"{KEY}/where": "theirs", f"{KEY}/since": "14/03/2026"}
    dialog = read_in(page, file(tmp_path, answers))
    expect(dialog).to_contain_text("Different from yours: 1")
    expect(dialog).to_contain_text("The same already: 1")
    expect(dialog.get_by_role("radio", name="On this device")).to_be_checked()


def test_a_file_from_another_site_is_named(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site)
    foreign = {"their-program/sheet/field": "x"}
    dialog = read_in(page, file(tmp_path, foreign))
    expect(dialog).to_contain_text("Does the file come from another site?")
    dialog.get_by_role("button", name="Cancel").click()
    assert stored(page) == {}
    dialog = read_in(page, file(tmp_path, {**foreign, f"{KEY}/where": "here"}))
    expect(dialog).to_contain_text("For worksheets that are not on this site: 1")


def test_the_page_says_when_a_file_was_saved_last(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    reminder = page.locator("[data-wb-reminder]")
    expect(reminder).to_be_empty()
    field(page, f"{KEY}/where").fill("On the sofa")
    expect(reminder).to_have_text("Not saved to a file yet.")
    exported(page)
    expect(reminder).to_contain_text("Last saved to a file:")
    expect(reminder).not_to_contain_text("changes since then")
    field(page, f"{KEY}/where").fill("In bed")
    expect(reminder).to_contain_text("There are changes since then.")
    page.reload()
    expect(reminder).to_contain_text("There are changes since then.")
