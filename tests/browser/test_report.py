"""The report on a client in a browser: on phones and screens, light and dark, and in print."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import console_errors, printed, text_of, violations, visit
from support.places import PRACTICE
from support.reported import client, history, received, reported_practice

from workbook_builder.practice.practice import Practice
from workbook_builder.reports.cohort import cohort
from workbook_builder.reports.cohort_table import cohort_page, cohort_rows
from workbook_builder.reports.report_files import progress_of, report_page
from workbook_builder.reports.table_words import table_words

pytestmark = pytest.mark.slow

TODAY = "2026-12-22"
GIVEN = history(
    received(
        "2026-12-08",
        {
            "evenings-now/rest": "4",
            "goal/goal": "Alongwordthatnobodywouldeverwrite" * 4,
            "goal/nights": "5",
            "everything/nights/sleep/mon": "7.5",
            "gone/x": "Blue",
        },
        saved="2026-12-07",
    ),
    received("2026-12-10", {"goal/goal": "Seven hours", "review/rest": "7"}, saved="2026-12-09"),
    received("2026-12-15", {"log@2/rest": "6", "log@5/rest": "3", "goal/nights": "4"}, "PDF"),
    received("2026-12-16", {"promises@1/plan/step-1/what": "Phone out", "weekly@2/energy": "3"}),
    received("2026-12-20", {"what-you-see@others/works": "You listen."}, "PDF"),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report and a page of numbers."""
    folder = tmp_path_factory.mktemp("report")
    copy = Path(shutil.copytree(PRACTICE, folder / "practice"))
    opened = Practice.open(reported_practice(copy) / "content")

    whose = client(sessions=("2026-12-14",))
    progress = progress_of(opened, whose, GIVEN, TODAY)
    (folder / "report.html").write_text(report_page(opened, progress), "utf-8")
    words = table_words(opened.html)
    rows = cohort_rows(cohort([progress] * 6), words, "en")
    numbers = cohort_page(opened.workbook, rows, words, opened.html, TODAY)
    (folder / "numbers.html").write_text(numbers, "utf-8")
    return folder


def opened_page(pages: Path, name: str, page: Page) -> Page:
    page.goto((pages / name).as_uri())
    return page


@pytest.mark.parametrize("name", ["report.html", "numbers.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, pages: Path, name: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with visit(chromium, viewport=size, color_scheme=scheme) as context:
        errors = console_errors(context)
        page = opened_page(pages, name, context.new_page())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert errors == []


def test_older_answers_open_with_the_keyboard(chromium: Browser, pages: Path) -> None:
    with visit(chromium) as context:
        page = opened_page(pages, "report.html", context.new_page())
        older = page.locator("details").first
        expect(older.get_by_text("Alongword")).to_be_hidden()
        older.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(older.get_by_text("Alongword")).to_be_visible()


def test_charts_have_points_for_numbers_and_a_table_beside(chromium: Browser, pages: Path) -> None:
    with visit(chromium) as context:
        page = opened_page(pages, "report.html", context.new_page())
        rest = page.locator(".trend", has_text="How rested do you feel")
        assert rest.locator("circle").count() == 2
        table = rest.get_by_role("table", name="How rested do you feel in the morning?")
        expect(table.get_by_role("row", name="Day 5")).to_contain_text("3")
        expect(table.get_by_role("row", name="Day 3")).to_contain_text("–")
        assert page.locator(".compared circle").count() == 2


def test_it_prints_in_light_colors_without_what_is_folded(chromium: Browser, pages: Path) -> None:
    with visit(chromium, color_scheme="dark") as context:
        page = opened_page(pages, "report.html", context.new_page())
        page.emulate_media(media="print", color_scheme="dark")
        ground = "getComputedStyle(document.documentElement).getPropertyValue('--wb-ground')"
        assert page.evaluate(ground) == "#faf8f4"
        text = text_of(printed(page))
        assert "Ana Ruiz" in text
        assert "1 older answer" not in text
        assert "The PDF says “4”" in text
