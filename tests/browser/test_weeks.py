"""A program that has begun has days: for its sessions, for what is due, and in a calendar."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browser import field, opened, store_answer, stored, violations, visit
from support.browser_site import Site

from workbook_builder.clients.client import ClientProgram
from workbook_builder.packs.client_days import client_days
from workbook_builder.practice.practice import Practice
from workbook_builder.rendering.terms import Terms

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
BEGINS = "better-sleep/begins"
# Summer time ends on the last Sunday of October in Europe, and on the first of November in America.
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "UTC")


def begin(page: Page, day: str) -> None:
    """Say when the program begins, as a client does."""
    page.get_by_label("When does your program begin?").fill(day)
    page.get_by_label("When does your program begin?").press("Tab")
    note = page.locator("[data-wb-begin-note]")
    expect(note).to_have_text(re.compile(".") if day else "")


def at(client: BrowserContext, day: str) -> None:
    """Let it be noon of a day."""
    client.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00"))


def due(page: Page) -> list[str]:
    return page.locator(".wb-begin__due li").all_text_contents()


def test_the_page_says_which_week_it_is_and_what_is_due(client: BrowserContext, site: Site) -> None:
    at(client, "2026-12-15")
    page = opened(client, site, PROGRAM)
    expect(page.locator(".wb-begin__due")).to_be_hidden()
    begin(page, "7/12/26")
    expect(page.locator("[data-wb-begin-note]")).to_have_text(
        "You are in week 2 of 4, which ends on Sunday, 20 December 2026. This is on your list:"
    )
    assert due(page) == ["Session: Steps", "My week: Week 2"]
    assert stored(page) == {BEGINS: "2026-12-07"}
    days = page.locator(".wb-route__day")
    expect(days).to_have_text([f"from {day} Dec 2026" for day in (7, 14, 21, 28)])
    page.get_by_role("link", name="My week: Week 2").click()
    expect(page.locator(".wb-times [aria-current]")).to_have_text("Week 2")
    page.get_by_role("button", name="I am done with this worksheet").click()
    page.goto(site.url + PROGRAM)
    expect(page.locator(".wb-begin__due li")).to_have_text(["Session: Steps"])


def test_steps_with_a_day_are_due_until_they_are_done(client: BrowserContext, site: Site) -> None:
    at(client, "2026-12-15")
    page = opened(client, site, PROGRAM)
    step = "better-sleep/everything/plan/step"
    for number, (what, day) in enumerate(
        [("This week", "2026-12-17"), ("Last week", "2026-12-09"), ("Later", "2026-12-22")], 1
    ):
        store_answer(page, f"{step}-{number}/what", what)
        store_answer(page, f"{step}-{number}/when", day)
    page.reload()
    begin(page, "7/12/26")
    expect(page.locator(".wb-begin__due li")).to_have_count(4)
    assert [each for each in due(page) if "(" in each] == [
        "Last week (by 9 Dec 2026)",
        "This week (by 17 Dec 2026)",
    ]
    store_answer(page, f"{step}-1/done", "yes")
    page.reload()
    expect(page.locator(".wb-begin__due li")).to_have_count(3)
    assert not [each for each in due(page) if each.startswith("This week")]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-01", "Your program begins on Monday, 7 December 2026."),
        ("2026-12-07", "You are in week 1 of 4, which ends on Sunday, 13 December 2026."),
        ("2027-01-03", "You are in week 4 of 4, which ends on Sunday, 3 January 2027."),
        ("2027-01-04", "The weeks of your program are over."),
    ],
)
def test_before_and_after_the_program_it_says_so(
    client: BrowserContext, site: Site, day: str, said: str
) -> None:
    at(client, day)
    page = opened(client, site, PROGRAM)
    begin(page, "7/12/26")
    expect(page.locator("[data-wb-begin-note]")).to_contain_text(said)


def test_what_is_no_day_is_kept_and_explained(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PROGRAM)
    begin(page, "soon")
    expect(page.locator("[data-wb-begin-note]")).to_contain_text("This is not a day.")
    assert stored(page) == {BEGINS: "soon"}
    begin(page, "")
    expect(page.locator("[data-wb-begin-note]")).to_be_empty()
    assert stored(page) == {}


def test_the_day_is_among_the_answers_of_the_program(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PROGRAM)
    begin(page, "7/12/26")
    page.goto(f"{site.url}your-answers/")
    group = page.locator("[data-wb-kept] details")
    expect(group.locator("summary")).to_contain_text("My evenings now")
    group.locator("summary").click()
    expect(group.locator("dt")).to_have_text("The day on which your program begins")
    expect(group.locator("dd")).to_contain_text("7 Dec 2026")


def test_home_shows_what_is_due_in_the_programs_that_have_begun(
    client: BrowserContext, site: Site
) -> None:
    at(client, "2026-12-15")
    page = opened(client, site, "")
    expect(page.locator("[data-wb-home]")).to_be_hidden()
    store_answer(page, BEGINS, "2026-12-07")
    page.reload()
    expect(page.locator("[data-wb-home] li")).to_have_text(["Session: Steps", "My week: Week 2"])
    page.get_by_role("link", name="My week: Week 2").click()
    expect(page.locator(".wb-times [aria-current]")).to_have_text("Week 2")


def test_a_sheet_that_repeats_opens_at_this_week(client: BrowserContext, site: Site) -> None:
    at(client, "2026-12-22")
    page = opened(client, site, PROGRAM)
    begin(page, "7/12/26")
    page.goto(f"{site.url}{PROGRAM}weekly/")
    expect(page.locator(".wb-times [aria-current]")).to_have_text("Week 3")
    field(page, "better-sleep/weekly@3/step").fill("this week")


def calendar(page: Page, path: Path) -> icalendar.Calendar:
    """The calendar that the page saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the days for my calendar").click()
    download.value.save_as(path)
    assert download.value.suggested_filename.startswith("better-sleep-")
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    assert not [each.errors for each in found.walk() if each.errors]
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_has_the_same_days_in_every_time_zone(
    chromium: Browser, site: Site, tmp_path: Path, zone: str
) -> None:
    with visit(chromium, timezone_id=zone) as client:
        page = opened(client, site, PROGRAM)
        begin(page, "19/10/26")
        found = calendar(page, tmp_path / "first.ics")
        days = {str(each["UID"]): each.decoded("DTSTART") for each in found.events}
        weeks = {f"session-{n}": n for n in range(1, 5)} | {f"weekly-{n}": n for n in range(2, 5)}
        assert days == {
            f"better-sleep-{name}@workbook-builder": date(2026, 10, 19) + timedelta(7 * (week - 1))
            for name, week in weeks.items()
        }
        lengths = {each.decoded("DTEND") - each.decoded("DTSTART") for each in found.events}
        assert lengths == {timedelta(1)}
        titles = {str(each["SUMMARY"]) for each in found.events}
        assert {"Steps", "My week: Week 3"} <= titles
        # A second file has the same ids: it moves the days, and doubles none.
        begin(page, "26/10/26")
        again = calendar(page, tmp_path / "second.ics")
        moved = {str(each["UID"]): each.decoded("DTSTART") for each in again.events}
        assert moved == {name: day + timedelta(7) for name, day in days.items()}
        numbers = [each.decoded("SEQUENCE") for each in (*found.events, *again.events)]
        assert numbers == sorted(numbers)


