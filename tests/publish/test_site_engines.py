"""Other site engines make the site that MkDocs makes: the same pages, page by page."""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support.command_line import contents, run
from support.page_parts import Element, Html, inside, without
from support.places import PRACTICE

pytestmark = pytest.mark.slow

WORKBOOK = ["workbook_builder", "build", "--strict"]
# How each engine builds a practice: modules that are run with arguments, in the practice's folder.
BUILDS = {
    "mkdocs": [*WORKBOOK, "--engine", "mkdocs"],
    "properdocs": [*WORKBOOK, "--engine", "properdocs"],
    "zensical": [*WORKBOOK, "--engine", "zensical"],
    "properdocs alone": ["properdocs", "build", "--strict", "-f", "mkdocs.yml"],
}
# How each engine builds an export, in the folder of the export.
EXPORTS = {
    "export, mkdocs": ["mkdocs", "build"],
    "export, zensical": ["zensical", "build"],
}
OWN_PAGE = """# About me

I work with [better sleep](wellness/better-sleep/index.md) and a [goal sheet].
[How to use](how-to-use.md#paper) says more, and so does [our other page](more.md).

[goal sheet]: wellness/better-sleep/goal.md
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of the small practice by the way in which it was built."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("engines") / "practice"))
    (practice / "content/pages/about-me.md").write_text(OWN_PAGE)
    (practice / "content/pages/more.md").write_text("# More\n")
    made = {}
    for name, command in BUILDS.items():
        execute(command, practice)
        made[name] = (practice / "site").rename(practice.parent / name)
    result = run("export", "plain", at=practice)
    assert result.exit_code == 0, result.output
    for name, command in EXPORTS.items():
        execute(command, practice / "plain")
        made[name] = (practice / "plain/site").rename(practice.parent / name)
    assert not list(practice.glob(".export-*"))
    return made


def execute(command: list[str], folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


OTHERS = [*BUILDS, *EXPORTS][1:]
PLUGIN = ["properdocs", "properdocs alone"]
ZENSICAL = ["zensical", "export, zensical"]


def pages(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}


# -- what may differ, and why --------------------------------------------------------------------

# Files that an engine has of its own, by how their paths begin.
OTHER_FILES = {
    "assets/javascripts/": "the engine's own scripts",
    "assets/stylesheets/": "the engine's own styles",
    "search": "the index of the engine's own search: a folder, or a file",
    "sitemap.xml": "Zensical sorts it, and does not compress it",
    ".workbook-files": "the list of all other files",
    "offline.json": "digests of pages, and so of what their heads say of the engine",
    "wellness/better-sleep/offline.json": "the same",
}
# Elements of a head that an engine has of its own: tag, attribute, and what its value contains.
OTHER_ELEMENTS = {
    ("meta", "http-equiv", "Policy"): "only the plugin can tell an engine's scripts from others",
    ("meta", "name", "generator"): "each engine names itself",
    ("link", "href", "/assets/stylesheets/"): "the engine's own styles",
    ("script", "src", "/assets/javascripts/"): "the engine's own scripts",
}
SEARCH = "data-search-exclude"  # Zensical removes this attribute, and does not obey it
HEADING_LINK = ("a", "headerlink")  # which Zensical adds to the heading of a page


@cache
def page_of(page: Path, site: Path) -> list[Element]:
    """A page, without what Zensical adds to its content or removes from it."""
    place = page.relative_to(site).as_posix()
    row = Html(page.read_text("utf-8"), f"workbook/{place.removesuffix('index.html')}").row
    return [
        each._replace(attributes=tuple(a for a in each.attributes if a[0] != SEARCH))
        for each in without(row, *HEADING_LINK)
    ]


def head(row: list[Element]) -> list[Element]:
    """What a page says of itself, and which files it loads, except the engine's own."""
    written = list(without(inside(row, "head"), "script"))
    loaded = [each for each in row if each.tag == "script" and each.get("src")]
    return [
        each
        for each in [*written, *loaded]
        if not any(
            each.tag == tag and value in each.get(name) for tag, name, value in OTHER_ELEMENTS
        )
    ]


# -- ProperDocs runs our plugin ------------------------------------------------------------------


@pytest.mark.parametrize("engine", PLUGIN)
def test_properdocs_writes_the_same_bytes(sites: dict[str, Path], engine: str) -> None:
    ours, theirs = contents(sites["mkdocs"]), contents(sites[engine])
    assert ours.keys() == theirs.keys()
    for path, content in ours.items():
        if path.endswith(".html"):
            assert generator(content) != generator(theirs[path])
            assert unsigned(content) == unsigned(theirs[path]), path
        elif not path.endswith(("offline.json", ".xml.gz")):  # digests of pages; the time
            assert content == theirs[path], path


def generator(html: bytes) -> bytes:
    """The line in which an engine names itself."""
    (line,) = (line for line in html.splitlines() if b'<meta name="generator"' in line)
    return line


