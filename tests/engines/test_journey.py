"""A client's way with a worksheet, in each engine: nothing that they wrote is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from support import engines, on_device
from support.browser_site import Site
from support.client_actions import CATCH_FILES, downloaded, fill, read_in
from support.engines import Page
from support.webkit_window_client import webkit_window

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
KEY = "better-sleep/evenings-now"
STORY = "\n".join(f"Line {number} of what happened: naïve “Ärger” & <Mut>." for number in range(9))


@pytest.fixture
def sheet(page: Page, site: Site) -> Page:
    """The page of a worksheet that nobody has filled in."""
    page.visit(f"{site.url}{PROGRAM}evenings-now/")
    return page


def kept(page: Page) -> dict[str, str]:
    """The answers in the database of the browser, once the page says that they are saved."""
    page.saved()
    entries = page.script(on_device.ENTRIES)
    return {
        name.removeprefix("answer:"): entry["value"]
        for name, entry in entries.items()
        if name.startswith("answer:")
    }


@pytest.mark.parametrize("name", ["everything", "steps"])
def test_every_kind_of_answer_is_there_after_a_reload(page: Page, site: Site, name: str) -> None:
    page.visit(f"{site.url}{PROGRAM}{name}/")
    given = fill(page)
    assert page.shown() == given
    assert kept(page) == given
    page.driver.refresh()
    page.ready()
    assert page.shown() == given


def test_answers_are_there_after_going_back_and_forward(sheet: Page, site: Site) -> None:
    sheet.type(f"{KEY}/story", STORY)
    sheet.type(f"{KEY}/where", "On the sofa")
    sheet.click(f'label:has([name="{KEY}/rest"][value="4"])')
    sheet.saved()
    given = sheet.shown()
    assert len(given) == 3
    # Links within the site are followed without loading a page. This one is loaded.
    sheet.driver.get(f"{site.url}about-coaching/")
    sheet.driver.back()
    sheet.until("return location.pathname.endsWith('/evenings-now/')")
    sheet.until(f"return document.querySelector('[name=\"{KEY}/where\"]').value === 'On the sofa'")
    engines.pause(2)  # WebKit empties forms some time after the page is shown
    assert sheet.shown() == given
    sheet.field(f"{KEY}/where").send_keys(Keys.END, " again")
    assert kept(sheet) == {**given, f"{KEY}/where": "On the sofa again"}
    sheet.driver.forward()
    sheet.until("return location.pathname.endsWith('/about-coaching/')")
    sheet.driver.back()
    sheet.until("return location.pathname.endsWith('/evenings-now/')")
    sheet.ready()
    assert kept(sheet) == sheet.shown() == {**given, f"{KEY}/where": "On the sofa again"}


def test_a_page_kept_for_the_way_back_lets_others_write(sheet: Page, site: Site) -> None:
    sheet.driver.get(f"{site.url}{PROGRAM}everything/")
    sheet.ready()
    # This page is always in the middle of a write, so also when the client leaves it.
    sheet.script(
        """const workbook = document.querySelector("script[src*='/workbook.js']").src;
        const { setDone } = await import(workbook.replace("workbook.js", "store.js"));
        const write = () => setDone("better-sleep/everything", new Date().toISOString());
        setInterval(write, 1);"""
    )
    sheet.driver.back()
    sheet.until("return location.pathname.endsWith('/evenings-now/')")
    sheet.ready()
    sheet.field(f"{KEY}/where").send_keys("On the sofa")
    assert kept(sheet) == {f"{KEY}/where": "On the sofa"}


def test_what_a_browser_does_to_a_form_is_no_answer(sheet: Page) -> None:
    sheet.type(f"{KEY}/where", "On the sofa")
    sheet.saved()
    sheet.script("document.querySelector('[data-wb-form]').reset()")
    assert sheet.shown() == {}
    sheet.field(f"{KEY}/where").send_keys(Keys.END, "!")
    assert kept(sheet) == sheet.shown() == {f"{KEY}/where": "On the sofa!"}


def test_words_typed_before_the_scripts_count(sheet: Page) -> None:
    sheet.type(f"{KEY}/where", "old")
    sheet.saved()
    early = f"""
        const input = document.querySelector('[name="{KEY}/where"]');
        input.value = "new";
        input.dataset.wbTyped = "";
        const {{ open }} = await import(document.querySelector("script[src*='/workbook.js']").src
            .replace("workbook.js", "sheet.js"));
        open(input.form, new AbortController().signal);
    """
    sheet.script(early)
    # In Firefox, this module is another one than that of the page, and writes by itself.
    engines.until(
        lambda: sheet.script(on_device.ENTRIES)[f"answer:{KEY}/where"]["value"] == "new",
        "what was typed is stored",
    )
    entries = sheet.script(on_device.ENTRIES)
    assert [e["value"] for name, e in entries.items() if name.startswith("kept:")] == ["old"]


@pytest.mark.parametrize(
    ("field", "typed", "value", "said"),
    [
        ("bedtime", "22,5", "22.5", "Understood as 22.5."),
        ("bedtime", "-5", "-5", "This is less than 0. It is kept all the same."),
        ("bedtime", "99999", "99999", "This is more than 24. It is kept all the same."),
        ("bedtime", "half past ten", "half past ten", "This is not a number."),
        ("since", "140326", "2026-03-14", "Understood as Saturday"),
        ("since", "last winter", "last winter", "This is not a day."),
    ],
)
def test_numbers_and_days_are_taken_as_clients_write_them(
    sheet: Page, field: str, typed: str, value: str, said: str
) -> None:
    sheet.type(f"{KEY}/{field}", typed)
    sheet.until(
        "return document.querySelector('.wb-understood')?.textContent.startsWith(args[0])", said
    )
    assert kept(sheet) == {f"{KEY}/{field}": value}
    is_wrong = "return document.querySelector('[aria-invalid]') !== null"
    assert sheet.script(is_wrong) == said.startswith("This is")
    sheet.driver.refresh()
    sheet.ready()
    assert sheet.shown() == {f"{KEY}/{field}": value}


def test_a_file_and_a_pdf_carry_answers_to_another_device(
    page: Page, site: Site, tmp_path: Path
) -> None:
    page.visit(f"{site.url}{PROGRAM}everything/")
    page.script(CATCH_FILES)
    given = fill(page)
    page.saved()
    page.click('[data-wb-do="export"]')
    (tmp_path / "answers.json").write_bytes(downloaded(page))
    page.click("[data-wb-fill]")
    (tmp_path / "filled.pdf").write_bytes(downloaded(page))
    assert json.loads((tmp_path / "answers.json").read_text("utf-8"))["answers"] == given
    assert form_values.read_values((tmp_path / "filled.pdf").read_bytes()) == given

    for name in ("answers.json", "filled.pdf"):
        page.script(on_device.CLEAR)
        page.driver.refresh()
        page.ready()
        assert page.shown() == {}
        page.script(CATCH_FILES)
        read_in(page, tmp_path / name)
        assert page.shown() == given, name
        assert kept(page) == given, name
        page.click(".wb-answers__undo")
        page.until("return document.querySelector('[data-wb-status]').dataset.wbStatus === 'ready'")
        assert page.shown() == {}, name


def test_two_tabs_show_the_same_answers_and_lose_none(sheet: Page, site: Site) -> None:
    driver = sheet.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    second = driver.current_window_handle
    sheet.visit(f"{site.url}{PROGRAM}evenings-now/")
    sheet.type(f"{KEY}/where", "from the second")
    sheet.saved()
    driver.switch_to.window(first)
    sheet.until(
        f"return document.querySelector('[name=\"{KEY}/where\"]').value === 'from the second'"
    )
    sheet.type(f"{KEY}/story", "from the first")
    sheet.saved()
    driver.switch_to.window(second)
    both = {f"{KEY}/where": "from the second", f"{KEY}/story": "from the first"}
    sheet.until(
        f"return document.querySelector('[name=\"{KEY}/story\"]').value === 'from the first'"
    )
    assert sheet.shown() == kept(sheet) == both


FULL = (
    """IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError") }"""
)


