"""A client fills in the worksheets in a real browser: Debian's Chromium, a served site."""

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from click.testing import CliRunner
from deno import find_deno_bin
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from workbook_builder import acroform, answers_file
from workbook_builder.cli import main

pytestmark = pytest.mark.slow
PRACTICE = Path(__file__).parent / "practice"
SHEET = "wellness/better-sleep/evenings-now/"
KEY = "better-sleep/evenings-now"
SAVED = "Saved on this device"


class _Server(ThreadingHTTPServer):
    """A server that does not mind when a page is closed in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Site:
    """A served site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headers: dict[str, str] = {}
        handler = partial(_Handler, self)
        self.server = _Server(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.origin}/workbook/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def file(self, url: str) -> Path:
        """The file behind an address."""
        return self.folder / url.removeprefix(self.origin).removeprefix("/workbook").lstrip("/")


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def translate_path(self, path: str) -> str:
        path = path.split("?")[0].split("#")[0]
        return f"{self.site.file(path)}{'/' if path.endswith('/') else ''}"

    def end_headers(self) -> None:
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice, built for the address that it is served from."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("browser") / "practice"))
    served = Site(practice / "site")
    settings = practice / "mkdocs.yml"
    text = settings.read_text().replace("https://example.org/workbook/", served.url)
    assert served.url in text
    settings.write_text(text)
    result = CliRunner().invoke(main, ["build", "-f", str(settings), "--strict"])
    assert result.exit_code == 0, result.output
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where there is none these tests fail: they are never skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The browser tests need Chromium: install the package `chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def client(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here before, and whose scripts make no mistakes."""
    with visit(chromium) as context:
        yield context


@contextmanager
def visit(chromium: Browser, allowed: str = "", **options: Any) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", **options)
    mistakes: list[str] = []
    context.on("weberror", lambda error: mistakes.append(str(error.error)))
    context.set_default_timeout(5000)
    yield context
    context.close()
    assert not [each for each in mistakes if not allowed or allowed not in each]


def opened(client: BrowserContext, site: Site, path: str = SHEET) -> Page:
    page = client.new_page()
    page.goto(site.url + path)
    if page.locator("[data-wb-form]").count():
        expect(page.locator("[data-wb-status]")).not_to_be_empty()
    return page


def field(page: Page, key: str, value: str = "") -> Any:
    chosen = f'[value="{value}"]' if value else ""
    return page.locator(f'[name="{key}"]{chosen}')


def wait_for_answers(page: Page, count: int) -> None:
    """Wait until so many answers lie in the storage of the browser; fails after 30 seconds."""
    answers = "Object.keys(localStorage).filter(name => name.includes(':answer:'))"
    page.wait_for_function(f"count => {answers}.length === count", arg=count)


def stored(page: Page) -> dict[str, str]:
    """The answers in the storage of the browser, once it has come to rest."""
    same = "new Promise(done => setTimeout(() => done(JSON.stringify(localStorage)), 150))"
    before = ""
    while (now := page.evaluate(same)) != before:
        before = now
    entries: dict[str, str] = page.evaluate("() => ({...localStorage})")
    prefix = "workbook:/workbook/:answer:"
    return {
        name.removeprefix(prefix): json.loads(text)["value"]
        for name, text in entries.items()
        if name.startswith(prefix)
    }


def everything(page: Page) -> dict[str, str]:
    """Answer each question on a page, and say what was answered."""
    given: dict[str, str] = {}
    kinds: dict[str, str] = {}
    script = "all => all.map(each => [each.name, each.type, each.value, each.options?.[1].value])"
    for name, kind, value, option in page.locator("[data-wb-form] [name]").evaluate_all(script):
        kinds[name] = kind
        match kind:
            case "radio" | "checkbox" | "select-one":
                given[name] = {"radio": value, "checkbox": "yes"}.get(kind, option)
            case "number":
                given[name] = "7"
            case "date":
                given[name] = "2026-03-14"
            case "textarea":
                given[name] = "First line\nÄrger & <Mut> “ok”"
            case _:
                given[name] = "Ein Wort: naïve"
    for name, value in given.items():
        match kinds[name]:
            case "radio":
                field(page, name, value).check()
            case "checkbox":
                field(page, name).check()
            case "select-one":
                field(page, name).select_option(value)
            case _:
                field(page, name).fill(value)
    return given


def shown(page: Page) -> dict[str, str]:
    """The answers that the form shows."""
    script = """form => Object.fromEntries([...form.elements].filter(each => each.name)
        .filter(each => !["radio", "checkbox"].includes(each.type) || each.checked)
        .filter(each => each.value)
        .map(each => [each.name, each.type === "checkbox" ? "yes" : each.value]))"""
    found: dict[str, str] = page.locator("[data-wb-form]").evaluate(script)
    return found


# -- saving --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["evenings-now", "life-wheel", "steps", "everything"])
def test_every_answer_is_kept_as_it_is_typed(
    client: BrowserContext, site: Site, sheet: str
) -> None:
    page = opened(client, site, f"wellness/better-sleep/{sheet}/")
    expect(page.locator("[data-wb-status]")).to_have_text(
        "Your answers are saved on this device as you type."
    )
    given = everything(page)
    assert given
    assert stored(page) == given
    expect(page.locator("[data-wb-status]")).to_have_text(SAVED)
    page.close()  # as a crash would
    again = opened(client, site, f"wellness/better-sleep/{sheet}/")
    assert shown(again) == given


def test_answers_are_there_after_instant_navigation(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.evaluate("() => { window.sameDocument = true }")
    for title in ("What I am good at", "My evenings now"):
        page.locator(".wb-menu").get_by_role("link", name=title).first.click()
        expect(page.locator("h1")).to_contain_text(title)
    expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")
    field(page, f"{KEY}/where").fill("In bed")
    assert stored(page) == {f"{KEY}/where": "In bed"}
    assert page.evaluate("() => window.sameDocument"), "the document was not loaded anew"


def test_an_answer_can_be_taken_back(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    rest, habit = field(page, f"{KEY}/rest", "7"), field(page, f"{KEY}/habits/work", "3")
    rest.check()
    rest.click()
    habit.check()
    habit.press("Delete")
    field(page, f"{KEY}/where").fill("x")
    field(page, f"{KEY}/where").fill("")
    assert stored(page) == {}
    assert shown(page) == {}


def test_two_tabs_show_the_newer_answer_and_lose_none(client: BrowserContext, site: Site) -> None:
    first, second = opened(client, site), opened(client, site)
    field(first, f"{KEY}/story").fill("from the first")
    expect(field(second, f"{KEY}/story")).to_have_value("from the first")
    field(second, f"{KEY}/where").fill("from the second")
    expect(field(first, f"{KEY}/where")).to_have_value("from the second")
    field(first, f"{KEY}/rest", "3").check()
    assert stored(second) == {
        f"{KEY}/story": "from the first",
        f"{KEY}/where": "from the second",
        f"{KEY}/rest": "3",
    }
    field(first, f"{KEY}/where").fill("")
    expect(field(second, f"{KEY}/where")).to_have_value("")


def test_a_tab_that_heard_nothing_keeps_what_it_writes_over(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("old")
    entry = json.dumps({"value": "newer, unseen", "saved": "2099-01-01T00:00:00.000Z"})
    name = f"workbook:/workbook/:answer:{KEY}/where"
    page.evaluate("([name, entry]) => localStorage.setItem(name, entry)", [name, entry])
    field(page, f"{KEY}/where").press_sequentially("er")
    assert stored(page) == {f"{KEY}/where": "older"}
    kept = page.evaluate("() => Object.keys(localStorage).filter(n => n.includes(':kept:'))")
    assert len(kept) == 1
    assert "newer, unseen" in page.evaluate("name => localStorage.getItem(name)", kept[0])


FULL = """() => {
    Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }
}"""
BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("", "SecurityError") }
})"""


def test_full_storage_is_told_at_once(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.evaluate(FULL)
    field(page, f"{KEY}/where").fill("no room")
    expect(page.locator("[data-wb-status]")).to_contain_text("The storage of this browser is full")
    page.locator(".wb-menu").get_by_role("link", name="What I am good at").click()
    expect(page.locator("h1")).to_contain_text("What I am good at")
    page.locator(".wb-menu").get_by_role("link", name="My evenings now").first.click()
    expect(field(page, f"{KEY}/where")).to_have_value("no room")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_blocked_storage_is_told_at_once(chromium: Browser, site: Site) -> None:
    # Material's own script for the palette stumbles over it; ours must not.
    with visit(chromium, allowed="SecurityError") as client:
        client.add_init_script(BLOCKED)
        page = opened(client, site)
        expect(page.locator("[data-wb-status]")).to_contain_text("does not let the page save")
        field(page, f"{KEY}/where").fill("typed all the same")
        assert exported(page)["answers"] == {f"{KEY}/where": "typed all the same"}


def test_answers_that_no_longer_fit_are_kept_and_exported(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    old = {
        f"{KEY}/bedtime": "half past ten",  # was a text, is a number
        f"{KEY}/who": "a-dog",  # an option that is gone
        f"{KEY}/gone": "a field that is gone",
    }
    for key, value in old.items():
        put(page, key, value)
    page.reload()
    expect(page.locator(".wb-misfit")).to_have_count(2)
    expect(page.locator(".wb-misfit").first).to_contain_text("half past ten")
    field(page, f"{KEY}/bedtime").fill("22")
    expect(page.locator(".wb-misfit")).to_have_count(1)
    file = exported(page)
    assert file["answers"] == {**old, f"{KEY}/bedtime": "22"}
    assert [(each["key"], each["value"]) for each in file["replaced"]] == [
        (f"{KEY}/bedtime", "half past ten")
    ]


def put(page: Page, key: str, value: str, saved: str = "2026-01-01T08:00:00.000Z") -> None:
    """Store an answer as an earlier visit would have."""
    entry = json.dumps({"value": value, "saved": saved})
    name = f"workbook:/workbook/:answer:{key}"
    page.evaluate("([name, entry]) => localStorage.setItem(name, entry)", [name, entry])


def exported(page: Page) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
    file: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    return file


# -- moving --------------------------------------------------------------------------------------


def test_answers_move_to_another_device(chromium: Browser, site: Site, tmp_path: Path) -> None:
    with visit(chromium) as old:
        page = opened(old, site)
        given = everything(page)
        file = exported(page)
        assert set(file) == {"format", "version", "answers", "saved"}
        assert answers_file.read(json.dumps(file).encode(), "answers.json") == given
        path = tmp_path / "answers.json"
        path.write_text(json.dumps(file), encoding="utf-8")
    with visit(chromium) as new:
        page = opened(new, site)
        dialog = read_in(page, path)
        expect(dialog).to_contain_text(f"New here: {len(given)}")
        dialog.get_by_role("button", name="Take the answers over").click()
        expect(page.locator("[data-wb-note]")).to_have_text(f"Answers taken over: {len(given)}.")
        assert stored(page) == shown(page) == given


def read_in(page: Page, path: Path) -> Any:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Read answers in").click()
    chooser.value.set_files(path)
    return page.get_by_role("dialog", name="Read answers in")


def test_each_conflict_is_decided_and_what_gives_way_is_kept(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site)
    put(page, f"{KEY}/where", "here, older", "2026-01-01T00:00:00.000Z")
    put(page, f"{KEY}/story", "here, newer", "2026-03-01T00:00:00.000Z")
    put(page, f"{KEY}/bedtime", "22")
    page.reload()
    answers = {"where": "file", "story": "file", "bedtime": "22", "since": "2026-02-01"}
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps(
            {
                "format": "workbook-answers",
                "version": 1,
                "answers": {f"{KEY}/{name}": value for name, value in answers.items()},
                "saved": {f"{KEY}/{name}": "2026-02-01T00:00:00Z" for name in answers},
            }
        )
    )
    dialog = read_in(page, path)
    for fact in ("New here: 1", "Different from yours: 2", "The same already: 1"):
        expect(dialog).to_contain_text(fact)
    chosen = dialog.locator("input:checked")
    assert chosen.evaluate_all("all => all.map(each => [each.dataset.key, each.value])") == [
        [f"{KEY}/where", "file"],
        [f"{KEY}/story", "here"],
    ], "the newer one is proposed"
    dialog.get_by_role("button", name="Cancel").click()
    assert stored(page)[f"{KEY}/where"] == "here, older"

    dialog = read_in(page, path)
    dialog.get_by_role("group", name="Tell the story").get_by_label("In the file").check()
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(field(page, f"{KEY}/story")).to_have_value("file")
    assert shown(page) == {f"{KEY}/{name}": value for name, value in answers.items()}
    assert {each["value"] for each in exported(page)["replaced"]} == {"here, older", "here, newer"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no answers", "is not a file of answers"),
        (b'{"format": "other"}', "is not a file of answers"),
        (b'{"format": "workbook-answers", "version": 2, "answers": {}}', "newer version"),
        (b"%PDF-1.7 broken", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    client: BrowserContext, site: Site, tmp_path: Path, content: bytes, told: str
) -> None:
    page = opened(client, site)
    put(page, f"{KEY}/where", "here")
    (tmp_path / "file.json").write_bytes(content)
    read_in(page, tmp_path / "file.json")
    expect(page.locator("[data-wb-note]")).to_contain_text(told)
    assert stored(page) == {f"{KEY}/where": "here"}


def test_a_scope_is_exported_and_erased_alone(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    mine = {
        f"{KEY}/where": "1",
        f"{KEY}-2/where": "a sheet whose name begins alike",
        "better-sleep/goal/goal": "2",
        "other-program/sheet/field": "3",
    }
    for key, value in mine.items():
        put(page, key, value)
    page.reload()
    assert exported(page)["answers"] == {f"{KEY}/where": "1"}
    page.get_by_role("button", name="Erase answers").click()
    dialog = page.get_by_role("dialog", name="Erase answers")
    expect(dialog).to_contain_text("“My evenings now”? There are 1")
    dialog.get_by_role("button", name="Keep them").click()
    assert len(stored(page)) == 4
    page.get_by_role("button", name="Erase answers").click()
    dialog.get_by_role("button", name="Erase them").click()
    expect(field(page, f"{KEY}/where")).to_have_value("")
    wait_for_answers(page, 3)
    assert f"{KEY}/where" not in stored(page)

    page.goto(f"{site.url}wellness/better-sleep/")
    assert set(exported(page)["answers"]) == {f"{KEY}-2/where", "better-sleep/goal/goal"}
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    wait_for_answers(page, 1)
    assert set(stored(page)) == {"other-program/sheet/field"}

    page.goto(f"{site.url}how-to-use/")
    assert exported(page)["answers"] == {"other-program/sheet/field": "3"}
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    wait_for_answers(page, 0)


# -- paper ---------------------------------------------------------------------------------------

STILL = "window.print = () => {}"
STORY = "\n".join(f"Line {number} of a long story." for number in range(1, 41))


def printed(page: Page) -> pypdfium2.PdfDocument:
    """The page as the browser prints it, on the paper that it asks for."""
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_print_with_answers_shows_them_in_full(client: BrowserContext, site: Site) -> None:
    client.add_init_script(STILL)
    page = opened(client, site)
    field(page, f"{KEY}/story").fill(STORY)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.get_by_role("button", name="Print with my answers").click()
    text = text_of(printed(page))
    assert all(f"Line {number} of" in text for number in range(1, 41))
    assert "On the sofa" in text
    assert "Erase answers" not in text
    assert "All worksheets" not in text


def test_print_empty_shows_none_and_the_page_has_them_again(
    client: BrowserContext, site: Site
) -> None:
    client.add_init_script(STILL)
    page = opened(client, site)
    given = everything(page)
    page.get_by_role("button", name="Print empty").click()
    assert shown(page) == {}
    assert stored(page) == given
    assert "Tell the story" in text_of(printed(page))
    expect(field(page, f"{KEY}/where")).not_to_have_value("")
    assert shown(page) == stored(page) == given


@pytest.mark.parametrize(
    ("locale", "paper", "width"), [("en-US", "us-letter", 612), ("de-DE", "a4", 595)]
)
def test_the_paper_is_that_of_the_reader(
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
    given = everything(page)
    assert not [url for url in asked if "pdf" in url], "only when it is asked for"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    assert download.value.suggested_filename == f"{sheet}-a4-answers.pdf"
    filled = download.value.path().read_bytes()
    empty = (site.folder / f"wellness/better-sleep/downloads/{sheet}-a4.pdf").read_bytes()
    assert filled.startswith(empty), "every byte of the sheet, tags and all, stays"
    assert acroform.values(filled) == given
    fields = pypdf.PdfReader(io.BytesIO(filled)).get_fields() or {}
    assert {k: str(f["/V"]).lstrip("/") for k, f in fields.items() if k in given} == given
    text = flattened_text(filled)
    assert {"evenings-now": "Ein Wort: naïve", "everything": "Ärger & <Mut>"}[sheet] in text

    # And back, on a device that has none of them.
    page.evaluate("() => localStorage.clear()")
    page.reload()
    (tmp_path / "filled.pdf").write_bytes(filled)
    dialog = read_in(page, tmp_path / "filled.pdf")
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("taken over")
    assert stored(page) == shown(page) == given


def test_other_letters_are_drawn_too(client: BrowserContext, site: Site) -> None:
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


def flattened_text(pdf: bytes) -> str:
    """The text of a PDF with what stands in its fields, as PDFium sees it after flattening."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    for page in document:
        page.flatten()
    saved = io.BytesIO()
    document.save(saved)
    return text_of(pypdfium2.PdfDocument(saved.getvalue()))


@pytest.mark.parametrize("writer", ["pypdf", "pikepdf", "linear", "plain"])
def test_a_pdf_that_another_program_filled_is_read(
    client: BrowserContext, site: Site, tmp_path: Path, writer: str
) -> None:
    empty = site.folder / "wellness/better-sleep/downloads/evenings-now-a4.pdf"
    given = {f"{KEY}/where": "Größe (m²)", f"{KEY}/story": "one\ntwo", f"{KEY}/who": "others"}
    path = tmp_path / "filled.pdf"
    if writer == "pypdf":
        pdf = pypdf.PdfWriter(clone_from=empty)
        for page_ in pdf.pages:
            names = {k: f"/{v}" if k.endswith("who") else v for k, v in given.items()}
            pdf.update_page_form_field_values(page_, names, auto_regenerate=False)
        pdf.write(path)
    else:
        with pikepdf.open(empty) as pdf:
            for each in pdf.Root.AcroForm.Fields:
                if value := given.get(str(each.T)):
                    each.V = pikepdf.Name(f"/{value}") if value == "others" else value
            mode = pikepdf.ObjectStreamMode
            streams = mode.disable if writer == "plain" else mode.generate
            pdf.save(path, linearize=writer == "linear", object_stream_mode=streams)
    page = opened(client, site)
    dialog = read_in(page, path)
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("taken over")
    assert stored(page) == given


# -- living fields and progress ------------------------------------------------------------------


def test_a_wheel_is_drawn_as_its_areas_are_rated(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/life-wheel/")
    slice = page.locator('.wb-wheel [data-name$="/food"]')
    expect(slice).to_have_attribute("d", "")
    field(page, "better-sleep/life-wheel/wheel/food", "7").check()
    expect(slice).to_have_attribute("d", re.compile("^M0 0L"))
    half = slice.get_attribute("d")
    page.reload()
    expect(slice).to_have_attribute("d", str(half))


def test_a_second_wheel_shows_the_first_behind_it(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/life-wheel/")
    put(page, "better-sleep/earlier/wheel/food", "4")
    page.evaluate("""() => new MutationObserver(() => {
        const form = document.querySelector("[data-wb-form]");
        if (form) form.dataset.wbEarlier ??=
            "better-sleep/life-wheel/wheel=better-sleep/earlier/wheel ";
    }).observe(document, {childList: true, subtree: true})""")
    page.locator(".wb-menu").get_by_role("link", name="My evenings now").first.click()
    expect(page.locator("h1")).to_contain_text("My evenings now")
    page.locator(".wb-menu").get_by_role("link", name="The wheel of my evening").click()
    expect(page.locator(".wb-wheel__earlier")).to_have_attribute("d", re.compile("^M0 0L"))
    expect(page.locator(".wb-wheel__times")).to_have_text("Then Now")


def test_a_table_gets_more_rows_and_they_come_back(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/steps/")
    key = "better-sleep/steps/steps/row-6/what"
    page.get_by_role("button", name="One more row").click()
    expect(field(page, key)).to_be_focused()
    names = (
        page.locator("[data-wb-form] table")
        .first.locator("[name]")
        .evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    )
    assert len(set(names)) == len(names) == 30
    page.keyboard.type("a sixth step")
    page.reload()
    expect(field(page, key)).to_have_value("a sixth step")
    page.get_by_role("button", name="Remove the last row").click()
    expect(field(page, key)).to_have_count(0)
    assert stored(page) == {}
    assert [each["value"] for each in exported(page)["replaced"]] == ["a sixth step"]


def test_scales_are_answered_with_the_keyboard_alone(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.locator("[data-wb-form]").evaluate("form => form.querySelector('[name]').focus()")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("22.5")
    assert stored(page) == {f"{KEY}/rest": "2", f"{KEY}/bedtime": "22.5"}


def test_trackers_rankings_and_earlier_answers_speak(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    put(page, "better-sleep/goal/goal", "Asleep at eleven")
    everything_sheet = "better-sleep/everything"
    page.goto(f"{site.url}wellness/better-sleep/everything/")
    expect(page.locator("[data-wb-recall]")).to_have_text("Asleep at eleven")
    for day in ("mon", "tue", "thu"):
        field(page, f"{everything_sheet}/nights/in-bed-by-ten/{day}").check()
    field(page, f"{everything_sheet}/nights/sleep/mon").fill("7.5")
    field(page, f"{everything_sheet}/nights/sleep/tue").fill("6")
    field(page, f"{everything_sheet}/nights/sleep/tue").blur()
    sums = page.locator(".wb-sum")
    expect(sums.filter(has_text="In bed by ten")).to_contain_text(
        "In bed by ten: 3 in all, longest run 2. Sleep: 13.5 in all"
    )
    ranks = page.locator(".wb-ranks select")
    ranks.nth(1).select_option(index=1)
    expect(sums.first).to_have_text("Your order: 1. A darker room")
    ranks.nth(0).select_option(index=1)
    expect(sums.first).to_contain_text("Two have the same number")


def test_an_earlier_choice_is_said_in_its_own_words(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/who", "others").check()
    file = site.folder / "wellness/better-sleep/everything/index.html"
    html = file.read_text(encoding="utf-8")
    asked = html.replace('recall="better-sleep/goal/goal"', f'recall="{KEY}/who"')
    asked = asked.replace('href="../goal/"', 'href="../evenings-now/"')
    assert asked.count("evenings-now") > html.count("evenings-now") + 1
    file.write_text(asked, encoding="utf-8")
    page.goto(f"{site.url}wellness/better-sleep/everything/")
    said = "I live with others, and they are awake as late as I am."
    expect(page.locator("[data-wb-recall]")).to_have_text(said)
    file.write_text(html, encoding="utf-8")


def test_a_program_shows_how_far_it_is(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("x")
    done = page.get_by_role("button", name="I am done with this worksheet")
    done.click()
    expect(done).to_have_attribute("aria-pressed", "true")
    put(page, "better-sleep/life-wheel/wheel/food", "4")
    put(page, "better-sleep/goal/goal", "Asleep at eleven")
    page.goto(f"{site.url}wellness/better-sleep/")
    notes = page.locator("[data-wb-sheet]")
    expect(notes.filter(has_text="My evenings now")).to_contain_text("Done")
    expect(notes.filter(has_text="My goal")).to_contain_text("Answered: 1 of 3")
    expect(page.locator("[data-wb-phase-note]").first).to_have_text("Worksheets done: 2 of 4")
    page.get_by_role("link", name="Go on with “What I am good at”").click()
    expect(page.locator("h1")).to_contain_text("What I am good at")


def test_measures_are_compared_in_the_last_phase(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/reflect/")
    row = page.locator("[data-wb-measure]")
    expect(row.locator("td")).to_have_text(["not answered", "not answered", ""])
    put(page, f"{KEY}/rest", "4")
    put(page, "better-sleep/review/rest", "7")
    page.reload()
    expect(row.locator("td")).to_have_text(["4", "7", "up by 3"])
    expect(row.locator("circle")).to_have_count(2)
    expect(row.locator("svg")).to_have_attribute("aria-hidden", "true")


# -- the page ------------------------------------------------------------------------------------


def policy(site: Site) -> str:
    """What docs/browser.md tells the host to send, with the scripts of Material in this site."""
    text = (Path(__file__).parent.parent / "docs/browser.md").read_text(encoding="utf-8")
    found = re.search(r"^Content-Security-Policy: (.*)$", text, re.MULTILINE)
    assert found
    hashes = set()
    for page in site.folder.rglob("*.html"):
        scripts = re.findall(
            r"<script(?![^>]*(?:src=|json))[^>]*>(.*?)</script>", page.read_text(), re.DOTALL
        )
        hashes |= {b64encode(sha256(each.encode()).digest()).decode() for each in scripts}
    assert hashes
    return found[1].replace("<hashes>", " ".join(f"'sha256-{each}'" for each in sorted(hashes)))


def test_the_policy_holds_and_nothing_leaves_the_site(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    site.headers = {"Content-Security-Policy": policy(site)}
    asked, broken = [], []
    client.on("request", lambda request: asked.append(request.url))
    client.add_init_script(f"""{STILL}
        addEventListener("securitypolicyviolation", event =>
            console.error("violation", event.violatedDirective, event.blockedURI))""")
    client.on(
        "console", lambda message: broken.append(message.text) if message.type == "error" else 0
    )
    try:
        page = opened(client, site)
        everything(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as PDF with my answers").click()
        (tmp_path / "filled.pdf").write_bytes(download.value.path().read_bytes())
        exported(page)
        read_in(page, tmp_path / "filled.pdf").get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Print empty").click()
        printed(page)
        for title in ("The wheel of my evening", "All that a sheet can ask"):
            page.locator(".wb-menu").get_by_role("link", name=title).first.click()
            expect(page.locator("h1")).to_contain_text(title)
        for path in ("", "wellness/better-sleep/", "wellness/better-sleep/reflect/", "worksheets/"):
            page.goto(site.url + path)
        expect(page.locator("[data-wb-count]")).not_to_be_empty()
        page.get_by_role("textbox", name="Search").press_sequentially("wheel")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert not broken
        elsewhere = [url for url in asked if not url.startswith((site.origin, "blob:", "data:"))]
        assert len(asked) > 20
        assert not elsewhere
        assert not client.cookies()
    finally:
        site.headers = {}


def test_without_scripts_it_is_a_form_to_print(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + SHEET)
    expect(page.get_by_label("Tell the story of one good evening.")).to_be_visible()
    expect(page.get_by_role("link", name="PDF, A4")).to_be_visible()
    assert page.get_by_role("button", name=re.compile("answers|Print")).count() == 0
    assert page.locator("[data-wb-form] [name]").count() > 30
    page.goto(f"{site.url}wellness/better-sleep/reflect/")
    expect(page.get_by_role("heading", name="Before and now")).to_have_count(0)
    context.close()


def test_a_visited_program_works_without_a_network(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    said = page.locator("[data-wb-offline]")
    ready = "This program also works without a network on this device."
    expect(said).to_have_text(ready, timeout=20_000)
    client.set_offline(True)
    expect(said).to_contain_text("There is no network")
    page.goto(f"{site.url}wellness/better-sleep/life-wheel/")  # never visited
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    field(page, "better-sleep/life-wheel/wheel/food", "7").check()
    page.locator(".wb-menu").get_by_role("link", name="My evenings now").first.click()
    expect(page.locator("h1")).to_contain_text("My evenings now")
    field(page, f"{KEY}/where").fill("On a train")
    assert set(stored(page)) == {f"{KEY}/where", "better-sleep/life-wheel/wheel/food"}
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    assert acroform.values(download.value.path().read_bytes())[f"{KEY}/where"] == "On a train"


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(client: BrowserContext, site: Site, width: int) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = opened(client, site)
    page.set_viewport_size({"width": width, "height": 800})
    put(page, f"{KEY}/bedtime", "half past ten")
    put(page, f"{KEY}/rest", "4")

    def found() -> list[str]:
        page.evaluate(axe)
        script = """async () => (await axe.run()).violations.map(
            each => [each.id, each.nodes.map(node => node.html)])"""
        return [str(each) for each in page.evaluate(script)]

    for path in ("", "how-to-use/", "wellness/better-sleep/", "wellness/better-sleep/reflect/"):
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
        assert not found(), path
    for path in ("evenings-now", "life-wheel", "steps", "everything"):
        page.goto(f"{site.url}wellness/better-sleep/{path}/")
        expect(page.locator("[data-wb-status]")).not_to_be_empty()
        if path == "steps":
            page.get_by_role("button", name="One more row").click()
        assert not found(), path
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save my answers").scroll_into_view_if_needed()
    page.goto(site.url + SHEET)
    page.get_by_role("button", name="Erase answers").click()
    expect(page.get_by_role("dialog", name="Erase answers")).to_be_visible()
    assert not found()


def test_our_scripts_and_styles_are_small(client: BrowserContext, site: Site) -> None:
    """What a worksheet page loads by itself, packed, less Material's own."""
    page = client.new_page()
    urls: set[str] = set()
    page.on("requestfinished", lambda request: urls.add(request.url))
    page.goto(f"{site.url}wellness/better-sleep/life-wheel/")
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    ours = [url for url in urls if re.search(r"/assets/[^/]+\.(js|css)$", url)]
    assert len(ours) > 8
    packed = [gzip.compress(site.file(url).read_bytes(), 9) for url in ours]
    assert sum(map(len, packed)) < 30_000


def test_the_types_of_the_scripts_hold(tmp_path: Path) -> None:
    """Deno holds TypeScript's own checker; nothing is compiled, for the scripts are plain."""
    options = {"checkJs": True, "strict": True, "lib": ["dom", "dom.iterable", "esnext"]}
    config = tmp_path / "deno.json"
    config.write_text(json.dumps({"compilerOptions": options}))
    command = [find_deno_bin(), "check", "--no-lock", "--config", config]
    environment = {**os.environ, "NO_COLOR": "1", "DENO_DIR": str(tmp_path)}

    def mistakes(scripts: list[Path]) -> str:
        run = subprocess.run([*command, *scripts], capture_output=True, text=True, env=environment)
        return run.stderr if run.returncode else ""

    theme = Path(__file__).parent.parent / "templates/theme"
    scripts = sorted((theme / "assets").glob("*.js"))
    assert len(scripts) > 10
    assert not mistakes(scripts)
    wrong = tmp_path / "wrong.js"
    store = (theme / "assets/store.js").as_uri()
    wrong.write_text(f'import {{ read }} from "{store}";\nread(1);\n')
    assert "not assignable to parameter of type 'string'" in mistakes([wrong])