def unsigned(html: bytes) -> bytes:
    return html.replace(generator(html), b"")


# -- the same pages, by any engine ---------------------------------------------------------------


@pytest.mark.parametrize("engine", OTHERS)
def test_there_are_the_same_files(sites: dict[str, Path], engine: str) -> None:
    differing = contents(sites["mkdocs"]).keys() ^ contents(sites[engine]).keys()
    assert [path for path in differing if not path.startswith(tuple(OTHER_FILES))] == []


@pytest.mark.parametrize("engine", OTHERS)
def test_scripts_styles_fonts_and_pdfs_are_the_same_bytes(
    sites: dict[str, Path], engine: str
) -> None:
    kinds = (".css", ".js", ".pdf", ".png", ".webmanifest", ".woff2")
    ours, theirs = contents(sites["mkdocs"]), contents(sites[engine])
    same = [p for p in ours if p.endswith(kinds) and not p.startswith(tuple(OTHER_FILES))]
    assert len(same) > 50
    assert [path for path in same if ours[path] != theirs[path]] == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("article", "md-content__inner"),
        ("form", "wb-form"),
        ("nav", "wb-trail"),
        ("nav", "wb-menu"),
        ("nav", "md-tabs"),
        ("nav", "wb-onward"),
        ("footer", "wb-footer"),
    ],
)
@pytest.mark.parametrize("engine", OTHERS)
def test_a_part_of_each_page_is_the_same(
    sites: dict[str, Path], engine: str, tag: str, kind: str
) -> None:
    found = 0
    for path, page in pages(sites["mkdocs"]).items():
        ours = inside(page_of(page, sites["mkdocs"]), tag, kind)
        theirs = inside(page_of(sites[engine] / path, sites[engine]), tag, kind)
        assert theirs == ours, path
        found += bool(ours)
    assert found >= 8, "at least each worksheet has it"


@pytest.mark.parametrize("engine", OTHERS)
def test_the_head_of_each_page_says_and_loads_the_same(sites: dict[str, Path], engine: str) -> None:
    for path, page in pages(sites["mkdocs"]).items():
        ours = head(page_of(page, sites["mkdocs"]))
        assert len(ours) > 15
        assert head(page_of(sites[engine] / path, sites[engine])) == ours, path


@pytest.mark.parametrize("engine", OTHERS)
def test_the_start_of_the_content_can_be_jumped_to(sites: dict[str, Path], engine: str) -> None:
    found = 0
    for path, page in pages(sites[engine]).items():
        row = page_of(page, sites[engine])
        for link in (each.get("href") for each in row if each.get("class") == "md-skip"):
            assert link.partition("#")[2] in {each.get("id") for each in row}, path
            found += 1
    assert found >= 20


@pytest.mark.parametrize("engine", OTHERS)
def test_the_search_knows_the_same_places(sites: dict[str, Path], engine: str) -> None:
    assert searched(sites[engine]) == searched(sites["mkdocs"])


def searched(site: Path) -> set[str]:
    """The addresses of what is in the index of a search."""
    file, key = (
        ("search.json", "items")
        if (site / "search.json").is_file()
        else ("search/search_index.json", "docs")
    )
    entries = json.loads((site / file).read_text("utf-8"))[key]
    assert len(entries) > 50
    return {entry["location"].partition("#")[0] for entry in entries}


@pytest.mark.parametrize("engine", OTHERS)
def test_links_of_own_pages_lead_to_generated_ones(sites: dict[str, Path], engine: str) -> None:
    row = page_of(sites[engine] / "about-me/index.html", sites[engine])
    links = [each.get("href") for each in inside(row, "article") if each.tag == "a"]
    start = "https://site/workbook/"
    sheet, program = f"{start}wellness/better-sleep/goal/", f"{start}wellness/better-sleep/"
    assert links == [program, sheet, f"{start}how-to-use/#paper", f"{start}more/"]


# -- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize("engine", PLUGIN)
def test_a_strict_build_with_a_warning_of_ours_leaves_the_old_site(
    practice: Path, engine: str
) -> None:
    execute(BUILDS[engine], practice)
    before = contents(practice / "site")
    foreign = '<script src="https://stats.example.org/count.js"></script>\n'
    (practice / "content/pages/own.md").write_text(f"# Mine\n\n{foreign}")
    command = [sys.executable, "-m", *BUILDS[engine]]
    refused = subprocess.run(command, cwd=practice, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "browsers will not load https://stats.example.org/count.js" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert contents(practice / "site") == before


def test_an_engine_that_is_not_installed_is_named(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "properdocs", None)
    result = run("build", "--engine", "properdocs", at=practice)
    assert result.exit_code == 1
    assert "ProperDocs is not installed; run `python -m pip install properdocs`" in result.output
    assert not (practice / "site").exists()