def test_a_full_device_is_told_at_once_and_nothing_is_lost(sheet: Page) -> None:
    sheet.script("window.put = IDBObjectStore.prototype.put;" + FULL)
    sheet.type(f"{KEY}/where", "no room")
    sheet.until("return document.querySelector('[data-wb-status]').dataset.wbStatus === 'full'")
    assert "The storage of this browser is full" in sheet.status()
    sheet.script("IDBObjectStore.prototype.put = window.put")
    sheet.field(f"{KEY}/where").send_keys(Keys.END, "!")
    assert kept(sheet) == {f"{KEY}/where": "no room!"}


def test_answers_of_older_versions_are_taken_over(sheet: Page) -> None:
    entry = {"value": "On the sofa", "saved": "2026-01-01T08:00:00.000Z"}
    place = "localStorage.setItem(`workbook:/workbook/:${args[0]}`, args[1])"
    sheet.script(place, f"answer:{KEY}/where", json.dumps(entry))
    sheet.script(place, "done:better-sleep/evenings-now", "2026-01-02T08:00:00.000Z")
    sheet.driver.refresh()
    sheet.ready()
    assert kept(sheet) == sheet.shown() == {f"{KEY}/where": "On the sofa"}
    assert sheet.find("[data-wb-done]").get_attribute("aria-pressed") == "true"
    assert sheet.script("return localStorage.length - (localStorage['__palette'] ? 1 : 0)") == 0


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_what_is_called_saved_survives_a_kill(site: Site, profile: Path, engine: str) -> None:
    url = f"{site.url}{PROGRAM}evenings-now/"
    with engines.driven(engine, profile) as driver:
        page = Page(driver)
        page.visit(url)
        page.type(f"{KEY}/story", STORY)
        page.saved()
        kill(driver)
    with engines.driven(engine, profile) as driver:
        page = Page(driver)
        page.visit(url)
        assert page.shown() == {f"{KEY}/story": STORY}


