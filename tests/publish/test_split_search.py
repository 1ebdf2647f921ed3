"""The split search of a large site: what is in each part, and which pages load it."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from material.plugins.search.plugin import SearchIndex, SearchPlugin
from support.command_line import contents, run

from workbook_builder.publish import search_size
from workbook_builder.publish.split_search import INDEX, MAP, SearchParts
from workbook_builder.storage.built_folder import LIST

SITE = "https://example.org/workbook/"
SLEEP, FOCUS = "wellness/better-sleep/", "work/clear-focus/"
PARTS = SearchParts({SLEEP: "Sleep & rest", FOCUS: "Attention"})
WHOLE = [
    ("", "Home", ""),
    ("#tracks", "Where to begin", "<ul> <li>Wellness</li> </ul> <p>Choose one.</p>"),
    ("about-me/", "About me", "<p>I was a lighthouse keeper.</p>"),
    ("about-me/#before", "Before", "<p>By the sea.</p>"),
    ("notes/2026/", "Notes", "<p>On marmalade.</p>"),
    ("wellness/", "Wellness", ""),
    ("wellness/#wellness", "Wellness", "<p>Feel well.</p> <ul> <li>Better nights</li> </ul>"),
    ("wellness/better-sleep/", "Better nights", ""),
    ("wellness/better-sleep/#nights", "Better nights", "<p>Four weeks.</p> <p>Welcome.</p>"),
    ("wellness/better-sleep/evenings-now/", "My evenings", "<p>See them.</p>"),
    ("wellness/better-sleep/evenings-now/#late", "Late", "<p>After ten.</p>"),
    ("wellness/reading/", "Books on wellness", "<p>Three of them.</p>"),
    ("work/", "Work", "<p>Work well.</p>"),
    ("work/clear-focus/", "Clear focus", "Two weeks."),
    ("work/clear-focus/mornings-now/", "My mornings", "<p>See them.</p>"),
]
GENERAL = [
    *WHOLE[:5],
    ("wellness/reading/", "Books on wellness", "<p>Three of them.</p>"),
    ("wellness/", "Wellness", "<p>Feel well.</p>"),
    ("wellness/better-sleep/", "Better nights", "<p>Sleep &amp; rest</p> <p>Four weeks.</p>"),
    ("work/", "Work", "<p>Work well.</p>"),
    ("work/clear-focus/", "Clear focus", "<p>Attention</p> "),
]
OF_SLEEP = [
    ("", "Better nights", ""),
    ("#nights", "Better nights", "<p>Four weeks.</p> <p>Welcome.</p>"),
    ("evenings-now/", "My evenings", "<p>See them.</p>"),
    ("evenings-now/#late", "Late", "<p>After ten.</p>"),
    ("../../", "Home", "<p>Choose one.</p>"),
    ("../../wellness/", "Wellness", "<p>Feel well.</p>"),
    ("../../about-me/", "About me", "<p>I was a lighthouse keeper.</p>"),
    ("../../about-me/#before", "Before", "<p>By the sea.</p>"),
]
Written = list[tuple[str, str, str]]


def as_folders(found: Written, folder: str = "") -> Written:
    return found


def as_files(found: Written, folder: str = "") -> Written:
    """The same entries for a site whose addresses end in `.html`, relative to a folder."""
    lists = {".", "wellness", "work", SLEEP.rstrip("/"), FOCUS.rstrip("/")}

    def address(location: str) -> str:
        page, mark, section = location.partition("#")
        is_list = posixpath.normpath(folder + page) in lists
        file = f"{page}index.html" if is_list else f"{page.removesuffix('/')}.html"
        return f"{file}{mark}{section}"

    return [(address(location), title, text) for location, title, text in found]


Form = Callable[..., Written]
both = pytest.mark.parametrize("form", [as_folders, as_files])


def split(found: Written, sitemap: str = "") -> dict[str, str]:
    docs = [{"location": place, "title": title, "text": text} for place, title, text in found]
    index = json.dumps({"config": {"lang": ["en"]}, "docs": docs})
    return dict(PARTS.files(index, sitemap, SITE))


def entries(index: str) -> Written:
    read = json.loads(index)
    assert read["config"] == {"lang": ["en"]}
    return [(each["location"], each["title"], each["text"]) for each in read["docs"]]


# -- what is in a part ---------------------------------------------------------------------------


@both
def test_the_part_of_a_program_has_its_pages_and_those_in_the_menu(form: Form) -> None:
    made = split(form(WHOLE))
    assert entries(made[SLEEP + INDEX]) == form(OF_SLEEP, SLEEP)
    assert set(made) == {INDEX, SLEEP + INDEX, SLEEP + MAP, FOCUS + INDEX, FOCUS + MAP}


@both
def test_the_general_part_has_all_other_pages_and_an_entry_for_each_program(form: Form) -> None:
    assert entries(split(form(WHOLE))[INDEX]) == form(GENERAL)


def test_an_entry_keeps_its_tags_and_its_weight() -> None:
    entry = {"location": SLEEP, "title": "T", "text": "<p>A</p>", "tags": ["calm"], "boost": 2}
    made = PARTS.files(json.dumps({"docs": [entry]}), "", SITE)
    (found,) = json.loads(made[INDEX])["docs"]
    assert found == {**entry, "text": "<p>Sleep &amp; rest</p> <p>A</p>"}


def test_the_sitemap_of_a_program_lists_its_pages() -> None:
    places = ["", "wellness/", SLEEP, f"{SLEEP}a&amp;b/", FOCUS]
    sitemap = "".join(f"<url>\n<loc>{SITE}{place}</loc>\n</url>" for place in places)
    made = split(WHOLE, sitemap)
    assert re.findall("<loc>(.*)</loc>", made[SLEEP + MAP]) == [
        SITE + place for place in places[2:4]
    ]
    assert re.findall("<loc>(.*)</loc>", made[FOCUS + MAP]) == [SITE + FOCUS]


# -- which page loads it -------------------------------------------------------------------------


def settings(page: str) -> dict[str, Any]:
    found = re.search('<script id="__config" type="application/json">(.*?)</script>', page, re.S)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_only_the_base_and_features_of_a_page_are_changed() -> None:
    own: dict[str, Any] = {
        "base": "../../..",
        "features": ["navigation.instant", "navigation.tabs"],
        "x": "</i>",
    }
    page = '<p>{}</p><script id="__config" type="application/json">{}</script><p>base</p>'
    html = page.format("é", json.dumps(own).replace("<", "\\u003c"))
    changed = PARTS.page(html, f"{SLEEP}evenings-now/")
    assert settings(changed) == {**own, "base": f"../../../{SLEEP}"}
    assert own["x"] not in changed
    assert re.sub("{.*}", "", changed) == re.sub("{.*}", "", html)
    other = PARTS.page(html, "wellness/")
    assert settings(other) == {**own, "features": ["navigation.tabs"]}


# -- when it is split ----------------------------------------------------------------------------


def page(content: str, url: str = "a/", **meta: Any) -> Any:
    return SimpleNamespace(content=content, url=url, title="A page", toc=[], meta=meta)


PAGES = [
    page(
        '<p class="eyebrow" data-search-exclude>No</p><h1 id="a">A</h1><p>Text &amp; “quotes”</p>'
    ),
    page('<h1 id="b">B</h1><ul class="x"><li><a href="/long/address/">b</a></li></ul>', "b/"),
    page(
        '<p>Ärger</p><h2 id="of-a-section">Ω</h2><pre><code>x &lt; y\n</code></pre>', tags=["calm"]
    ),
    page("<h1>Left out</h1>" * 500, search={"exclude": True}),
]


def plugin(name: str, **options: Any) -> Any:
    return {f"material/{name}": SimpleNamespace(config=SimpleNamespace(enabled=True, **options))}


@pytest.fixture
def searching() -> dict[str, Any]:
    search = SearchPlugin()
    errors, _ = search.load_config({"lang": ["en"], "separator": "-", "pipeline": [], "fields": {}})
    assert not errors
    search.search_index = SearchIndex(**search.config)
    return {"material/search": search}


@pytest.fixture
def size(searching: dict[str, Any]) -> int:
    """The size of the index of all pages in bytes."""
    index = SearchIndex(**searching["material/search"].config)
    for each in PAGES:
        index.add_entry_from_context(each)
    return len(index.generate_search_index(None).encode())


def test_an_index_is_split_when_it_passes_the_limit(
    searching: dict[str, Any], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_size, "LIMIT", size)
    assert not search_size.too_large(searching, {}, PAGES)
    monkeypatch.setattr(search_size, "LIMIT", size - 1)
    assert search_size.too_large(searching, {}, iter(PAGES))
    assert not searching["material/search"].search_index.entries


def test_a_small_site_is_recognized_without_building_the_index(
    searching: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in PAGES[:3]:
        index = SearchIndex(**searching["material/search"].config)
        index.add_entry_from_context(each)
        needs = len(json.dumps(index.entries, separators=(",", ":")))
        assert needs <= search_size.estimated_size(each)
    monkeypatch.setattr(search_size, "index_sizes", None)
    assert not search_size.too_large(searching, {}, PAGES)


def test_the_index_is_not_split_where_it_is_needed_whole(
    searching: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_size, "LIMIT", 1)
    off = plugin("offline")
    off["material/offline"].config.enabled = False
    assert search_size.too_large(searching | off, {}, PAGES)
    assert not search_size.too_large(searching | plugin("offline"), {}, PAGES)
    assert not search_size.too_large(searching, {"version": {"provider": "mike"}}, PAGES)
    assert not search_size.too_large({}, {}, PAGES)
    searching["material/search"].config.enabled = False
    assert not search_size.too_large(searching, {}, PAGES)


# -- whole sites ---------------------------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["folders", "files"])
def own(practice: Path, request: pytest.FixtureRequest) -> Path:
    """A practice with two pages of its own, for both kinds of addresses."""
    config = practice / "mkdocs.yml"
    config.write_text(f"{config.read_text()}use_directory_urls: {str(request.param).lower()}\n")
    (practice / "content/pages/about-me.md").write_text("# About me\n\nA lighthouse.\n")
    (practice / "content/pages/notes").mkdir()
    (practice / "content/pages/notes/2026.md").write_text("# Notes\n\nOn marmalade.\n")
    return practice


def built(practice: Path) -> dict[str, bytes]:
    result = run("build", "--strict", at=practice)
    assert result.exit_code == 0, result.output
    found = contents(practice / "site")
    del found["sitemap.xml.gz"]  # contains the time of the build
    return found


def loaded(site: dict[str, bytes]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each HTML page of a site: its file, its base address, and its settings."""
    for name, content in site.items():
        if name.endswith(".html"):
            said = settings(content.decode())
            yield name, urljoin(SITE + name, said["base"].rstrip("/") + "/"), said


