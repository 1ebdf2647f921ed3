"""Single worksheets keep, show, save, and find what clients write, with programs or without."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browser import (
    cached_paths,
    exported,
    field,
    opened,
    stored,
    text_of,
    violations,
    visit,
)
from support.browser_site import Site, built
from support.command_line import run
from support.places import PRACTICE
from support.toolbox import add_toolbox, without_programs

from workbook_builder.answers import answers_file

pytestmark = pytest.mark.slow

STEP, TALKS = "toolbox/one-step", "toolbox/talks"
PAGES = ("", "toolbox/", f"{STEP}/", f"{TALKS}/", "worksheets/", "how-to-use/", "your-answers/")


def copied(folder: Path) -> Path:
    return add_toolbox(Path(shutil.copytree(PRACTICE, folder / "practice")))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a toolbox and no program."""
    practice = without_programs(copied(tmp_path_factory.mktemp("alone")))
    with built(practice, "--portable") as site:
        yield site


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a toolbox beside a program."""
    with built(copied(tmp_path_factory.mktemp("both")), "--portable") as site:
        yield site


def practice_of(site: Site) -> Path:
    return site.folder.parent


# -- answers -------------------------------------------------------------------------------------


def test_answers_are_kept_shown_and_printed(
    client: BrowserContext, alone: Site, tmp_path: Path
) -> None:
    page = opened(client, alone, f"{STEP}/")
    field(page, "toolbox/client-name").fill("Ana")
    field(page, f"{STEP}/step").fill("Shoes by the door")
    given = {"toolbox/client-name": "Ana", f"{STEP}/step": "Shoes by the door"}
    assert stored(page) == given
    page.goto(f"{alone.url}your-answers/")
    group = page.locator("details").filter(has_text="One step")
    group.locator("summary").click()
    expect(group.locator("dt").filter(has_text="Which step do you take?")).to_be_visible()
    expect(group.locator("dd").filter(has_text="Shoes by the door")).to_be_visible()
    file = tmp_path / "Ana.json"
    file.write_text(json.dumps(exported(page)), encoding="utf-8")
    result = run("print", str(file), "-o", str(tmp_path / "sheets"), at=practice_of(alone))
    assert result.exit_code == 0, result.output
    with pypdfium2.PdfDocument(tmp_path / "sheets/toolbox/one-step-a4.pdf") as sheet:
        assert "Shoes by the door" in text_of(sheet)


def test_a_pdf_with_answers_is_read_by_the_command(
    client: BrowserContext, alone: Site, tmp_path: Path
) -> None:
    page = opened(client, alone, f"{STEP}/")
    field(page, f"{STEP}/step").fill("Shoes by the door")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    filled, read = tmp_path / "filled.pdf", tmp_path / "read.json"
    download.value.save_as(filled)
    result = run("answers", str(filled), "-o", str(read))
    assert result.exit_code == 0, result.output
    values = answers_file.read(read.read_bytes(), str(read))
    assert values[f"{STEP}/step"] == "Shoes by the door"


def test_an_answer_is_shown_again_in_another_worksheet(client: BrowserContext, both: Site) -> None:
    page = opened(client, both, "toolbox/weekly-check-in/")
    field(page, "toolbox/weekly-check-in/next-step").fill("A walk at noon")
    page.goto(f"{both.url}{STEP}/")
    expect(page.locator("[data-wb-recall]")).to_have_text("A walk at noon")
    # The program has the same worksheet, and answers of its own.
    page.goto(f"{both.url}wellness/better-sleep/weekly-check-in/")
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    expect(field(page, "better-sleep/weekly-check-in/next-step")).to_have_value("")


def test_each_time_has_answers_of_its_own(client: BrowserContext, alone: Site) -> None:
    page = opened(client, alone, f"{TALKS}/")
    times = page.get_by_role("navigation", name="Times").get_by_role("link")
    expect(times).to_have_text(["Talk 1", "Talk 2", "Talk 3"])
    field(page, f"{TALKS}@1/step").fill("Ask Ben")
    times.nth(1).click()
    field(page, f"{TALKS}@2/step").fill("Thank Ben")
    assert stored(page) == {f"{TALKS}@1/step": "Ask Ben", f"{TALKS}@2/step": "Thank Ben"}


def test_the_page_of_the_toolbox_shows_what_is_done(client: BrowserContext, alone: Site) -> None:
    page = opened(client, alone, f"{STEP}/")
    field(page, f"{STEP}/step").fill("Shoes by the door")
    for path in ("toolbox/", ""):
        page.goto(alone.url + path)
        card = page.locator(f'[data-wb-sheet="{STEP}"]')
        expect(card).to_contain_text("Answered: 1 of 2")
    assert set(exported(opened(client, alone, "toolbox/"))["answers"]) == {f"{STEP}/step"}


def test_no_weeks_are_offered_for_a_day(client: BrowserContext, alone: Site) -> None:
    page = opened(client, alone, f"{STEP}/")
    field(page, f"{STEP}/step").fill("Shoes by the door")
    page.reload()
    day = field(page, f"{STEP}/day")
    day.focus()
    offered = page.locator("form button").filter(has_text="Today")
    expect(offered).to_be_visible()
    expect(page.locator("form button").filter(has_text="End of week")).to_have_count(0)


# -- finding and reaching ------------------------------------------------------------------------


def found(page: Page, words: str) -> list[str]:
    """The paths of the pages that the search finds."""
    box = page.get_by_role("textbox", name="Search")
    box.fill("")
    box.press_sequentially(words)
    results = page.locator(".md-search-result__item > a:first-child")
    expect(results.first).to_be_visible()
    links = results.evaluate_all("all => all.map(each => new URL(each.href).pathname)")
    return [str(link).removeprefix("/workbook/") for link in links]


def test_another_name_of_a_worksheet_finds_it(client: BrowserContext, both: Site) -> None:
    page = opened(client, both, "")
    assert set(found(page, "Stepstone")) == {f"{STEP}/", f"{TALKS}/"}
    page.goto(f"{both.url}{STEP}/")
    expect(page.locator(".wb-also")).to_be_hidden()


def test_the_index_can_show_the_toolbox_alone(client: BrowserContext, both: Site) -> None:
    page = opened(client, both, "worksheets/")
    expect(page.locator("[data-wb-count]")).to_have_text("Worksheets shown: 12")
    page.get_by_label("Track").select_option("Toolbox")
    expect(page.locator("[data-wb-count]")).to_have_text("Worksheets shown: 4")
    rows = page.locator(".wb-row:visible")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("My areas")


def test_it_works_without_a_network(client: BrowserContext, alone: Site) -> None:
    page = opened(client, alone, "toolbox/")
    said = page.locator("[data-wb-offline]")
    expect(said).to_have_text("These worksheets also work without a network on this device.")
    assert {"", "toolbox/", f"{STEP}/", "search/search_index.json"} <= cached_paths(page, alone)
    client.set_offline(True)
    page.goto(f"{alone.url}{TALKS}/")  # never visited
    field(page, f"{TALKS}@1/step").fill("On a train")
    assert stored(page) == {f"{TALKS}@1/step": "On a train"}


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, alone: Site, width: int, scheme: str) -> None:
    with visit(chromium, color_scheme=scheme, viewport={"width": width, "height": 800}) as client:
        for path in PAGES:
            page = opened(client, alone, path)
            assert violations(page) == [], path
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path


# -- one file ------------------------------------------------------------------------------------


def test_the_toolbox_in_one_file_is_saved_with_its_answers(
    client: BrowserContext, alone: Site, tmp_path: Path
) -> None:
    page = client.new_page()
    page.goto((practice_of(alone) / "portable/toolbox.html").as_uri())
    expect(page.get_by_role("heading", name="Toolbox")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("main").get_by_role("link", name="One step").click()
    field(page, f"{STEP}/step").fill("Shoes by the door")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save", exact=True).click()
    copy, read = tmp_path / "toolbox.html", tmp_path / "read.json"
    download.value.save_as(copy)
    result = run("answers", str(copy), "-o", str(read))
    assert result.exit_code == 0, result.output
    assert answers_file.read(read.read_bytes(), str(read)) == {f"{STEP}/step": "Shoes by the door"}