def test_what_webkit_calls_saved_survives_a_kill(site: Site, profile: Path) -> None:
    url = f"{site.url}{PROGRAM}evenings-now/"
    box = f"document.querySelector('[name=\"{KEY}/where\"]')"
    with webkit_window(profile) as window:
        window.visit(url)
        window.script(f"{box}.focus(); document.execCommand('insertText', false, 'On the sofa')")
        window.until(
            "return document.querySelector('[data-wb-status]').dataset.wbStatus === 'saved'"
        )
        window.kill()
    with webkit_window(profile) as window:
        window.visit(url)
        assert window.script(f"return {box}.value") == "On the sofa"


def kill(driver: WebDriver) -> None:
    """Kill a browser and its driver without any warning."""
    service = psutil.Process(driver.service.process.pid)  # type: ignore[attr-defined]
    for process in [*service.children(recursive=True), service]:
        process.kill()


@pytest.fixture
def many(sheet: Page) -> Iterator[Page]:
    """A device with six thousand answers."""
    value = "A sentence or two about how the week was, with a plan for the next."
    saved = "2026-01-01T08:00:00.000Z"
    names = [f"answer:program-{n % 40}/sheet-{n % 300}/field-{n}" for n in range(6000)]
    sheet.script(f"const given = args[0]; {on_device.STORE}", [[n, value, saved] for n in names])
    sheet.driver.refresh()
    sheet.ready()
    yield sheet


def test_six_thousand_answers_do_not_slow_down_typing(many: Page) -> None:
    cost = many.script(
        """const box = document.querySelector("[name$='/story']");
        const start = performance.now();
        for (let key = 0; key < 50; key++) {
            box.value += "x";
            box.dispatchEvent(new InputEvent("input", {bubbles: true}));
        }
        return (performance.now() - start) / 50;"""
    )
    assert cost < 10, f"{cost:.1f} ms a key"
    assert kept(many)[f"{KEY}/story"] == "x" * 50
