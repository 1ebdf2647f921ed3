"""Questions that depend on an answer come and go with it, and what was typed in them is kept."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from support.browser import (
    NO_PRINT_DIALOG,
    exported,
    field,
    opened,
    printed,
    stored,
    text_of,
    violations,
    visit,
)
from support.browser_site import Site

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/my-nights/"
KEY = "better-sleep/my-nights"
WEEKLY = "better-sleep/weekly"


def dependent(page: Page, question: str) -> Locator:
    return page.locator(".wb-only-if").filter(has_text=question)


def awake(page: Page) -> dict[str, str]:
    """Answer what is asked after a bad night, and return the answers."""
    field(page, f"{KEY}/sleep", "poorly").check()
    field(page, f"{KEY}/cause", "thoughts").check()
    field(page, f"{KEY}/thoughts").fill("The rent")
    field(page, f"{KEY}/hours").fill("3")
    return {
        f"{KEY}/sleep": "poorly",
        f"{KEY}/cause": "thoughts",
        f"{KEY}/thoughts": "The rent",
        f"{KEY}/hours": "3",
    }


def test_a_question_comes_and_goes_with_the_answer(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    cause, thoughts = dependent(page, "What kept you"), dependent(page, "Which thoughts")
    expect(cause).to_be_hidden()
    expect(thoughts).to_be_hidden()
    assert violations(page) == []
    given = awake(page)
    group = page.get_by_role("group", name="Only if you chose “Poorly” in question 1")
    expect(group.get_by_role("group", name="What kept you awake?")).to_be_visible()
    expect(page.locator("form > [role=status]")).to_have_text(
        "Now asked: What could you ask your doctor?"
    )
    assert violations(page) == []

    field(page, f"{KEY}/sleep", "well").check()
    expect(cause).to_be_hidden()
    expect(thoughts).to_be_hidden()
    expect(page.locator("form > [role=status]")).to_have_text(
        "Not asked at present: What kept you awake? Not asked at present: Which thoughts?"
    )
    given[f"{KEY}/sleep"] = "well"
    assert stored(page) == given == exported(page)["answers"], "nothing is lost"
    page.reload()
    expect(cause).to_be_hidden()
    field(page, f"{KEY}/sleep", "poorly").check()
    expect(field(page, f"{KEY}/thoughts")).to_have_value("The rent")


def test_a_number_counts_while_it_is_typed(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    doctor = dependent(page, "your doctor")
    hours = field(page, f"{KEY}/hours")
    hours.press_sequentially("2.")
    expect(doctor).to_be_hidden()
    hours.press_sequentially("5")
    expect(doctor).to_be_visible()
    expect(hours).to_be_focused()


def test_a_question_that_the_client_is_in_stays_until_they_leave_it(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    awake(page)
    field(page, f"{KEY}/thoughts").focus()
    other = opened(client, site, SHEET)
    field(other, f"{KEY}/cause", "noise").check()
    expect(field(page, f"{KEY}/cause", "noise")).to_be_checked()
    expect(field(page, f"{KEY}/thoughts")).to_be_focused()
    page.keyboard.press("Tab")
    expect(dependent(page, "Which thoughts")).to_be_hidden()
    expect(field(page, f"{KEY}/hours")).to_be_focused()


def test_what_is_not_asked_is_left_out_of_prints_pdfs_and_progress(
    client: BrowserContext, site: Site
) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site, SHEET)
    given = awake(page)
    field(page, f"{KEY}/cause", "noise").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    del given[f"{KEY}/thoughts"]
    given[f"{KEY}/cause"] = "noise"
    assert form_values.read_values(download.value.path().read_bytes()) == given

    assert "Which thoughts" not in text_of(printed(page))
    page.get_by_role("button", name="Print empty").click()
    empty = " ".join(text_of(printed(page)).split())
    assert "Only if you chose “Thoughts” in question 2" in empty
    assert "Which thoughts?" in empty
    assert "The rent" not in empty
    expect(dependent(page, "Which thoughts")).to_be_hidden()

    page.goto(f"{site.url}wellness/better-sleep/reflect/")
    card = page.locator("[data-wb-sheet]").filter(has_text="My nights")
    expect(card).to_contain_text("Answered: 3 of 4")

    page.goto(f"{site.url}your-answers/")
    page.locator("summary").filter(has_text="My nights").click()
    expect(page.locator(".wb-kept dt")).to_contain_text(
        [
            "How did you sleep?",
            "What kept you awake?",
            "Not asked at present: Which thoughts?",
            "How long did you lie awake?",
        ]
    )


def test_without_scripts_every_question_is_there_with_its_sentence(
    chromium: Browser, site: Site
) -> None:
    with visit(chromium, java_script_enabled=False) as client:
        page = client.new_page()
        page.goto(site.url + SHEET)
        for question in ("What kept you", "Which thoughts", "your doctor"):
            expect(dependent(page, question)).to_be_visible()
        expect(dependent(page, "your doctor")).to_contain_text(
            "Only if you gave 2.5 or more in question 4"
        )


def test_each_time_has_its_own_questions_and_totals(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/weekly/")
    total = page.locator("output[data-wb-total]")
    field(page, f"{WEEKLY}@2/went", "not-yet").check()
    expect(dependent(page, "What got in the way?")).to_be_visible()
    field(page, f"{WEEKLY}@2/why").fill("Guests")
    field(page, f"{WEEKLY}@2/minutes/monday/walked").fill("20")
    field(page, f"{WEEKLY}@2/minutes/tuesday/walked").fill("15")
    expect(total).to_have_text("35")
    page.get_by_role("link", name="Week 3", exact=True).click()
    expect(dependent(page, "What got in the way?")).to_be_hidden()
    expect(total).to_have_text("")
    field(page, f"{WEEKLY}@3/minutes/monday/walked").fill("5")
    expect(total).to_have_text("5")
    page.get_by_role("link", name="Week 2", exact=True).click()
    expect(field(page, f"{WEEKLY}@2/why")).to_be_visible()
    expect(total).to_have_text("35")
    field(page, f"{WEEKLY}@2/went", "well").check()
    page.goto(f"{site.url}your-answers/")
    page.locator("[data-wb-kept] summary").first.click()
    expect(page.locator("[data-wb-kept]")).to_contain_text(
        "Not asked at present: What got in the way?"
    )
