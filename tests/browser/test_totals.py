"""Answers are added up as they are given."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from support.browser import (
    NO_PRINT_DIALOG,
    field,
    forget_everything,
    opened,
    printed,
    read_in,
    stored,
    text_of,
    violations,
)
from support.browser_site import Site

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/my-choice/"
KEY = "better-sleep/my-choice"
COMPARED = {
    f"{KEY}/options/money/weight": "2",
    f"{KEY}/options/money/stay": "1.5",
    f"{KEY}/options/time/weight": "1",
    f"{KEY}/options/time/stay": "4",
}


def test_a_decision_adds_up_on_the_page_and_in_its_pdf(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site, SHEET)
    stay = page.get_by_label("How good is each for you? Stay (Total)")
    expect(stay).to_have_text("")
    for key, value in COMPARED.items():
        field(page, key).fill(value)
    expect(stay).to_have_text("7")
    assert stored(page) == COMPARED, "a total is computed and not kept"
    assert violations(page) == []
    assert "Stay: Total 7" in " ".join(text_of(printed(page)).split())
    page.get_by_role("button", name="Print empty").click()
    assert "Stay: Total 7" not in " ".join(text_of(printed(page)).split())

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    total = f"{KEY}/options/total/stay"
    pdf = download.value.path().read_bytes()
    assert form_values.read_values(pdf) == {**COMPARED, total: "7"}

    # What was written into a PDF gives way to what its answers add up to.
    forget_everything(page)
    (tmp_path / "filled.pdf").write_bytes(pdf)
    dialog = read_in(page, tmp_path / "filled.pdf")
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(stay).to_have_text("7")
    field(page, f"{KEY}/options/time/stay").fill("5")
    expect(stay).to_have_text("8")
    page.goto(f"{site.url}your-answers/")
    page.locator("summary").filter(has_text="My choice").click()
    expect(page.locator(".wb-kept dt").last).to_have_text("How good is each for you? Stay (Total)")


def test_added_rows_and_trackers_count(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}/spent/row-1/cost").fill("10")
    page.get_by_role("button", name="One more row").click()
    field(page, f"{KEY}/spent/row-2/cost").fill("5")
    expect(page.get_by_label("What would it cost? Cost (Average)")).to_have_text("7.5")
    for item in ("calls", "walks"):
        field(page, f"{KEY}/week/{item}/mon").fill("1")
        field(page, f"{KEY}/week/{item}/tue").fill("2")
    field(page, f"{KEY}/week/walks/tue").blur()
    expect(page.get_by_label("What I did for it Calls (Total)")).to_have_text("3")
    expect(page.locator(".wb-sum")).to_have_text("Walks: 3 in all")
