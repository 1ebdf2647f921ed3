"""What every page guarantees: privacy, small size, and offline use."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin
from playwright.sync_api import BrowserContext, expect
from support.browser import (
    KEY,
    NO_PRINT_DIALOG,
    answer_all,
    cached_paths,
    console_errors,
    exported,
    field,
    opened,
    printed,
    read_in,
    stored,
)
from support.browser_site import Site, policy
from support.places import ROOT

from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "in-the-page"])
def test_the_policy_holds_and_nothing_leaves_the_site(
    client: BrowserContext, site: Site, tmp_path: Path, sent: bool
) -> None:
    site.headers = {"Content-Security-Policy": policy(site)} if sent else {}
    asked: list[str] = []
    client.on("request", lambda request: asked.append(request.url))
    broken = console_errors(client)
    client.add_init_script(f"""{NO_PRINT_DIALOG}
        addEventListener("securitypolicyviolation", event =>
            console.error("violation", event.violatedDirective, event.blockedURI))""")
    try:
        page = opened(client, site)
        answer_all(page)
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
        page.locator(".wb-sort .wb-grip").first.drag_to(page.locator(".wb-zone").first)
        expect(page.locator(".wb-zone li")).to_have_count(1)
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


def test_a_script_that_is_put_into_a_page_does_not_run(client: BrowserContext, site: Site) -> None:
    refused = console_errors(client)
    client.route(
        "**/evenings-now/",
        lambda route: route.fulfill(
            body=site.file(route.request.url)
            .joinpath("index.html")
            .read_text(encoding="utf-8")
            .replace("</h1>", "</h1><script>window.ran = 1</script><img src=x onerror='ran = 1'>"),
            content_type="text/html",
        ),
    )
    page = opened(client, site)
    page.evaluate("document.body.append(document.createElement('script'))")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = 1";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert len([each for each in refused if "Content Security Policy" in each]) >= 3


def test_a_visited_program_works_without_a_network(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    said = page.locator("[data-wb-offline]")
    ready = "These worksheets also work without a network on this device."
    expect(said).to_have_text(ready)
    assert {"", "sitemap.xml", "search/search_index.json"} <= cached_paths(page, site)
    client.set_offline(True)
    expect(said).to_contain_text("There is no network")
    page.goto(f"{site.url}wellness/better-sleep/life-wheel/")  # never visited
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    field(page, "better-sleep/life-wheel/wheel/food", "7").check()
    page.locator(".wb-menu").get_by_role("link", name="My evenings now").first.click()
    expect(page.locator("h1")).to_contain_text("My evenings now")
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    field(page, f"{KEY}/where").fill("On a train")
    assert set(stored(page)) == {f"{KEY}/where", "better-sleep/life-wheel/wheel/food"}
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF with my answers").click()
    assert (
        form_values.read_values(download.value.path().read_bytes())[f"{KEY}/where"] == "On a train"
    )


def loaded(client: BrowserContext, url: str) -> tuple[set[str], str]:
    """The addresses that the page of a worksheet loads by itself, and its HTML."""
    urls: set[str] = set()
    page = client.new_page()
    page.on("requestfinished", lambda request: urls.add(request.url))
    page.goto(url)
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    html = page.content()
    page.close()
    return urls, html


def test_our_scripts_and_styles_are_small(client: BrowserContext, site: Site) -> None:
    """The compressed size of everything of ours that a worksheet page loads by itself."""
    names: set[str] = set()
    for sheet in ("life-wheel", "everything", "moved", "kinds", "my-nights", "my-choice", "weekly"):
        urls, html = loaded(client, f"{site.url}wellness/better-sleep/{sheet}/")
        ours = {url for url in urls if re.search(r"/assets/[0-9a-f]+/[^/]+\.(js|css)$", url)}
        names |= {url.rpartition("/")[2] for url in ours}
        inline = re.search(r"<script>(?=[^<]*wb-palettes).*?</script>", html, re.DOTALL)
        assert inline
        packed = [gzip.compress(site.file(url).read_bytes(), 9) for url in ours]
        packed.append(gzip.compress(inline[0].encode(), 9))
        assert sum(map(len, packed)) < 40_000, sheet
    assert {"workbook.css", "living.js", "wheel.js", "drag.js", "days.js", "times.js"} < names


def test_the_types_of_the_scripts_hold(tmp_path: Path) -> None:
    """Deno includes the TypeScript checker; the scripts are plain and need no compiling.

    They use only what browsers have had for years: the library of ES2022.
    """
    options = {"checkJs": True, "strict": True, "lib": ["dom", "dom.iterable", "es2022"]}
    config = tmp_path / "deno.json"
    config.write_text(json.dumps({"compilerOptions": options}))
    command = [find_deno_bin(), "check", "--no-lock", "--config", config]
    environment = {**os.environ, "NO_COLOR": "1", "DENO_DIR": str(tmp_path)}

    def mistakes(scripts: list[Path]) -> str:
        run = subprocess.run([*command, *scripts], capture_output=True, text=True, env=environment)
        return run.stderr if run.returncode else ""

    theme = ROOT / "templates/theme"
    scripts = sorted((theme / "assets").glob("*.js"))
    assert len(scripts) > 10
    assert not mistakes(scripts)
    # A program in one file has some modules of its own, and the rest is from the site.
    portable = Path(shutil.copytree(theme / "assets", tmp_path / "portable"))
    shutil.copytree(ROOT / "templates/portable", portable, dirs_exist_ok=True)
    own = [portable / path.name for path in sorted((ROOT / "templates/portable").glob("*.js"))]
    assert {path.name for path in own} >= {"program.js", "site.js"}
    assert not mistakes(own)
    wrong = tmp_path / "wrong.js"
    store = (theme / "assets/store.js").as_uri()
    wrong.write_text(f'import {{ read }} from "{store}";\nread(1);\n')
    assert "not assignable to parameter of type 'string'" in mistakes([wrong])
