"""A practice becomes a complete site and a coach's edition, or nothing is changed."""

import json
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
import pytest
import yaml
from support.command_line import contents, mkdocs, run
from support.guidance import found_in, guidance, pdf_text, plain, texts
from support.places import ROOT

from workbook_builder.answers.contract import WHICH_TIME
from workbook_builder.answers.ids import split_time
from workbook_builder.content.loader import load
from workbook_builder.pdf import form_values

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of this repository, built: a folder with `site/` and `coach/`."""
    folder = tmp_path_factory.mktemp("library")
    for name in ("content", "templates", "mkdocs.yml"):
        (folder / name).symlink_to(ROOT / name)
    result = run("build", "--strict", at=folder)
    assert result.exit_code == 0, result.output
    return folder


# -- what is made --------------------------------------------------------------------------------


def test_every_program_has_its_pages_and_pdfs(library: Path) -> None:
    workbook = load(ROOT / "content")
    site = library / "site"
    sheets = 0
    for track, program in workbook.programs():
        home = site / track.id / program.id
        pages = [home, *(home / phase.id for phase in program.phases)]
        pages += [home / sheet.id for sheet in program.worksheets]
        assert not [page for page in pages if not (page / "index.html").is_file()]
        names = [f"{program.id}-workbook", *(sheet.id for sheet in program.worksheets)]
        pdfs = [home / "downloads" / f"{n}-{paper}.pdf" for n in names for paper in workbook.papers]
        assert not [pdf for pdf in pdfs if not pdf.read_bytes().startswith(b"%PDF")]
        assert (library / "coach" / track.id / f"{program.id}-coach-a4.pdf").is_file()
        sheets += len(program.worksheets)
    assert sheets > 40


def test_the_library_lacks_only_an_address_to_be_published(library: Path) -> None:
    result = run("publish", "--check", at=library)
    assert result.exit_code == 1
    assert re.findall(r"WB\d+ .{20}", result.output) == ["WB601 the site was built f"]


def test_the_answers_on_the_web_and_in_the_pdf_are_the_same(library: Path) -> None:
    workbook = load(ROOT / "content")
    count = 0
    for track, program in workbook.programs():
        home = library / "site" / track.id / program.id
        for sheet in program.worksheets:
            # A sheet that repeats opens with its first time. Its PDF is blank, and asks for one.
            first = sheet.repeat.times(program.weeks)[0] if sheet.repeat else None
            expected = {answer.key for answer in sheet.answers(program.id, first)}
            totals = {
                answer.key
                for placed in sheet.placed(program.id, first)
                for answer in placed.totals.values()
            }
            html = (home / sheet.id / "index.html").read_text(encoding="utf-8")
            form = html[html.index("<form") :].partition("</form>")[0]
            form = html[html.index('<form class="wb-form') :].partition("</form>")[0]
            web = set(re.findall(r' name="([^"]+)"', form))
            pdf = fields(home / "downloads" / f"{sheet.id}-a4.pdf")
            key = sheet.key(program.id)
            names = {f"{key}/asked-by", f"{key}/filled-in-by"}
            expected |= names if sheet.for_others else {f"{program.id}/client-name"}
            assert web == expected
            assert set(re.findall(r'<output [^>]*data-wb-key="([^"]+)"', form)) == totals
            blank = {split_time(each)[0] for each in expected | totals}
            head = {f"{key}/filled-on"} | ({f"{key}/{WHICH_TIME}"} if sheet.repeat else set())
            assert pdf == blank | head
            count += len(expected)
    assert count > 1000


def fields(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {str(field.T) for field in pdf.Root.AcroForm.Fields}


def test_a_filled_pdf_gives_the_answers_back(library: Path, tmp_path: Path) -> None:
    pdf = next((library / "site").rglob("goal-sheet-a4.pdf"))
    with pikepdf.open(pdf) as filled:
        for field in filled.Root.AcroForm.Fields:
            if field.get("/FT") == "/Tx":
                field.V = pikepdf.String("Zoë Δ")
        filled.save(tmp_path / "filled.pdf")
    values = form_values.read_values((tmp_path / "filled.pdf").read_bytes())
    assert len(values) > 3
    assert set(values.values()) == {"Zoë Δ"}


# -- editions ------------------------------------------------------------------------------------


def test_no_sentence_of_guidance_is_in_the_site(library: Path) -> None:
    files = [*(ROOT / "content").glob("tracks/*/*.yml"), *(ROOT / "content/worksheets").glob("*")]
    content = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    # What a client says, or is told on a sheet as well, is no secret.
    shown = "".join(plain(text) for each in content for text in texts(each, secret=False))
    sentences = {s for each in content for s in guidance(each) if s not in shown}
    assert len(sentences) > 3000
    everything = ""
    for path in (library / "site").rglob("*"):
        if path.suffix == ".pdf":
            everything += plain(pdf_text(path))
        elif path.suffix in (".html", ".json", ".js", ".xml", ".css", ".txt"):
            everything += plain(path.read_text(encoding="utf-8"))
    assert not found_in(everything, sentences)
    guides = "".join(plain(pdf_text(path)) for path in (library / "coach").rglob("*.pdf"))
    missing = sentences - found_in(guides, sentences)
    assert len(missing) < len(sentences) / 10, "what is not broken over pages is in the guides"


# -- links ---------------------------------------------------------------------------------------


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


def test_no_link_is_broken_and_no_id_stands_twice(library: Path) -> None:
    site = library / "site"
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    checked = 0
    for path, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), path
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
                continue
            start = site if parts.path.startswith("/") else path.parent
            target = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids, f"{path}: {link}"
            checked += 1
    assert checked > 2000


def test_the_search_finds_worksheets_but_no_form_controls(library: Path) -> None:
    index = json.loads((library / "site/search/search_index.json").read_text(encoding="utf-8"))
    texts: dict[str, str] = defaultdict(str)
    for entry in index["docs"]:
        texts[entry["location"].partition("#")[0]] += f"{entry['title']} {entry['text']} "
    assert "Put the change into your own words" in " ".join(texts.values())
    asked = also = 0
    for track, program in load(ROOT / "content").programs():
        for sheet in program.worksheets:
            text = plain(unescape(texts[f"{track.id}/{program.id}/{sheet.id}/"]))
            assert plain(sheet.title) in text
            labels = {plain(answer.label) for answer in sheet.answers(program.id)}
            also += sum(len(label) > 20 and label in text for label in labels)
            asked += len(labels)
    assert asked > 1000
    assert also < 5, "a question may say what the text above it says"


# -- the same content, the same bytes ------------------------------------------------------------


@pytest.mark.usefixtures("anew")
def test_two_builds_of_the_same_content_give_the_same_pdfs(practice: Path) -> None:
    assert run("build", at=practice).exit_code == 0
    first = {k: v for k, v in contents(practice / "site").items() if k.endswith(".pdf")}
    assert run("build", at=practice).exit_code == 0
    second = {k: v for k, v in contents(practice / "site").items() if k.endswith(".pdf")}
    assert len(first) == 18
    assert first == second


# -- what goes wrong -----------------------------------------------------------------------------


def test_problems_are_reported_and_the_old_site_stays(practice: Path) -> None:
    assert run("build", at=practice).exit_code == 0
    before = contents(practice / "site"), contents(practice / "coach")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    program.write_text(program.read_text().replace("topic: Sleep", "topik: Sleep"))
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "better-sleep.yml:2:1: WB101 `topik` is not a key here" in result.output
    assert "1 problem in 1 file." in result.output
    assert "Traceback" not in result.output
    assert (contents(practice / "site"), contents(practice / "coach")) == before
    plain_build = mkdocs("build", "--strict", at=practice)
    assert plain_build.returncode == 1
    assert "better-sleep.yml:2:1: WB101 `topik` is not a key here" in plain_build.stderr
    assert (contents(practice / "site"), contents(practice / "coach")) == before
    assert {path.name for path in practice.iterdir()} == {"site", "coach", "content", "mkdocs.yml"}


def test_a_strict_build_with_a_warning_leaves_the_old_site(practice: Path) -> None:
    assert mkdocs("build", "--strict", at=practice).returncode == 0
    before = contents(practice / "site")
    (practice / "content/pages/own.md").write_text("[nowhere](gone.md)")
    refused = mkdocs("build", "--strict", at=practice)
    assert refused.returncode == 1
    assert "gone.md" in refused.stderr
    assert contents(practice / "site") == before
    assert mkdocs("build", at=practice).returncode == 0
    assert "own/index.html" in contents(practice / "site")


def exists(pattern: str, folder: Path) -> bool:
    """Whether there is a file, in folders that may be renamed at the same time."""
    try:
        return any(folder.glob(pattern))
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_stopped_leaves_the_old_site(practice: Path, how: signal.Signals) -> None:
    def site() -> dict[str, bytes]:
        found = contents(practice / "site")
        del found["sitemap.xml.gz"]  # holds the time
        return found

    assert run("build", at=practice).exit_code == 0
    before = site()
    names = {path.name for path in practice.iterdir()}
    command = [sys.executable, "-m", "workbook_builder", "build"]
    stopped = 0
    for begun in (".site-new-*", ".site-new-*/*", ".site-new-*/**/*.html"):
        process = subprocess.Popen(command, cwd=practice, stdout=-1, stderr=-1)
        while not exists(begun, practice) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(how)
        _, errors = process.communicate()
        stopped += process.returncode != 0
        assert site() == before
        assert b"Traceback" not in errors
    assert stopped
    assert run("build", at=practice).exit_code == 0
    assert {path.name for path in practice.iterdir()} == names, "nothing is left behind"


def test_another_theme_is_refused_with_the_line_to_write(practice: Path) -> None:
    path = practice / "mkdocs.yml"
    path.write_text(path.read_text().replace("theme:\n  name: material\n", ""))
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert mkdocs("build", at=practice).returncode == 1
    assert "add `theme: {name: material}`" in mkdocs("build", at=practice).stderr
    assert not (practice / "site").exists()


def test_a_page_of_the_practice_replaces_the_generated_one(practice: Path) -> None:
    (practice / "content/pages/how-to-use.md").write_text("# In our practice\n")
    assert run("build", "--strict", at=practice).exit_code == 0
    page = (practice / "site/how-to-use/index.html").read_text()
    assert "In our practice" in page


def test_the_menu_names_own_pages_at_the_top(practice: Path) -> None:
    pages = practice / "content/pages"
    (pages / "diary").mkdir()
    for path in ("about-me.md", "diary/index.md", "diary/first-day.md", "hidden.md"):
        (pages / path).write_text(f"# My page {path.removesuffix('.md')}\n")
    (pages / "how-to-use.md").write_text("# In our practice\n")
    configuration = practice / "mkdocs.yml"
    configuration.write_text(f"{configuration.read_text()}not_in_nav: hidden.md\n")
    assert run("build", "--strict", at=practice).exit_code == 0
    assert menu(practice / "site/index.html") == [
        ("Health and wellness", "wellness/"),
        ("All worksheets", "worksheets/"),
        ("How to use", "how-to-use/"),
        ("About coaching", "about-coaching/"),
        ("My page about-me", "about-me/"),
        ("My page diary/index", "diary/"),
    ]
    page = (practice / "site/about-me/index.html").read_text()
    assert 'class="md-tabs__link" aria-current="true">My page about-me</a>' in page


def test_the_author_says_what_is_in_the_menu(practice: Path) -> None:
    (practice / "content/pages/about-me.md").write_text("# About me\n")
    configuration = practice / "mkdocs.yml"
    nav = "[index.md, about-me.md, {Work: [wellness/index.md]}, {Club: https://example.org/club}]"
    configuration.write_text(f"{configuration.read_text()}nav: {nav}\n")
    assert run("build", "--strict", at=practice).exit_code == 0
    site = practice / "site"
    assert menu(site / "wellness/better-sleep/evenings-now/index.html") == [
        ("About me", "../../../about-me/"),
        ("Work", "../../"),
        ("Club", "https://example.org/club"),
    ]
    sheet = (site / "wellness/better-sleep/evenings-now/index.html").read_text()
    assert 'class="md-tabs__link" aria-current="true">Work</a>' in sheet


def menu(page: Path) -> list[tuple[str, str]]:
    """The names and addresses of the tabs; checks that the menu for phones has the same."""
    html = page.read_text()
    tabs = re.findall(r'<a href="([^"]*)" class="md-tabs__link"[^>]*>([^<]*)</a>', html)
    drawer = re.search(r"wb-menu--site.*?</nav>", html, re.DOTALL)
    assert drawer
    inside = re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a></li>', drawer[0])
    assert inside[1:] == tabs
    return [(name, address) for address, name in tabs]


@pytest.mark.parametrize("name", ["site/worksheet.md.j2", "print/worksheet.typ.j2"])
def test_a_mistake_in_a_template_is_shown_once_and_with_its_place(
    practice: Path, name: str
) -> None:
    path = practice / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text("{{ sheet.nope }}\n")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert result.output.count("has no attribute 'nope'") == 1
    assert f"templates/{name}:1:1: WB" in result.output
    assert "1 problem in 1 file." in result.output
    assert not (practice / "site").exists()