@pytest.mark.slow
def test_nothing_changes_in_a_site_within_the_limit(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = built(own)
    assert [name for name in whole if name.endswith(INDEX)] == [INDEX]
    monkeypatch.setattr(search_size, "LIMIT", len(whole[INDEX]))
    assert built(own) == whole
    monkeypatch.setattr(search_size, "LIMIT", len(whole[INDEX]) - 1)
    parts = built(own)
    assert {*parts} - {*whole} == {SLEEP + INDEX, SLEEP + MAP}
    changed = {name for name in whole if parts[name] != whole[name]}
    changed = {name for name in changed if not name.endswith(("offline.json", LIST))}
    assert changed == {INDEX, *(name for name in whole if name.endswith(".html"))}
    # The parts contain nothing that is not in the whole index, such as guidance.
    for name in (INDEX, SLEEP + INDEX):
        texts = [each["text"] for each in json.loads(parts[name])["docs"]]
        assert len(texts) > 5
        for text in texts:
            assert json.dumps(text.removeprefix("<p>Sleep</p> "))[1:-1] in whole[INDEX].decode()


@pytest.mark.slow
def test_every_page_finds_itself_and_every_result_exists(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_size, "LIMIT", 1)
    site = built(own)
    bases = {SITE + name: base for name, base, _ in loaded(site)}
    assert {*bases.values()} == {SITE, SITE + SLEEP}
    for name, base, said in loaded(site):
        folder = base.removeprefix(SITE)
        docs = json.loads(site[folder + INDEX])["docs"]
        places = [urljoin(base, each["location"]) for each in docs]
        files = {file(place) for place in places}
        assert SITE + name in files or name.startswith(("404", "licenses", "worksheets"))
        for place in places:
            section = unquote(place.partition("#")[2])
            target = site[file(place).removeprefix(SITE)].decode()
            assert not section or f'id="{section}"' in target
        # Instant navigation only leads to pages with the same search.
        if "navigation.instant" in said["features"]:
            listed = re.findall("<loc>(.*)</loc>", site[folder + MAP].decode())
            assert len(listed) == 13
            assert {bases[file(url)] for url in listed} == {base}
        else:
            assert base == SITE


def file(url: str) -> str:
    """The file that an address leads to."""
    page = url.partition("#")[0]
    return f"{page}index.html" if page.endswith("/") else page
