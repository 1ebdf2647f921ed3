"""Chromium, Firefox and WebKit print a page into a PDF, and what is on its pages."""

import base64
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pypdf
import pypdfium2
from selenium.webdriver.common.print_page_options import PrintOptions

from support import engines
from support.webkit_window_client import webkit_window

MARGIN = 12  # millimeters
POINTS = 72 / 25.4  # in a millimeter


class Printer(Protocol):
    """A browser that prints the page that it shows."""

    def visit(self, url: str) -> None:
        """Open an address, and wait until answers in its form are shown and kept."""

    def script(self, code: str) -> Any:
        """Run the body of an async function, and return what it returns."""

    def until(self, code: str) -> Any:
        """Wait until a script returns something true, and return it."""

    def print(self) -> bytes:
        """Print the page as Ctrl+P does, and return the PDF."""


class _DrivenPrinter(engines.Page):
    def print(self) -> bytes:
        options = PrintOptions()
        options.background = True  # what is dark must not depend on it
        options.margin_top = options.margin_bottom = MARGIN / 10
        options.margin_left = options.margin_right = MARGIN / 10
        options.page_width, options.page_height = 21.0, 29.7
        return base64.b64decode(self.driver.print_page(options))


@contextmanager
def printing(engine: str, profile: Path) -> Iterator[Printer]:
    """A browser of one of the engines that can print, on the current display."""
    if engine == "webkit":
        with webkit_window(profile) as window:
            yield window
    else:
        with engines.driven(engine, profile) as driver:
            yield _DrivenPrinter(driver)


def text_of(pdf: bytes) -> str:
    """The text of all pages without any space, since lines break differently in each engine."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def fonts_of(pdf: bytes) -> set[str]:
    """The families of the fonts in which text is set."""
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf))
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    names = (str(font.get_object()["/BaseFont"]) for font in fonts)
    return {re.sub(r"^/([A-Z]{6}\+)?|(Next)?-.*$", "", name) for name in names}


def marks_of(pdf: bytes) -> Counter[str]:
    """How often each of the marks is printed that answers consist of, such as `<12.7>`."""
    return Counter(re.findall(r"<\d+\.\d+>", text_of(pdf)))


def pictures_of(pdf: bytes) -> list[Any]:
    """Each page as a picture."""
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def outside_margins(pdf: bytes) -> list[str]:
    """Text that is not within the margins of its page, where printers cut it."""
    least = MARGIN * POINTS - 3
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        text, (width, height) = page.get_textpage(), page.get_size()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            room = min(left, bottom, width - right, height - top)
            if right > left and room < least:
                found.append(f"page {number}: {text.get_text_range(index, 10)!r}")
    return found
