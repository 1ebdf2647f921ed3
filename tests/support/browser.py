"""Helpers for tests in a browser: what clients do on a page, and what they see."""

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

from support import on_device
from support.browser_site import Site
from support.engines import until

SHEET = "wellness/better-sleep/evenings-now/"
PATIENCE = 60_000  # milliseconds; a test fails for what does not happen, not for a busy machine
expect.set_options(timeout=PATIENCE)
KEY = "better-sleep/evenings-now"
# Chromium prepares the lists below its address bar for each profile, which takes half a second. The
# others are what Playwright switches off, too: of two such lists, the last one counts.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,"
    "PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,NetworkTimeServiceQuerying"
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the Chromium of the system. Without it the tests fail instead of being skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The browser tests need Chromium: install the package `chromium`."
    arguments = ["--no-sandbox", f"--disable-features={WITHOUT}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@contextmanager
def visit(chromium: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A new browser profile; fails if a script on its pages raises an error."""
    context = chromium.new_context(locale="en-GB", **options)
    mistakes: list[str] = []
    context.on("weberror", lambda error: mistakes.append(str(error.error)))
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()
    assert mistakes == []


def console_errors(client: BrowserContext) -> list[str]:
    """The error messages on the console: a list that grows with each new one."""
    errors: list[str] = []

    def record(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    client.on("console", record)
    return errors


def opened(client: BrowserContext, site: Site, path: str = SHEET) -> Page:
    page = client.new_page()
    page.goto(site.url + path)
    if page.locator("[data-wb-form]").count():
        expect(page.locator("[data-wb-status]")).not_to_be_empty()
    return page


# During a transition, elements do not have their final contrast and place yet.
SETTLED = "() => Promise.allSettled(document.getAnimations().map(each => each.finished))"


def violations(page: Page) -> list[str]:
    """What axe finds on a page."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)
    page.evaluate(SETTLED)
    script = """async () => (await axe.run()).violations.map(
        each => [each.id, each.nodes.map(node => node.html)])"""
    return [str(each) for each in page.evaluate(script)]


def wait_for_script(page: Page, expression: str, argument: Any = None) -> None:
    """Wait until an expression is true in a page.

    Playwright's own function has the page evaluate a text, which the policy of our pages forbids.
    """

    def holds() -> bool:
        try:
            return bool(page.evaluate(expression, argument))
        except Error:  # the page is being replaced
            return False

    until(holds, expression)


def wait_for_instant_links(page: Page) -> None:
    """Wait until Material follows links without loading a page: it needs the sitemap first."""
    wait_for_script(
        page,
        "performance.getEntriesByType('resource').some(({name}) => name.endsWith('/sitemap.xml'))",
    )
    # What is fetched now is read after what Material has fetched.
    page.evaluate("async () => (await (await fetch(location.href)).blob()).text()")


def cached_paths(page: Page, site: Site) -> set[str]:
    """The paths of the site that are cached for offline use."""
    script = """async () => (await Promise.all((await caches.keys()).map(async name =>
        (await (await caches.open(name)).keys()).map(({url}) => url)))).flat()"""
    return {url.removeprefix(site.url) for url in page.evaluate(script)}


def field(page: Page, key: str, value: str = "") -> Any:
    chosen = f'[value="{value}"]' if value else ""
    return page.locator(f'[name="{key}"]{chosen}')


def entries(page: Page) -> dict[str, dict[str, str]]:
    """Everything that the browser keeps, by the names of the entries, once nothing is waiting."""
    saving = "document.querySelector('[data-wb-status]')?.dataset.wbStatus !== 'saving'"
    wait_for_script(page, saving)
    found: dict[str, dict[str, str]] = page.evaluate(f"async () => {{ {on_device.ENTRIES} }}")
    return found


def store_answer(page: Page, key: str, value: str, saved: str = "2026-01-01T08:00:00.000Z") -> None:
    """Store an answer as an earlier visit would have."""
    script = f"async given => {{ {on_device.STORE} }}"
    page.evaluate(script, [[f"answer:{key}", value, saved]])


def forget_everything(page: Page) -> None:
    """Make the device one that was never on the site."""
    page.evaluate(f"async () => {{ {on_device.CLEAR} }}")
    page.reload()


def stored(page: Page) -> dict[str, str]:
    """The answers that the browser keeps, once they no longer change."""
    before = None
    while (now := entries(page)) != before:
        before = now
        page.wait_for_timeout(150)
    prefix = "answer:"
    return {
        name.removeprefix(prefix): entry["value"]
        for name, entry in now.items()
        if name.startswith(prefix)
    }


def wait_for_answers(page: Page, count: int) -> None:
    """Wait until the browser keeps ``count`` answers."""
    until(lambda: sum(name.startswith("answer:") for name in entries(page)) == count, "answers")


def answer_all(page: Page) -> dict[str, str]:
    """Answer every question on a page, and return the answers by key."""
    given: dict[str, str] = {}
    kinds: dict[str, str] = {}
    script = (
        "all => all.map(each => [each.name, each.dataset.wbKind ?? each.type, each.value,"
        " each.options?.[1].value])"
    )
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
        .map(each => [each.name, each.type === "checkbox" ? "yes"
            : each.dataset.wbShown === each.value ? each.dataset.wbValue : each.value]))"""
    found: dict[str, str] = page.locator("[data-wb-form]").evaluate(script)
    return found


def exported(page: Page) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
    file: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    return file


def read_in(page: Page, path: Path) -> Any:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Read answers in").click()
    chooser.value.set_files(path)
    return page.get_by_role("dialog", name="Read answers in")


NO_PRINT_DIALOG = "window.print = () => {}"


def printed(page: Page) -> pypdfium2.PdfDocument:
    """The page as the browser prints it, on the paper size that it sets."""
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def flattened_text(pdf: bytes) -> str:
    """The text of a PDF and of its form fields, as PDFium draws them."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    for page in document:
        page.flatten()
    saved = io.BytesIO()
    document.save(saved)
    return text_of(pypdfium2.PdfDocument(saved.getvalue()))


def kept(page: Page) -> list[str]:
    """The answers that others have replaced."""
    return [entry["value"] for name, entry in entries(page).items() if name.startswith("kept:")]
