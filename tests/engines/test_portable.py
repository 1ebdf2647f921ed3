"""A program in one file works from the disk in each engine, and keeps what a client wrote."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browser_site import Site
from support.client_actions import CATCH_FILES, downloaded, fill, read_in
from support.command_line import run
from support.engines import ENGINES, Page
from support.paper import marks_of, printing
from support.places import PRACTICE

from workbook_builder.answers import answers_file

pytestmark = pytest.mark.slow
NAME = "better-sleep"
WHERE = f"{NAME}/evenings-now/where"
HOSTILE = "</script><!-- <script> ]]> é"
REQUESTS = "return performance.getEntriesByType('resource').map(({name}) => name)"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the program of the small practice."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("portable") / "practice"))
    result = run("build", "-f", str(practice / "mkdocs.yml"), "--portable")
    assert result.exit_code == 0, result.output
    return practice / f"portable/{NAME}.html"


@pytest.fixture
def file(original: Path, tmp_path: Path) -> Path:
    """A copy of the file at a place of its own, for which no browser has a draft."""
    return Path(shutil.copy(original, tmp_path / original.name))


def opened(page: Page, file: Path, sheet: str = "evenings-now") -> None:
    """Open a worksheet in the file anew."""
    page.driver.get("about:blank")
    page.visit(f"{file.as_uri()}#{sheet}")
    page.until("return !!document.querySelector('main h1')")
    page.script(CATCH_FILES)


def go_to(page: Page, sheet: str) -> None:
    page.script(f"location.hash = '#{sheet}'")
    page.until(f"return document.querySelector('[data-wb-form=\"{NAME}/{sheet}\"]') !== null")
    page.ready()


def saved_copy(page: Page, folder: Path, name: str = "copy") -> Path:
    """Choose “Save”, and return the copy that the browser downloads."""
    page.click("[data-wb-save]")
    path = folder / f"{name}.html"
    path.write_bytes(downloaded(page))
    return path


def note(page: Page) -> str:
    """What the page says about the file."""
    found: str = page.script("return document.querySelector('[data-wb-file-note]').textContent")
    return found


@pytest.mark.parametrize("sheet", ["everything", "steps"])
def test_a_saved_copy_has_every_answer(page: Page, file: Path, tmp_path: Path, sheet: str) -> None:
    opened(page, file, sheet)
    given = fill(page)
    page.until("return document.querySelector('[data-wb-file-note]').textContent")
    assert note(page) == "Some of your answers are not in the file yet."
    copy = saved_copy(page, tmp_path)
    assert re.fullmatch(
        rf"Saved as Ein-Wort-naïve-{NAME}-\d{{4}}-\d\d-\d\d-\d{{4}}\.html, in your downloads\.",
        note(page),
    )
    opened(page, copy, sheet)
    page.until("return document.querySelector('[data-wb-status]').dataset.wbStatus === 'saved'")
    assert page.shown() == given
    assert note(page) == ""
    assert answers_file.read(copy.read_bytes(), "copy") == given
    assert page.script(REQUESTS) == []


def test_a_draft_belongs_to_its_copy(page: Page, file: Path, tmp_path: Path) -> None:
    opened(page, file)
    page.type(WHERE, "first")
    page.saved()
    first = saved_copy(page, tmp_path, "first")
    opened(page, first)
    page.type(WHERE, "second")
    page.saved()
    second = saved_copy(page, tmp_path, "second")
    page.type(WHERE, "a draft")
    page.saved()
    for path, shown in ((first, "a draft"), (second, "second"), (file, "first")):
        opened(page, path)
        page.until(f"return document.querySelector('[name=\"{WHERE}\"]').value === '{shown}'")
    # On another device, each has what it was saved with.
    assert answers_file.read(first.read_bytes(), "first") == {WHERE: "first"}
    assert answers_file.read(second.read_bytes(), "second") == {WHERE: "second"}


def test_copies_of_copies_do_not_grow(page: Page, file: Path, tmp_path: Path) -> None:
    opened(page, file)
    page.type(WHERE, HOSTILE)
    page.saved()
    first = saved_copy(page, tmp_path, "first")
    opened(page, first)
    page.script("""
        const foreign = document.createElement("script");
        foreign.textContent = "an extension";
        document.head.append(foreign);
        document.body.append(foreign.cloneNode(true));
        document.documentElement.setAttribute("data-extension", "on");
    """)
    second = saved_copy(page, tmp_path, "second")
    texts = [path.read_text("utf-8") for path in (first, second)]
    data = [re.search(r"data-wb-copy[^>]*>(.*?)</script>", text) for text in texts]
    assert data[0] and data[1]
    contents = [json.loads(found[1]) for found in data if found]
    assert contents[0].pop("copy") != contents[1].pop("copy")
    assert contents[0] == contents[1]
    assert texts[0].replace(data[0][1], "") == texts[1].replace(data[1][1], "")
    assert answers_file.read(second.read_bytes(), "second") == {WHERE: HOSTILE}


def test_pages_change_with_the_address(page: Page, file: Path) -> None:
    opened(page, file)
    page.type(WHERE, "On the sofa")
    go_to(page, "steps")
    assert page.script("return document.title") == "My steps – Better nights"
    assert page.script("return document.activeElement.textContent") == "My steps"
    go_to(page, "evenings-now")
    assert page.shown() == {WHERE: "On the sofa"}
    page.script("location.hash = '#'")
    page.until("return document.querySelector('[data-wb-state=begun]') !== null")
    page.script("location.hash = '#/answers'")
    page.until("return document.querySelector('[data-wb-kept] details') !== null")
    page.click("[data-wb-kept] summary")
    page.until("return document.body.textContent.includes('On the sofa')")
    assert page.script(REQUESTS) == []


def test_answers_go_to_the_site_and_back(
    page: Page, file: Path, site: Site, tmp_path: Path
) -> None:
    opened(page, file)
    page.type(WHERE, "In the file")
    page.saved()
    copy = saved_copy(page, tmp_path)
    page.visit(f"{site.url}wellness/{NAME}/evenings-now/")
    page.script(CATCH_FILES)
    read_in(page, copy)
    assert page.shown() == {WHERE: "In the file"}
    page.type(WHERE, "On the site")
    page.saved()
    page.click('[data-wb-do="export"]')
    (tmp_path / "answers.json").write_bytes(downloaded(page))
    opened(page, copy)
    page.script("location.hash = '#/answers'")
    page.until("return document.querySelector('[data-wb-do=import]') !== null")
    page.script("document.querySelector('[data-wb-kept]').textContent = ''")
    page.click('[data-wb-do="import"]')
    page.until("return document.querySelector('input[type=file]') !== null")
    page.find('input[type="file"]').send_keys(str(tmp_path / "answers.json"))
    page.until("return document.querySelector('dialog .wb-conflict') !== null")
    assert "Where" in page.find(".wb-conflict legend").text
    page.find("dialog button[value=take]").click()
    go_to(page, "evenings-now")
    assert page.shown() == {WHERE: "On the site"}


@pytest.fixture(params=ENGINES)
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    with printing(request.param, tmp_path) as browser:
        yield browser


def test_a_worksheet_is_printed_with_its_answers_alone(printer, file: Path) -> None:  # type: ignore[no-untyped-def]
    printer.visit(f"{file.as_uri()}#evenings-now")
    printer.until("return !!document.querySelector('main form')")
    printer.until("return document.querySelector('[data-wb-status]').dataset.wbStatus")
    printer.script(
        f"const box = document.querySelector('[name=\"{WHERE}\"]');"
        "box.value = '<1.1>'; box.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    printed = printer.print()
    assert marks_of(printed) == {"<1.1>": 1}
