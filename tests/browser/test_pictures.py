"""What a picture file can do when a browser opens it by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.browser_site import Site
from support.hostile_svgs import HARMLESS, HOSTILE

from workbook_builder.graphics.svg import svg_mistake

pytestmark = pytest.mark.slow


def variants(svg: str) -> Iterator[str]:
    """The same picture, disguised in ways that have got past filters before."""
    yield svg
    yield svg.replace("script", "SCRIPT").replace("href", "HREF").replace("on", "ON")
    yield svg.replace("http://127", "//127").replace("javascript:", "java&#10;script:")
    yield svg.replace("url(", "url( \n").replace("='", " = '")
    yield svg.replace("<svg ", "<x:svg xmlns:x='http://www.w3.org/2000/svg' ").replace(
        "</svg>", "</x:svg>"
    )
    yield svg.replace("<rect ", "<metadata><rect ", 1).replace("/>", "/></metadata>", 1)


def opened_alone(browser: Browser, site: Site, names: list[str]) -> dict[str, list[str]]:
    """What each file did: `ran`, and the addresses elsewhere that it asked for."""
    did: dict[str, list[str]] = {}
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in names:
        asked.clear()
        page.goto(site.url + name, wait_until="load")
        page.wait_for_timeout(30)
        ran = page.evaluate("document.documentElement?.getAttribute('data-ran')")
        away = [url for url in asked if not url.startswith((site.url + name, "data:"))]
        away = [url for url in away if not url.endswith("favicon.ico")]
        did[name] = [*(["ran"] if ran else []), *away]
    context.close()
    return did


def test_no_picture_that_is_used_runs_or_loads_anything(chromium: Browser, tmp_path: Path) -> None:
    used = []
    for title, svg in {**HOSTILE, **HARMLESS}.items():
        for number, variant in enumerate(variants(svg)):
            if svg_mistake(variant.encode()) is None:
                name = f"{title}-{number}.svg"
                (tmp_path / name).write_text(variant, encoding="utf-8")
                used.append(name)
    assert len(used) > len(HARMLESS)
    site = Site(tmp_path)
    did = opened_alone(chromium, site, used)
    site.close()
    assert not {name: each for name, each in did.items() if each}


def test_the_pictures_that_are_refused_would_have_run(chromium: Browser, tmp_path: Path) -> None:
    slow = {"filter-loop", "filter-spread", "filter-region", "copies"}
    names = [f"{title}.svg" for title in HOSTILE if title not in slow]
    for name in names:
        (tmp_path / name).write_text(HOSTILE[name.removesuffix(".svg")], encoding="utf-8")
    site = Site(tmp_path)
    did = opened_alone(chromium, site, names)
    site.close()
    assert len([name for name, each in did.items() if "ran" in each]) >= 8
    assert len([name for name, each in did.items() if each]) >= 14
