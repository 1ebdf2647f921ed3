"""A client lives through twelve weeks of a program: on two devices, and once on paper."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browser import exported, field, opened, read_in, stored, violations, visit
from support.browser_site import Site, built
from support.one_form import filled_by_pypdf
from support.places import DATA, PRACTICE

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
SHEET = f"{PROGRAM}weekly/"
KEY = "better-sleep/weekly"
FIRST_DAY = date(2026, 9, 7)  # summer time ends in week 7
ENERGY = {1: 2, 2: 3, 3: 3, 4: 5, 5: 4, 7: 6, 8: 5, 9: 7, 10: 8, 11: 7, 12: 9}  # 6 was missed
ON_PAPER = 7


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice with a program of twelve weeks, and a sheet for each of them."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("weeks") / "practice"))
    sheet = (DATA / "browser_sheets/weekly.yml").read_text(encoding="utf-8")
    assert "from: 2" in sheet
    path = practice / "content/worksheets/weekly.yml"
    path.write_text(sheet.replace("from: 2", "from: 1"), encoding="utf-8")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8").replace("weeks: 4\n", "weeks: 12\n")
    program.write_text(f"{text.rstrip()}\n      - use: weekly\n", encoding="utf-8")
    with built(practice) as served:
        yield served


def live(client: BrowserContext, site: Site, week: int) -> Page:
    """Fill in the sheet of a week, on its third day."""
    day = FIRST_DAY + timedelta(7 * (week - 1) + 2)
    client.clock.set_fixed_time(datetime.combine(day, datetime.min.time()).replace(hour=20))
    page = opened(client, site, PROGRAM)
    page.get_by_role("link", name=f"My week: Week {week}", exact=True).click()
    expect(page.locator(".wb-times [aria-current]")).to_have_text(f"Week {week}")
    before = max((each for each in ENERGY if each < week), default=0)
    if before:
        promised = page.locator("[data-wb-recall]").first
        expect(promised).to_have_text(f"Step of week {before}")
    field(page, f"{KEY}@{week}/step").fill(f"Step of week {week}")
    page.locator(f'[name="{KEY}@{week}/energy"][value="{ENERGY[week]}"]').check(force=True)
    page.get_by_role("button", name="I am done with this worksheet").click()
    stored(page)
    return page


def take_over(page: Page, path: Path) -> None:
    read_in(page, path).get_by_role("button", name="Take the answers over").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def move(of: Page, to: Page, path: Path) -> None:
    """Move the answers of one device to another, in a file."""
    path.write_text(json.dumps(exported(of)), encoding="utf-8")
    take_over(to, path)


def test_every_week_is_there_in_the_end(chromium: Browser, long: Site, tmp_path: Path) -> None:
    with (
        visit(chromium, viewport={"width": 1280, "height": 900}) as computer,
        visit(chromium, viewport={"width": 390, "height": 800}, has_touch=True) as phone,
    ):
        computer.clock.set_fixed_time(datetime.combine(FIRST_DAY, datetime.min.time()))
        page = opened(computer, long, PROGRAM)
        begins = page.get_by_label("When does your program begin?")
        begins.fill("7/9/26")
        begins.press("Tab")
        expect(page.locator("[data-wb-begin-note]")).to_contain_text("You are in week 1 of 12")
        for week in range(1, 5):
            page = live(computer, long, week)
        move(page, opened(phone, long, SHEET), tmp_path / "four weeks.json")
        page = live(phone, long, 5)
        blank = (long.folder / PROGRAM / "downloads/weekly-a4.pdf").read_bytes()
        given = {"which-time": str(ON_PAPER), "step": f"Step of week {ON_PAPER}"}
        given["energy"] = str(ENERGY[ON_PAPER])
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(filled_by_pypdf(blank, {f"{KEY}/{k}": v for k, v in given.items()}))
        take_over(page, paper)
        page = live(phone, long, 8)
        move(page, opened(computer, long, SHEET), tmp_path / "eight weeks.json")
        for week in range(9, 13):
            page = live(computer, long, week)
        answers = stored(page)
        assert {key: value for key, value in answers.items() if key.startswith(KEY)} == {
            f"{KEY}@{week}/{part}": value
            for week, energy in ENERGY.items()
            for part, value in (("energy", str(energy)), ("step", f"Step of week {week}"))
        }
        states = page.locator(".wb-times a").evaluate_all(
            "all => all.map(each => each.dataset.wbState)"
        )
        assert states == [
            "begun" if w == ON_PAPER else "done" if w in ENERGY else "" for w in range(1, 13)
        ]
        page.goto(f"{long.url}{PROGRAM}reflect/")
        check_the_trend(page)
        assert violations(page) == []
        check_the_calendar(page, long, tmp_path / "days.ics")


def check_the_trend(page: Page) -> None:
    """The numbers of the trend are those of the weeks, and so is the picture."""
    trend = page.locator("[data-wb-measures] [data-wb-trend]")
    expect(trend.locator("td")).to_have_text([str(ENERGY.get(w, "–")) for w in range(1, 13)])
    points = trend.locator("circle").evaluate_all(
        "all => all.map(each => [Number(each.getAttribute('cx')), Number(each.getAttribute('cy'))])"
    )
    (x1, y1), (x12, y12) = points[0], points[-1]
    across, up = (x12 - x1) / 11, (y12 - y1) / (ENERGY[12] - ENERGY[1])
    assert points == [
        pytest.approx([x1 + across * (week - 1), y1 + up * (energy - ENERGY[1])])
        for week, energy in ENERGY.items()
    ]
    assert up < 0, "more is higher"


def check_the_calendar(page: Page, site: Site, path: Path) -> None:
    """The calendar opens, and has a day for each week."""
    page.goto(site.url + PROGRAM)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the days for my calendar").click()
    download.value.save_as(path)
    found = icalendar.Calendar.from_ical(path.read_bytes())
    days = {str(each["SUMMARY"]): each.decoded("DTSTART") for each in found.walk("VEVENT")}
    for week in range(1, 13):
        assert days[f"My week: Week {week}"] == FIRST_DAY + timedelta(7 * (week - 1))
