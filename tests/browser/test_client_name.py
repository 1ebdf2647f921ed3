"""A page asks for the client's name once, and everything that leaves the device carries it."""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from support.browser import (
    field,
    opened,
    printed,
    read_in,
    store_answer,
    stored,
    text_of,
    visit,
    wait_for_answers,
)
from support.browser_site import Site

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow
NAME = "better-sleep/client-name"
WHERE = "better-sleep/evenings-now/where"
GOAL = "wellness/better-sleep/goal/"


def test_the_name_is_asked_once_and_on_all_that_is_printed_and_saved(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    page.get_by_label("Name", exact=True).fill("  Zoë / O’Neil 李 ")
    field(page, WHERE).fill("Here")
    wait_for_answers(page, 2)
    assert "Zoë / O’Neil" in text_of(printed(page))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
    today = date.today()
    name = f"Zoë-O-Neil-李-better-sleep-evenings-now-answers-{today}.json"
    assert download.value.suggested_filename == name
    answers = json.loads(download.value.path().read_bytes())["answers"]
    assert answers == {NAME: "  Zoë / O’Neil 李 ", WHERE: "Here"}

    page.goto(f"{site.url}{GOAL}")
    expect(page.get_by_label("Name", exact=True)).to_have_value("  Zoë / O’Neil 李 ")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    assert download.value.suggested_filename == f"Zoë-O-Neil-李-goal-a4-answers-{today}.pdf"
    filled = form_values.read_values(download.value.path().read_bytes())
    assert filled[NAME].strip() == "Zoë / O’Neil 李"


def test_an_empty_sheet_is_printed_without_the_name(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.get_by_label("Name", exact=True).fill("Zoë")
    wait_for_answers(page, 1)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print empty").click()
    assert "Zoë" not in text_of(printed(page))


def test_a_file_of_somebody_else_is_noticed(chromium: Browser, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    answers = {NAME: "Ben", WHERE: "There"}
    path.write_text(json.dumps({"format": "workbook-answers", "version": 1, "answers": answers}))
    for mine, warned in (("Ana", True), ("Ben", False), ("", False)):
        with visit(chromium) as client:
            page = opened(client, site)
            if mine:
                store_answer(page, NAME, mine)
                page.reload()
            dialog = read_in(page, path)
            warning = "This file is from “Ben”, but the answers on this device are from “Ana”."
            if warned:
                expect(dialog).to_contain_text(warning)
                expect(dialog.get_by_role("group", name="Name")).to_be_visible()
            else:
                expect(dialog).not_to_contain_text("This file is from")
            dialog.get_by_role("button", name="Cancel").click()
            assert stored(page) == ({NAME: mine} if mine else {})


def test_the_name_is_among_all_that_is_kept(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.get_by_label("Name", exact=True).fill("Zoë")
    wait_for_answers(page, 1)
    page.goto(f"{site.url}your-answers/")
    group = page.locator("details.wb-kept")
    expect(group).to_have_count(1)
    group.locator("summary").click()
    expect(group.locator("dt")).to_have_text("Name")
    expect(group.locator("dd")).to_contain_text("Zoë")
    expect(group).not_to_contain_text("Not on this site")
