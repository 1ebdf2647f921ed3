"""A date field suggests days from the week of the program that the client is in."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from support.browser import KEY, field, opened, shown, store_answer, stored, visit
from support.browser_site import Site

pytestmark = pytest.mark.slow
PATH = "wellness/better-sleep/moved/"
DAY = "better-sleep/moved/by"


def suggested(page: Page) -> list[str]:
    return page.locator(".wb-suggested button").all_text_contents()


@pytest.mark.parametrize(
    ("began", "now", "days"),
    [
        (None, "2026-03-02", ["End of week 1 (8 Mar)", "End of week 4 (29 Mar)"]),
        ("2026-03-02", "2026-03-12", ["End of week 2 (15 Mar)", "End of week 4 (29 Mar)"]),
        ("2026-03-02", "2026-03-15", ["End of week 3 (22 Mar)", "End of week 4 (29 Mar)"]),
        ("2026-03-02", "2026-03-23", ["End of week 4 (29 Mar)"]),
        ("2026-03-02", "2026-04-20", []),
    ],
    ids=["not begun", "second week", "last day of a week", "last week", "over"],
)
def test_the_first_answer_begins_the_first_week(
    chromium: Browser, site: Site, began: str | None, now: str, days: list[str]
) -> None:
    with visit(chromium, timezone_id="Pacific/Auckland") as client:
        # In UTC it is still the day before.
        client.clock.set_fixed_time(f"{now}T08:00:00+13:00")
        page = opened(client, site)
        if began:
            store_answer(page, f"{KEY}/where", "In bed", f"{began}T07:00:00+13:00")
            store_answer(page, f"{KEY}/story", "later", f"{now}T07:00:00+13:00")
            store_answer(page, "other/sheet/field", "of another program", "2025-01-01T00:00:00Z")
        page.goto(site.url + PATH)
        expect(page.locator(".wb-suggested")).not_to_be_empty()
        assert suggested(page) == ["Today", "In a week", *days]


def test_the_date_on_a_paper_sheet_can_begin_it(chromium: Browser, site: Site) -> None:
    with visit(chromium, timezone_id="America/Los_Angeles") as client:
        client.clock.set_fixed_time("2026-03-12T20:00:00-07:00")
        page = opened(client, site)
        store_answer(page, f"{KEY}/filled-on", "2026-03-01", "2026-03-12T19:00:00-07:00")
        store_answer(page, "better-sleep/goal/filled-on", "no day", "2026-03-12T19:00:00-07:00")
        page.goto(site.url + PATH)
        expect(page.locator(".wb-suggested")).not_to_be_empty()
        assert suggested(page)[2:] == ["End of week 2 (14 Mar)", "End of week 4 (28 Mar)"]


def test_a_day_is_filled_in_only_when_it_is_chosen(chromium: Browser, site: Site) -> None:
    with visit(chromium, timezone_id="Pacific/Auckland") as client:
        client.clock.set_fixed_time("2026-03-02T08:00:00+13:00")
        page = opened(client, site, PATH)
        days = page.get_by_role("group", name="By when?")
        expect(days.get_by_role("button", name="Today")).to_be_visible()
        assert stored(page) == shown(page) == {}
        week = days.get_by_role("button", name="In a week")
        week.press("Enter")
        expect(field(page, DAY)).to_have_value("9 Mar 2026")
        assert stored(page) == {DAY: "2026-03-09"}
        expect(week).to_have_attribute("aria-pressed", "true")
        field(page, DAY).fill("2/3/26")
        expect(week).to_have_attribute("aria-pressed", "false")
        expect(days.get_by_role("button", name="Today")).to_have_attribute("aria-pressed", "true")


def test_a_date_in_the_past_is_offered_no_days(chromium: Browser, site: Site) -> None:
    with visit(chromium) as client:
        page = opened(client, site)
        start = '<div class="wb-field"'
        label = '>\n<label class="wb-field__label" for="f-better-sleep--moved--by"'

        def marked(route: Route) -> None:
            response = route.fetch()
            text = response.text()
            assert start + label in text
            past = text.replace(start + label, f"{start} data-wb-past{label}")
            route.fulfill(response=response, body=past)

        page.route(f"**/{PATH}", marked)
        page.goto(site.url + PATH)
        expect(page.locator("[data-wb-past] .wb-date__pick")).to_be_visible()
        page.wait_for_load_state("networkidle")  # all scripts are there that the page asks for
        expect(page.locator(".wb-suggested")).to_have_count(0)