def test_a_pack_has_the_same_calendar(chromium: Browser, site: Site, tmp_path: Path) -> None:
    practice = Practice.open(site.folder.parent / "content", site_url=site.url)
    program = next(program for _, program in practice.workbook.programs())
    terms = practice.typst.globals["terms"]
    assert isinstance(terms, Terms)
    entry = ClientProgram(program=PROGRAM.rstrip("/"), begins="2026-10-19")
    days = client_days(entry, program, terms)
    with visit(chromium) as client:
        page = opened(client, site, PROGRAM)
        begin(page, "19/10/26")
        found = calendar(page, tmp_path / "site.ics")
    shown = {
        str(each["UID"]): (each.decoded("DTSTART"), str(each["SUMMARY"])) for each in found.events
    }
    packed = {f"{each.id}@workbook-builder": (each.day, each.title) for each in days}
    beginning = packed.pop("better-sleep-begins@workbook-builder")
    assert packed == shown
    assert beginning[0] == date(2026, 10, 19)


def test_axe_finds_nothing(chromium: Browser, site: Site) -> None:
    for scheme, width in (("light", 1280), ("dark", 360)):
        with visit(
            chromium, color_scheme=scheme, viewport={"width": width, "height": 900}
        ) as client:
            at(client, "2026-12-15")
            page = opened(client, site, PROGRAM)
            begin(page, "7/12/26")
            expect(page.locator(".wb-begin__due")).to_be_visible()
            assert violations(page) == []
            page.goto(site.url)
            expect(page.locator("[data-wb-home]")).to_be_visible()
            assert violations(page) == []
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
