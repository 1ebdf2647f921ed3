"""A worksheet that repeats has answers for each of its times: on the page, in files and PDFs."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from support.browser import field, kept, opened, read_in, store_answer, stored, violations, visit
from support.browser_site import Site
from support.one_form import filled_by_pypdf

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/weekly/"
KEY = "better-sleep/weekly"


def times(page: Page) -> list[str]:
    """What the times are called that the page offers."""
    return page.locator(".wb-times a").all_text_contents()


def current(page: Page) -> Locator:
    return page.locator(".wb-times [aria-current]")


def go_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(current(page)).to_have_text(name)
    expect(page.locator("[data-wb-status]")).not_to_be_empty()


def recalled(page: Page) -> Locator:
    return page.locator("[data-wb-recall]")


def test_each_week_has_answers_of_its_own(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    assert times(page) == ["Week 2", "Week 3", "Week 4"]
    expect(current(page)).to_have_text("Week 2")
    field(page, f"{KEY}@2/step").fill("Phone in the kitchen")
    page.locator(f'[name="{KEY}@2/energy"][value="4"]').check(force=True)
    go_to(page, "Week 3")
    expect(recalled(page).first).to_have_text("Phone in the kitchen")
    expect(field(page, f"{KEY}@3/step")).to_have_value("")
    assert page.locator("[data-wb-form] :checked").count() == 0
    field(page, f"{KEY}@3/step").fill("A walk at noon")
    go_to(page, "Week 2")
    expect(field(page, f"{KEY}@2/step")).to_have_value("Phone in the kitchen")
    expect(recalled(page).first).to_have_text("")
    assert stored(page) == {
        f"{KEY}@2/step": "Phone in the kitchen",
        f"{KEY}@2/energy": "4",
        f"{KEY}@3/step": "A walk at noon",
    }


def test_a_week_that_was_missed_is_passed_over(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}@2/step").fill("Phone in the kitchen")
    field(page, f"{KEY}@2/went", "in-part").check()
    go_to(page, "Week 4")
    expect(recalled(page).first).to_have_text("Phone in the kitchen")
    expect(recalled(page).last).to_have_text("In part")
    field(page, f"{KEY}@4/step").fill("Tea at nine")
    go_to(page, "Week 3")
    expect(recalled(page).first).to_have_text("Phone in the kitchen")


def test_the_page_opens_at_the_week_that_comes_next(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}@2/step").fill("done soon")
    page.reload()
    expect(current(page)).to_have_text("Week 2")
    page.get_by_role("button", name="I am done with this worksheet").click()
    page.reload()
    expect(current(page)).to_have_text("Week 3")
    expect(current(opened(client, site, f"{SHEET}#time-4"))).to_have_text("Week 4")
    no_such_week = opened(client, site, f"{SHEET}#time-1")
    expect(current(no_such_week)).to_have_text("Week 3")


def test_there_can_be_more_times_than_planned(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    page.get_by_role("button", name="One more time").click()
    expect(current(page)).to_have_text("Week 5")
    field(page, f"{KEY}@5/step").fill("later")
    page.goto(site.url + SHEET)
    expect(page.locator(".wb-times a")).to_have_text(["Week 2", "Week 3", "Week 4", "Week 5"])


def test_rows_that_one_week_has_added_are_not_in_another(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    page.get_by_role("button", name="One more row").click()
    field(page, f"{KEY}@2/done/row-2/what").fill("a second thing")
    go_to(page, "Week 3")
    expect(page.locator(f"[name^='{KEY}@3/done/']")).to_have_count(1)
    expect(page.get_by_role("button", name="One more row")).to_have_count(1)
    go_to(page, "Week 2")
    expect(field(page, f"{KEY}@2/done/row-2/what")).to_have_value("a second thing")


def test_answers_from_before_it_repeated_are_the_first_ones(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    store_answer(page, f"{KEY}/step", "before it repeated")
    page.reload()
    expect(field(page, f"{KEY}@2/step")).to_have_value("before it repeated")
    assert stored(page) == {f"{KEY}@2/step": "before it repeated"}
    # A blank sheet that does not say its week comes after it, and replaces nothing.
    store_answer(page, f"{KEY}/step", "from a blank sheet")
    page.reload()
    expect(page.locator(".wb-times [data-wb-state=begun]")).to_have_count(2)
    assert stored(page) == {
        f"{KEY}@2/step": "before it repeated",
        f"{KEY}@3/step": "from a blank sheet",
    }
    assert kept(page) == []


def test_what_is_typed_before_the_scripts_arrive_counts(client: BrowserContext, site: Site) -> None:
    client.route("**/workbook.js", lambda route: None)
    page = client.new_page()
    page.goto(site.url + SHEET, wait_until="commit")
    field(page, f"{KEY}@2/step").fill("early")
    page.locator('script[src$="workbook.js"]').wait_for(state="attached")
    client.unroute("**/workbook.js")
    page.evaluate("""() => {
        const old = document.querySelector('script[src$="workbook.js"]');
        const script = document.createElement("script");
        script.type = "module";
        script.src = old.src + "?again";
        document.body.append(script);
    }""")
    expect(page.locator("[data-wb-status]")).to_have_attribute("data-wb-status", "saved")
    assert stored(page) == {f"{KEY}@2/step": "early"}
    go_to(page, "Week 3")
    expect(field(page, f"{KEY}@3/step")).to_have_value("")


def test_two_filled_blank_sheets_never_overwrite_each_other(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site, SHEET)
    blank = (site.folder / "wellness/better-sleep/downloads/weekly-a4.pdf").read_bytes()
    for week in ("2", "4"):
        filled = {f"{KEY}/which-time": week, f"{KEY}/step": f"Step of week {week}"}
        path = tmp_path / f"{week}.pdf"
        path.write_bytes(filled_by_pypdf(blank, filled))
        assert form_values.read_values(path.read_bytes()) == {
            f"{KEY}@{week}/step": f"Step of week {week}"
        }
        read_in(page, path)
        page.get_by_role("button", name="Take the answers over").click()
        expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert stored(page) == {f"{KEY}@2/step": "Step of week 2", f"{KEY}@4/step": "Step of week 4"}


def test_a_blank_sheet_without_its_week_gets_the_first_one_that_is_free(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}@2/step").fill("typed here")
    blank = (site.folder / "wellness/better-sleep/downloads/weekly-a4.pdf").read_bytes()
    path = tmp_path / "week.pdf"
    path.write_bytes(filled_by_pypdf(blank, {f"{KEY}/step": "on paper"}))
    read_in(page, path)
    page.get_by_role("button", name="Take the answers over").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert stored(page) == {f"{KEY}@2/step": "typed here", f"{KEY}@3/step": "on paper"}
    again = read_in(page, path)
    expect(again).to_contain_text("The same already: 1")
    again.get_by_role("button", name="Cancel").click()
    go_to(page, "Week 3")
    expect(field(page, f"{KEY}@3/step")).to_have_value("on paper")


def test_the_pdf_says_which_week_its_answers_are_for(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site, f"{SHEET}#time-3")
    field(page, f"{KEY}@3/step").fill("A walk at noon")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    assert "weekly-a4-3-answers" in download.value.suggested_filename
    download.value.save_as(tmp_path / "week.pdf")
    read = form_values.read_values((tmp_path / "week.pdf").read_bytes())
    assert read == {f"{KEY}@3/step": "A walk at noon"}


def test_other_pages_count_and_list_the_weeks(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    for week in ("2", "4"):
        store_answer(page, f"{KEY}@{week}/step", f"Step of week {week}")
    page.goto(f"{site.url}{SHEET}#time-2")
    page.reload()
    page.get_by_role("button", name="I am done with this worksheet").click()
    page.goto(f"{site.url}wellness/better-sleep/")
    row = page.locator(f'[data-wb-sheet="{KEY}"]')
    expect(row.locator("[data-wb-state-note]")).to_have_text("Times done: 1 of 3")
    page.goto(f"{site.url}your-answers/")
    groups = page.locator("[data-wb-kept] summary")
    expect(groups).to_contain_text(["My week: Week 2", "My week: Week 4"])
    groups.nth(1).click()
    expect(page.locator("[data-wb-kept] dt")).to_have_text("What is your next step?")
    page.get_by_role("link", name="Open “My week: Week 4”").click()
    expect(current(page)).to_have_text("Week 4")


def test_a_trend_shows_each_week_as_a_number_and_a_point(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    for week, energy in (("2", "3"), ("4", "7"), ("6", "10")):
        store_answer(page, f"{KEY}@{week}/energy", energy)
    page.reload()
    trend = page.locator("[data-wb-trend]")
    expect(trend.locator("td")).to_have_text(["3", "–", "7", "–", "10"])
    expect(trend.locator("th")).to_have_text([f"Week {n}" for n in range(2, 7)])
    points = [
        (float(x), float(y))
        for x, y in trend.locator("circle").evaluate_all(
            "all => all.map(each => [each.getAttribute('cx'), each.getAttribute('cy')])"
        )
    ]
    (x2, y2), (x4, y4), (x6, y6) = points
    assert x4 - x2 == pytest.approx(x6 - x4), "a week without an answer keeps its place"
    assert (y2 - y4) / (y4 - y6) == pytest.approx((7 - 3) / (10 - 7))
    page.locator(f'[name="{KEY}@6/energy"][value="0"]').check(force=True)
    expect(trend.locator("td").last).to_have_text("0")


def test_the_page_of_reflection_shows_numbers_over_the_weeks_and_promises(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    store_answer(page, f"{KEY}@2/energy", "3")
    store_answer(page, f"{KEY}@4/energy", "7")
    store_answer(page, f"{KEY}@2/done/row-1/what", "Walk")
    page.goto(f"{site.url}wellness/better-sleep/reflect/")
    trend = page.locator("[data-wb-measures] [data-wb-trend]")
    expect(trend.locator("td")).to_have_text(["3", "–", "7"])
    expect(trend.locator("circle")).to_have_count(2)
    expect(page.locator("[data-wb-promises]")).to_contain_text("Steps: 1. Done: 0.")
    assert violations(page) == []
    page.evaluate("() => localStorage.clear()")


def test_axe_finds_nothing(chromium: Browser, site: Site) -> None:
    for scheme, width in (("light", 1280), ("dark", 360)):
        with visit(
            chromium, color_scheme=scheme, viewport={"width": width, "height": 900}
        ) as client:
            page = opened(client, site, SHEET)
            field(page, f"{KEY}@2/step").fill("something")
            page.get_by_role("button", name="I am done with this worksheet").click()
            go_to(page, "Week 3")
            assert violations(page) == []
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
