"""A program in one file can be used by everybody, and saved whatever the browser refuses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from support.browser import KEY, field, violations, visit

from workbook_builder.answers import answers_file
from workbook_builder.practice.practice import Practice
from workbook_builder.publish.portable_files import portable_files

pytestmark = pytest.mark.slow
PAGES = ("", "#evenings-now", "#life-wheel", "#steps", "#everything", "#/answers")


@pytest.fixture
def file(practice: Path) -> Path:
    """The file of the program of the small practice."""
    path = practice / "better-sleep.html"
    text = portable_files(Practice.open(practice / "content"))[path.name]
    path.write_text(text, encoding="utf-8")
    return path


def shown(client: BrowserContext, file: Path, page: str) -> Page:
    """Open a page of the file in a tab of its own."""
    tab = client.new_page()
    tab.goto(f"{file.as_uri()}{page}")
    expect(tab.locator("main h1")).to_be_visible()
    if tab.locator("[data-wb-form]").count():
        expect(tab.locator("[data-wb-status]")).not_to_be_empty()
    return tab


@contextmanager
def saved(page: Page, path: Path) -> Iterator[None]:
    """Save a copy of the file when the block ends."""
    yield
    with page.expect_download() as download:
        page.get_by_role("button", name="Save", exact=True).click()
    assert re.fullmatch(r"better-sleep-[\d-]+\.html", download.value.suggested_filename)
    download.value.save_as(path)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, file: Path, width: int, scheme: str) -> None:
    with visit(chromium, color_scheme=scheme, viewport={"width": width, "height": 800}) as client:
        for each in PAGES:
            page = shown(client, file, each)
            assert violations(page) == [], each
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), each
        dark = {"light": "default", "dark": "slate"}[scheme]
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", dark)


@pytest.mark.parametrize(
    "refused",
    [
        "delete window.indexedDB",
        "indexedDB.open = () => { throw new DOMException('', 'SecurityError') }",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }",
    ],
)
def test_a_browser_that_keeps_nothing_can_save(
    chromium: Browser, file: Path, tmp_path: Path, refused: str
) -> None:
    copy = tmp_path / "copy.html"
    with visit(chromium) as client:
        client.add_init_script(refused)
        page = shown(client, file, "#evenings-now")
        with saved(page, copy):
            field(page, f"{KEY}/where").fill("On the sofa")
            expect(page.locator("[data-wb-status]")).to_contain_text("Choose “Save” before")
        assert answers_file.read(copy.read_bytes(), "copy") == {f"{KEY}/where": "On the sofa"}
        page = shown(client, copy, "#evenings-now")
        expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")


def test_erased_answers_are_in_no_further_copy(
    chromium: Browser, file: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    with visit(chromium) as client:
        page = shown(client, file, "#evenings-now")
        with saved(page, first):
            field(page, f"{KEY}/where").fill("a secret")
        page.goto(f"{first.as_uri()}#/answers")
        page.get_by_role("button", name="Erase answers").click()
        expect(page.get_by_role("dialog")).to_contain_text("Copies that you saved before still")
        page.get_by_role("button", name="Erase them").click()
        expect(page.get_by_text("makes a copy of the file without them")).to_be_visible()
        with saved(page, second):
            pass
    assert b"a secret" in first.read_bytes()
    assert b"a secret" not in second.read_bytes()


def test_leaving_with_unsaved_answers_is_asked_about(chromium: Browser, file: Path) -> None:
    with visit(chromium) as client:
        page = shown(client, file, "#evenings-now")
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        field(page, f"{KEY}/where").fill("On the sofa")
        page.close(run_before_unload=True)
        page.wait_for_event("close")
        assert asked == ["beforeunload"]
