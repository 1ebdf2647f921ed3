"""What a client does on a page, with the same commands in each engine."""

import base64
from collections import defaultdict
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from support.engines import Page

BY_HAND = 4  # fields of each kind that are typed; browsers are slow at it, and sheets are long
AT_ONCE = """
    for (const [key, text] of Object.entries(args[0])) {
        const field = document.querySelector(`[name="${CSS.escape(key)}"]`);
        field.value = text;
        for (const type of ["input", "change"]) {
            field.dispatchEvent(new Event(type, {bubbles: true}));
        }
    }
"""


def fill(page: Page) -> dict[str, str]:
    """Answer every question on a page, and return the answers.

    The first fields of each kind are filled in as a client does it, the others by a script.
    """
    script = """return [...document.querySelectorAll("[data-wb-form] [name]")].map(each =>
        [each.name, each.dataset.wbKind ?? each.type, each.value, each.options?.[1].value])"""
    given: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for key, kind, value, option in page.script(script):
        match kind:
            case "radio" if key not in given:
                page.click(f'label:has([name="{key}"][value="{value}"])')
                given[key] = value
            case "radio":
                pass
            case "checkbox":
                page.click(f'[name="{key}"]')
                given[key] = "yes"
            case "select-one":
                Select(page.seen(key)).select_by_value(option)
                given[key] = option
            case "number":
                texts[kind][key] = "3,5"
                given[key] = "3.5"
            case "date":
                texts[kind][key] = "14/3/26"
                given[key] = "2026-03-14"
            case "textarea":
                texts[kind][key] = given[key] = "First line\nÄrger & <Mut> “ok”"
            case _:
                texts[kind][key] = given[key] = "Ein Wort: naïve"
    at_once: dict[str, str] = {}
    for written in texts.values():
        for number, (key, text) in enumerate(written.items()):
            if number < BY_HAND:
                page.type(key, text)
            else:
                at_once[key] = text
    page.script(AT_ONCE, at_once)
    page.find("body").click()
    return given


CATCH_FILES = """
    window.files = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = blob => { window.files.push(blob); return create.call(URL, blob); };
    const click = HTMLInputElement.prototype.click;
    HTMLInputElement.prototype.click = function() {
        if (this.type !== "file") click.call(this);  // no window of the system in a test
    };
"""


def downloaded(page: Page) -> bytes:
    """The last file that the page has offered."""
    text = page.until(
        """const file = window.files.pop();
        return file && await new Promise(done => {
            const reader = new FileReader();
            reader.onload = () => done(reader.result.split(",")[1]);
            reader.readAsDataURL(file);
        })"""
    )
    return base64.b64decode(text)


def read_in(page: Page, path: Path) -> None:
    """Read a file in, and take over what it has."""
    page.click('[data-wb-do="import"]')
    page.until("return document.querySelector('input[type=file]') !== null")
    page.driver.find_element(By.CSS_SELECTOR, 'input[type="file"]').send_keys(str(path))
    page.until("return document.querySelector('dialog button[value=take]') !== null")
    page.find("dialog button[value=take]").click()
    page.until("return document.querySelector('.wb-answers__undo') !== null")
