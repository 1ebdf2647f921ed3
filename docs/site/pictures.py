"""Makes the pictures of the README from the library: `python docs/site/pictures.py`.

It needs Chromium. Look at both pictures before you commit them.
"""

import base64
import io
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdfium2
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from workbook_builder.cli.main import main

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs/assets"

# The answers of an invented client, on the web and on paper.
SHEET = "life-transitions/life-balance-wheel"
RATINGS = {
    "health": 6, "work": 4, "money": 5, "home": 8, "family": 7, "friends": 3, "learning": 6,
    "rest": 4, "own": 7,
}  # fmt: skip
WORDS = {
    "own-area": "My garden",
    "matters-most": "Friends, and my own area",
    "notice": "It is rounder than I thought. Friends is the lowest, and it is the one that I miss.",
}

_SCENE = """<!doctype html><meta charset="utf-8"><style>
* {{ box-sizing: border-box; margin: 0 }}
body {{ width: {width}px; height: {height}px; overflow: hidden; position: relative;
  background: linear-gradient(135deg, #e4eeec, #f6efe6) }}
img {{ display: block; width: 100% }}
{styles}
</style>{body}"""
_WEB = """
.window { position: absolute; left: 60px; top: 40px; width: 1180px; height: 870px;
  overflow: hidden; border-radius: 14px; background: #fff;
  box-shadow: 0 30px 70px rgb(20 50 50 / .22), 0 0 0 1px rgb(20 50 50 / .1) }
.bar { height: 38px; padding: 0 16px; background: #eceae5;
  display: flex; gap: 9px; align-items: center }
.bar i { width: 12px; height: 12px; border-radius: 50%; background: #cfcbc2 }
.phone { position: absolute; right: 56px; top: 160px; width: 348px; padding: 12px;
  border-radius: 46px; background: #16211f; box-shadow: 0 30px 70px rgb(20 50 50 / .35) }
.phone img { border-radius: 34px }
"""
_PAPER = """
img { position: absolute; background: #fff;
  box-shadow: 0 24px 60px rgb(20 50 50 / .22), 0 0 0 1px rgb(20 50 50 / .08) }
img:nth-of-type(1) { width: 520px; left: 70px; top: 70px; transform: rotate(-5deg) }
img:nth-of-type(2) { width: 520px; right: 70px; top: 70px; transform: rotate(5deg) }
img:nth-of-type(3) { width: 600px; left: 500px; top: 42px }
"""


def pictures(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each picture with its name; `folder` is for temporary files."""
    for name in ("content", "templates", "mkdocs.yml"):
        (folder / name).symlink_to(ROOT / name)
    answers = folder / "answers.json"
    answers.write_text(json.dumps(file_of_answers()), encoding="utf-8")
    os.chdir(folder)
    run("build")
    run("print", "answers.json", "--worksheet", SHEET)
    sheets = [
        folder / "site/personal/life-transitions/downloads/life-transitions-workbook-a4.pdf",
        folder / "site/business/business-strategy/downloads/business-strategy-workbook-a4.pdf",
        *(folder / "printed").rglob("life-balance-wheel*.pdf"),
    ]
    with chromium() as browser, served(folder / "site") as address:
        desktop = shot(browser, f"{address}/personal/{SHEET}/", 1400, 988, above=290)
        phone = shot(browser, f"{address}/personal/{SHEET}/", 390, 820, above=72)
        yield (
            "page.webp",
            scene(
                browser, 1600, 950, _WEB,
                f'<div class="window"><div class="bar"><i></i><i></i><i></i></div>{image(desktop)}'
                f'</div><div class="phone">{image(phone)}</div>',
            ),
        )  # fmt: skip
        pages = "".join(image(first_page(path)) for path in sheets)
        yield "sheet.webp", scene(browser, 1600, 908, _PAPER, pages)


def file_of_answers() -> Mapping[str, Any]:
    """The answers as a file that the site would save."""
    given = {f"{SHEET}/wheel/{area}": str(rating) for area, rating in RATINGS.items()}
    given |= {f"{SHEET}/{field}": words for field, words in WORDS.items()}
    given |= {"life-transitions/client-name": "Amina", f"{SHEET}/filled-on": "2026-03-14"}
    return {"format": "workbook-answers", "version": 1, "answers": given}


def run(*arguments: str) -> None:
    """Run a `workbook` command."""
    result = CliRunner().invoke(main, arguments)
    if result.exit_code:
        sys.exit(result.output)


# -- Pages and sheets --------------------------------------------------------------------------


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the system."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        pass


def shot(browser: Browser, address: str, width: int, height: int, above: int) -> bytes:
    """A screenshot of a page with answers, scrolled to ``above`` pixels above its wheel."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=2, locale="en-GB"
    )
    page.goto(address)
    fill_in(page)
    page.mouse.move(0, 0)
    wheel = page.locator(".wb-field", has=page.locator(f'[name^="{SHEET}/wheel/"]'))
    wheel.evaluate(
        "(it, above) => { document.activeElement.blur();"
        " scrollTo(0, scrollY + it.getBoundingClientRect().top - above) }",
        above,
    )
    page.wait_for_timeout(600)  # until the header has settled
    return page.screenshot()


def fill_in(page: Page) -> None:
    """Fill in the answers of the client."""
    for area, rating in RATINGS.items():
        page.locator(f'[name="{SHEET}/wheel/{area}"][value="{rating}"]').check(force=True)
    for field, words in WORDS.items():
        page.locator(f'[name="{SHEET}/{field}"]').fill(words)


def first_page(path: Path) -> bytes:
    """The first page of a PDF as a PNG."""
    written = io.BytesIO()
    with pypdfium2.PdfDocument(path) as document:
        document[0].render(scale=2).to_pil().save(written, "PNG")
    return written.getvalue()


# -- Scenes ------------------------------------------------------------------------------------


def image(png: bytes) -> str:
    """A picture as HTML."""
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(png).decode()}">'


def scene(browser: Browser, width: int, height: int, styles: str, body: str) -> bytes:
    """Several pictures arranged in one, compressed to load fast."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(_SCENE.format(width=width, height=height, styles=styles, body=body))
    written = io.BytesIO()
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(
        written, "WEBP", quality=82, method=6
    )
    return written.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pictures(Path(folder)):
            (ASSETS / name).write_bytes(content)
            print(f"docs/assets/{name}: {len(content) / 1000:.0f} KB")
