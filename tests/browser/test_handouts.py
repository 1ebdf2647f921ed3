"""What somebody types into a sheet for others is in their PDF or on paper, and nowhere else."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from support.browser import (
    NO_PRINT_DIALOG,
    entries,
    exported,
    opened,
    printed,
    read_in,
    store_answer,
    stored,
    text_of,
    violations,
    visit,
    wait_for_instant_links,
)
from support.browser_site import Site, built
from support.group_program import add_a_handout, lead_in_a_group
from support.places import PRACTICE

from workbook_builder.answers import answers_file
from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow
PROGRAM = "wellness/better-sleep/"
SHEET = f"{PROGRAM}what-you-see/"
KEY = "better-sleep/what-you-see@others"
WORDS = "You wait until everyone has spoken"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice, led in a group, with a sheet for others."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("asking") / "practice"))
    lead_in_a_group(practice)
    add_a_handout(practice)
    with built(practice) as served:
        yield served


def sheet(client: BrowserContext, site: Site) -> Page:
    """The page of the sheet, once its scripts have set it up."""
    page = client.new_page()
    page.goto(site.url + SHEET)
    expect(page.get_by_role("button", name="Share the link")).to_be_visible()
    return page


def fill(page: Page) -> None:
    page.get_by_label("Your name, if you like").fill("Teresa")
    page.get_by_label("What do I do that works well?").fill(WORDS)
    page.get_by_label("How often do you see me in a week?").fill("2,5")
    page.get_by_role("textbox", name="When did you see me last?").fill("3/4/2026")
    page.get_by_label("Gladly").check()


def test_what_is_typed_is_not_kept(client: BrowserContext, asking: Site) -> None:
    page = opened(client, asking, f"{PROGRAM}goal/")
    store_answer(page, "better-sleep/goal/goal", "Asleep at eleven")
    other = sheet(client, asking)
    fill(other)
    other.get_by_role("button", name="A4", exact=True).click()
    other.wait_for_timeout(500)  # a change is written at once
    assert stored(other) == {"better-sleep/goal/goal": "Asleep at eleven"}
    found = json.dumps(entries(other))
    assert "what-you-see" not in found
    assert WORDS not in found
    assert other.evaluate("Object.values(localStorage).join()").find(WORDS) == -1
    other.close()
    assert sheet(client, asking).locator("[name$='/works']").input_value() == ""
    page.goto(f"{asking.url}{PROGRAM}")
    assert WORDS not in json.dumps(exported(page))
    assert "what-you-see" not in json.dumps(exported(page))


def test_it_is_no_progress_and_no_answer(client: BrowserContext, asking: Site) -> None:
    page = sheet(client, asking)
    fill(page)
    listed = opened(client, asking, PROGRAM)
    expect(listed.locator(".wb-route").get_by_role("link", name="What you see")).to_be_visible()
    expect(listed.locator("[data-wb-go-on]")).to_have_text("Start with the first worksheet")
    for key in ("evenings-now/where", "strengths/good"):
        store_answer(listed, f"better-sleep/{key}", "x")
    listed.reload()
    expect(listed.locator("[data-wb-phase-note]").first).to_have_text("Worksheets done: 1 of 4")
    kept = opened(client, asking, "your-answers/")
    expect(kept.locator("[data-wb-kept] details")).to_have_count(2)
    assert "What you see" not in kept.locator("[data-wb-kept]").inner_text()


def test_it_is_saved_as_a_pdf(client: BrowserContext, asking: Site, tmp_path: Path) -> None:
    page = sheet(client, asking)
    fill(page)
    expect(page.get_by_text("Understood as")).to_have_count(2)  # the number and the day
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what I wrote as a PDF").click()
    assert download.value.suggested_filename.startswith("Teresa-what-you-see-")
    path = tmp_path / "Teresa.pdf"
    download.value.save_as(path)
    assert form_values.read_values(path.read_bytes()) == {
        f"{KEY}/filled-in-by": "Teresa",
        f"{KEY}/works": WORDS,
        f"{KEY}/often": "2.5",
        f"{KEY}/day": "2026-04-03",
        f"{KEY}/bring": "gladly",
    }


def test_it_is_printed(client: BrowserContext, asking: Site) -> None:
    page = sheet(client, asking)
    page.evaluate(NO_PRINT_DIALOG)
    fill(page)
    page.get_by_role("button", name="Print what I wrote").click()
    text = text_of(printed(page))
    assert WORDS in text
    assert "Teresa" in text
    assert "Did somebody send you here?" not in text
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.get_by_role("button", name="Print empty").click()
    assert WORDS not in text_of(printed(page))


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_a_filled_sheet_is_not_read_in(
    client: BrowserContext, asking: Site, tmp_path: Path, kind: str
) -> None:
    page = sheet(client, asking)
    fill(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what I wrote as a PDF").click()
    path = tmp_path / f"Teresa.{kind}"
    download.value.save_as(path)
    if kind == "json":
        path.write_text(answers_file.write({f"{KEY}/works": WORDS}), encoding="utf-8")
    own = opened(client, asking, f"{PROGRAM}goal/")
    store_answer(own, "better-sleep/goal/goal", "Asleep at eleven")
    dialog = read_in(own, path)
    note = own.locator("[data-wb-note]")
    expect(note).to_contain_text(f"“Teresa.{kind}” is a sheet that somebody else filled in")
    assert dialog.count() == 0
    assert stored(own) == {"better-sleep/goal/goal": "Asleep at eleven"}


def test_the_browser_asks_before_words_are_lost(client: BrowserContext, asking: Site) -> None:
    page = sheet(client, asking)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    wait_for_instant_links(page)
    page.get_by_label("What do I do that works well?").press_sequentially(WORDS)
    page.locator(".wb-menu").get_by_role("link", name="My goal").first.click()
    expect(page.locator("h1")).to_contain_text("What you see")
    assert asked == ["beforeunload"]
    assert page.get_by_label("What do I do that works well?").input_value() == WORDS
    page.evaluate(NO_PRINT_DIALOG)
    page.get_by_role("button", name="Print what I wrote").click()
    page.locator(".wb-menu").get_by_role("link", name="My goal").first.click()
    expect(page.locator("h1")).to_contain_text("My goal")
    assert asked == ["beforeunload"]


def test_its_address_can_be_shared(client: BrowserContext, asking: Site) -> None:
    client.grant_permissions(["clipboard-read", "clipboard-write"])
    page = sheet(client, asking)
    page.evaluate("delete Navigator.prototype.share")
    page.get_by_role("button", name="Share the link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == asking.url + SHEET


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, asking: Site, width: int, scheme: str) -> None:
    with visit(chromium, color_scheme=scheme, viewport={"width": width, "height": 800}) as client:
        page = sheet(client, asking)
        for path in (SHEET, PROGRAM, f"{PROGRAM}assess/"):
            page.goto(asking.url + path)
            assert violations(page) == [], path
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
