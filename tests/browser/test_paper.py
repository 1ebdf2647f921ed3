"""A page is printed, and its PDF is filled in."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from support.browser import (
    KEY,
    NO_PRINT_DIALOG,
    answer_all,
    exported,
    field,
    flattened_text,
    forget_everything,
    opened,
    printed,
    read_in,
    shown,
    store_answer,
    stored,
    text_of,
)
from support.browser_site import Site

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow


STORY = "\n".join(f"Line {number} of a long story." for number in range(1, 41))


def test_print_with_answers_shows_them_in_full(client: BrowserContext, site: Site) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site)
    field(page, f"{KEY}/story").fill(STORY)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.get_by_role("button", name="Print with my answers").click()
    text = text_of(printed(page))
    assert all(f"Line {number} of" in text for number in range(1, 41))
    assert "On the sofa" in text
    assert "Erase answers" not in text
    assert "All worksheets" not in text


def test_what_is_chosen_can_be_read_on_paper(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/rest", "4").check()
    page.emulate_media(media="print")
    colors = """input => [input, input.nextElementSibling].map(each => getComputedStyle(each))
        .map((style, at) => at ? style.color : style.backgroundColor)"""
    assert field(page, f"{KEY}/rest", "4").evaluate(colors) == [
        "rgb(255, 255, 255)",
        "rgb(0, 0, 0)",
    ]


def test_print_empty_hides_the_answers_only_while_printing(
    client: BrowserContext, site: Site
) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site)
    given = answer_all(page)
    page.get_by_role("button", name="Print empty").click()
    assert shown(page) == stored(page) == given, "a page that is closed now loses nothing"
    text = text_of(printed(page))
    assert "Tell the story" in text
    assert "Ein Wort" not in text
    assert "Ein Wort" in text_of(printed(page))
    assert shown(page) == stored(page) == given


@pytest.mark.parametrize(
    ("locale", "paper", "width"), [("en-US", "us-letter", 612), ("de-DE", "a4", 595)]
)
def test_the_paper_size_is_that_of_the_clients_country(
    chromium: Browser, site: Site, locale: str, paper: str, width: int
) -> None:
    context = chromium.new_context(locale=locale)
    page = opened(context, site)
    expect(page.locator(f'[data-wb-paper="{paper}"]')).to_have_attribute("aria-pressed", "true")
    assert round(printed(page)[0].get_width()) == width
    other = {"a4": "us-letter", "us-letter": "a4"}[paper]
    page.locator(f'[data-wb-paper="{other}"]').click()
    page.goto(f"{site.url}wellness/better-sleep/steps/")
    expect(page.locator(f'[data-wb-paper="{other}"]')).to_have_attribute("aria-pressed", "true")
    assert round(printed(page)[0].get_width()) != width
    context.close()


@pytest.mark.parametrize("sheet", ["evenings-now", "everything"])
def test_the_pdf_holds_the_answers(
    client: BrowserContext, site: Site, tmp_path: Path, sheet: str
) -> None:
    page = opened(client, site, f"wellness/better-sleep/{sheet}/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    given = answer_all(page)
    assert not [url for url in asked if "pdf" in url], "only when it is asked for"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    name = f"Ein-Wort-naïve-{sheet}-a4-answers-{date.today()}.pdf"
    assert download.value.suggested_filename == name
    filled = download.value.path().read_bytes()
    empty = (site.folder / f"wellness/better-sleep/downloads/{sheet}-a4.pdf").read_bytes()
    assert filled.startswith(empty), "every byte of the sheet, tags and all, stays"
    assert form_values.read_values(filled) == given
    written = {k: "14 Mar 2026" if v == "2026-03-14" else v for k, v in given.items()}
    fields = pypdf.PdfReader(io.BytesIO(filled)).get_fields() or {}
    assert {k: str(f["/V"]).lstrip("/") for k, f in fields.items() if k in given} == written
    text = flattened_text(filled)
    assert {"evenings-now": "Ein Wort: naïve", "everything": "Ärger & <Mut>"}[sheet] in text

    # Read the PDF in on another device.
    forget_everything(page)
    (tmp_path / "filled.pdf").write_bytes(filled)
    dialog = read_in(page, tmp_path / "filled.pdf")
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("taken over")
    assert stored(page) == shown(page) == given


def test_letters_beyond_western_ones_are_drawn_too(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("Łóżko, кухня")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    text = flattened_text(download.value.path().read_bytes())
    assert "Łóżko, кухня" in text
    expect(page.locator("[data-wb-paper-note]")).to_have_text(
        "The PDF with your answers is in your downloads."
    )
    field(page, f"{KEY}/where").fill("漢字")
    page.get_by_role("button", name="Download as PDF with my answers").click()
    expect(page.locator("[data-wb-paper-note]")).to_contain_text(
        "Where are you in the last hour of the day?"
    )


def test_answers_that_the_pdf_cannot_hold_are_named(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/steps/")
    for _ in range(2):
        page.get_by_role("button", name="One more row").click()
    rows = {"row-1/what": "in the PDF", "row-6/what": "a sixth", "row-7/what": "a seventh"}
    for row, value in rows.items():
        field(page, f"better-sleep/steps/steps/{row}").fill(value)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    said = page.locator("[data-wb-paper-note]")
    expect(said).to_have_text(
        "The PDF with your answers is in your downloads. These are not in it, as its form has no"
        " place for them: What will you do? 6: What; What will you do? 7: What. “Print with my"
        " answers” shows them all, and “Save my answers” keeps them."
    )
    values = form_values.read_values(download.value.path().read_bytes())
    assert values == {"better-sleep/steps/steps/row-1/what": "in the PDF"}
    assert all(value in text_of(printed(page)) for value in rows.values())
    assert set(exported(page)["answers"].values()) == set(rows.values())


def test_an_answer_that_its_field_cannot_show_is_printed(
    client: BrowserContext, site: Site
) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site)
    store_answer(page, f"{KEY}/who", "a-dog")
    page.reload()
    expect(page.locator(".wb-misfit")).to_contain_text("a-dog")
    assert "a-dog" in text_of(printed(page))
    page.get_by_role("button", name="Print empty").click()
    assert "a-dog" not in text_of(printed(page))


def test_an_empty_ranking_does_not_tell_the_order(client: BrowserContext, site: Site) -> None:
    client.add_init_script(NO_PRINT_DIALOG)
    page = opened(client, site, "wellness/better-sleep/moved/")
    field(page, "better-sleep/moved/order/friends").focus()
    field(page, "better-sleep/moved/order/friends").select_option(index=1)
    page.get_by_role("button", name="I am done").focus()
    expect(page.locator(".wb-rank").first).to_contain_text("Friends")
    text = text_of(printed(page))
    assert text.index("Friends") < text.index("Time")
    page.get_by_role("button", name="Print empty").click()
    text = text_of(printed(page))
    assert text.index("Time") < text.index("Friends")
    expect(page.locator(".wb-rank").first).to_contain_text("Friends")


def test_screen_readers_meet_no_copies_of_answers(client: BrowserContext, site: Site) -> None:
    """Browsers without the events of printing say that the medium changes."""
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.emulate_media(media="print")
    copies = page.locator(".wb-printed")
    expect(copies.filter(has_text="On the sofa")).to_have_attribute("aria-hidden", "true")
    page.emulate_media(media="screen")
    expect(copies).to_have_count(0)


def test_an_answer_whose_option_is_gone_is_named_too(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/who", "a-dog")
    store_answer(page, f"{KEY}/gone", "its field is gone from the page as well")
    page.reload()
    page.get_by_role("button", name="Download as PDF with my answers").click()
    expect(page.locator("[data-wb-paper-note]")).to_contain_text(
        "no place for them: Who is there in the evening?."
    )
