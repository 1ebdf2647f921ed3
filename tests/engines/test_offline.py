"""What is kept for use without a network, in each engine: wholly, of one build, and up to date."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browser_site import Site
from support.command_line import run
from support.engines import Page
from support.places import PRACTICE, ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # selenium
]

SHEET = "wellness/better-sleep/evenings-now/"
NEVER_VISITED = "wellness/better-sleep/life-wheel/"
PDF = "wellness/better-sleep/downloads/evenings-now-a4.pdf"
KEY = "better-sleep/evenings-now/where"
ALL = "These worksheets also work without a network on this device."
PARTLY = "These worksheets also work without a network on this device, except for their PDFs."
# Each build marks its pages, the style sheet, a script of ours, and those of the practice.
MARKS = """
    const style = getComputedStyle(document.body);
    return [document.title.match(/build (\\w)/)?.[1], style.getPropertyValue("--build"),
            style.getPropertyValue("--own-build"), document.body.dataset.build,
            document.body.dataset.ownBuild].join("")
"""
FULL = """
    const full = async () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two builds of a site, in which pages, scripts and styles differ."""
    folder = tmp_path_factory.mktemp("offline")
    practice = Path(shutil.copytree(PRACTICE, folder / "practice"))
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    settings = practice / "mkdocs.yml"
    own = "\nextra_css: [assets/own.css]\nextra_javascript: [assets/own.js]\n"
    settings.write_text(settings.read_text() + own)
    script = (ROOT / "templates/theme/assets/living.js").read_text(encoding="utf-8")
    built = {}
    for build in "AB":
        changed = text.replace("title: My evenings now", f"title: My evenings, build {build}")
        changed = changed.replace("The wheel of my evening", f"My wheel, build {build}")
        assert changed.count(f"build {build}") == 2
        files = {
            program: changed,
            practice / "templates/styles/own.css": f"body {{ --build: {build}; }}",
            practice / "templates/theme/assets/living.js": (
                f"{script}\ndocument.body.dataset.build = '{build}';\n"
            ),
            practice / "content/pages/assets/own.css": f"body {{ --own-build: {build}; }}",
            practice / "content/pages/assets/own.js": (
                f"document.body.dataset.ownBuild = '{build}';\n"
            ),
        }
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        result = run("build", "-f", str(settings), "--strict")
        assert result.exit_code == 0, result.output
        built[build] = (practice / "site").rename(folder / build)
    return built


@pytest.fixture
def served(builds: dict[str, Path]) -> Iterator[Site]:
    """The first build, served."""
    site = Site(builds["A"])
    yield site
    site.silent = False
    site.close()


def said(page: Page, words: str) -> None:
    """Wait until a page says something about its use without a network."""
    page.until("return document.querySelector('[data-wb-offline]')?.textContent === args[0]", words)


def keep(page: Page, site: Site, words: str = ALL) -> None:
    """Visit a sheet, and wait until its program is kept."""
    page.visit(site.url + SHEET)
    said(page, words)


def marks(page: Page) -> str:
    """The builds that page, style sheets and scripts come from; a letter for each."""
    page.until("return document.body?.dataset.build")
    found: str = page.script(MARKS)
    return found


def names(page: Page) -> list[str]:
    """The names of all that is kept."""
    script = """const cache = await caches.open("workbook:/workbook/");
        return (await cache.keys()).map(({url}) => url.split("/workbook/")[1])"""
    found: list[str] = page.script(script)
    return found


def returns_to_the_page(page: Page) -> None:
    """Let the page believe that its tab was hidden, and is seen again."""
    page.script("document.dispatchEvent(new Event('visibilitychange'))")


def is_told_of_a_new_version(page: Page) -> None:
    page.until("return document.querySelector('.wb-news p')?.textContent.includes('new version')")


def test_everything_of_a_program_is_kept(page: Page, served: Site, builds: dict[str, Path]) -> None:
    keep(page, served)
    kept = set(names(page))
    program = builds["A"] / "wellness/better-sleep"
    pdfs = {path.relative_to(builds["A"]).as_posix() for path in program.rglob("*.pdf")}
    assert len(pdfs) == 18
    assert pdfs < kept
    assert "assets/content/pictures/evening.svg" in kept
    assert {"", "how-to-use/", "about-coaching/", "search/search_index.json"} < kept
    folder = next(path for path in (builds["A"] / "assets").iterdir() if len(path.name) == 16)
    modules = {path.relative_to(builds["A"]).as_posix() for path in folder.glob("*.*")}
    assert modules < kept
    asked = len(served.asked)
    page.visit(served.url + NEVER_VISITED)
    said(page, ALL)
    assert len([path for path in served.asked[asked:] if path.endswith(".pdf")]) == 0
    with served.unreachable():
        page.visit(served.url + SHEET)
        said(page, ALL)
        assert page.script("return (await (await fetch(args[0])).blob()).size", served.url + PDF)


@pytest.mark.parametrize("cached", ["as browsers guess", "for an hour"])
def test_an_update_replaces_all_that_is_kept(
    page: Page, served: Site, builds: dict[str, Path], cached: str
) -> None:
    if cached == "for an hour":
        served.headers["Cache-Control"] = "max-age=3600"
    keep(page, served)
    assert marks(page) == "AAAAA"
    old = {name for name in names(page) if name.startswith("assets/") and "content" not in name}
    served.folder = builds["B"]
    keep(page, served)
    assert marks(page) == "BBBBB"
    page.until(
        """const cache = await caches.open("workbook:/workbook/");
        return (await cache.keys()).every(({url}) => !url.includes(args[0]))""",
        next(name for name in old if name.endswith("workbook.js")),
    )
    with served.unreachable():
        page.visit(served.url + NEVER_VISITED)
        assert marks(page) == "BBBBB"
        page.visit(served.url + SHEET)
        assert marks(page) == "BBBBB"


def test_a_link_to_a_page_of_a_newer_build_brings_its_scripts_as_well(
    page: Page, served: Site, builds: dict[str, Path]
) -> None:
    keep(page, served)
    page.until(
        "return performance.getEntriesByType('resource').some(({name}) => /map.xml/.test(name))"
    )
    served.folder = builds["B"]
    page.script("document.querySelector('.wb-menu a[href*=life-wheel]').click()")
    page.until("return document.title.includes('My wheel, build B')")
    page.until("return document.body?.dataset.ownBuild === 'B'")
    assert marks(page) == "BBBBB"


def test_a_page_is_not_kept_without_its_scripts_and_styles(
    page: Page, served: Site, builds: dict[str, Path]
) -> None:
    keep(page, served)
    served.folder, served.failing = builds["B"], "/assets/|own"
    page.driver.get(served.url + SHEET)
    page.until("return document.title.includes('build B')")
    with served.unreachable():
        for path in (SHEET, NEVER_VISITED):
            page.visit(served.url + path)
            assert marks(page) == "AAAAA"


def test_a_network_that_does_not_answer_shows_what_is_kept(
    page: Page, served: Site, builds: dict[str, Path]
) -> None:
    keep(page, served)
    served.silent, served.folder = True, builds["B"]
    begun = time.monotonic()
    page.visit(served.url + NEVER_VISITED)
    assert marks(page) == "AAAAA"
    assert time.monotonic() - begun < 20
    served.silent = False
    is_told_of_a_new_version(page)
    page.click(".wb-news .wb-button--main")
    page.until("return document.title.includes('build B')")
    assert marks(page) == "BBBBB"


def test_a_server_with_an_error_shows_what_is_kept(page: Page, served: Site) -> None:
    keep(page, served)
    served.failing = ""
    page.visit(served.url + NEVER_VISITED)
    assert marks(page) == "AAAAA"


def test_a_page_that_is_open_tells_of_a_new_version(
    page: Page, served: Site, builds: dict[str, Path]
) -> None:
    keep(page, served)
    served.folder = builds["B"]
    page.type(KEY, "half a sen")
    returns_to_the_page(page)
    is_told_of_a_new_version(page)
    assert marks(page) == "AAAAA"
    assert page.shown()[KEY] == "half a sen"
    page.click(".wb-news button:last-child")
    returns_to_the_page(page)
    assert not page.find(".wb-news").is_displayed()
    page.click("[data-wb-do=erase]")  # loads a script, which the site has no longer
    page.until("return !!document.querySelector('dialog[open]')")
    page.visit(served.url + SHEET)
    assert marks(page) == "BBBBB"
    assert page.shown()[KEY] == "half a sen"


def test_what_is_missing_is_named_and_fetched_later(page: Page, served: Site) -> None:
    served.failing = "pdf$"
    keep(page, served, PARTLY)
    served.failing = "(?!)"
    returns_to_the_page(page)
    said(page, ALL)
    assert PDF in names(page)


@pytest.mark.parametrize("broken", ["Cache.prototype.put", "caches.open"])
def test_a_full_device_does_not_hide_the_network(
    page: Page, served: Site, builds: dict[str, Path], tmp_path: Path, broken: str
) -> None:
    keep(page, served)
    full = Path(shutil.copytree(builds["B"], tmp_path / "full"))
    worker = full / "service-worker.js"
    worker.write_text(f"{FULL}{broken} = full;\n{worker.read_text(encoding='utf-8')}")
    served.folder = full
    page.script("await (await navigator.serviceWorker.ready).update()")
    page.until(
        """const {active, waiting, installing} = await navigator.serviceWorker.ready;
        return active.state === "activated" && !waiting && !installing"""
    )
    for path in (SHEET, NEVER_VISITED, ""):
        page.visit(served.url + path)
        assert "Error" not in page.driver.title
    page.visit(served.url + SHEET)
    assert marks(page) == "BBBBB"
