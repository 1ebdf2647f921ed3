"""A preview follows every change at once, and a mistake never takes the last good site away."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbook_builder import press
from workbook_builder.preview import Preview
from workbook_builder.preview_answers import Answer

PRACTICE = Path(__file__).parent / "practice"
ADDRESS = "127.0.0.1:8000"
HOME = "/workbook/"
PROGRAM = f"{HOME}wellness/better-sleep/"
SHEET = f"{PROGRAM}evenings-now/"
PDF = f"{PROGRAM}downloads/evenings-now-a4.pdf"


class Trial:
    """A preview of the small practice, in the hands of its author."""

    def __init__(self, practice: Path, made: Path) -> None:
        self.practice = practice
        self.program = practice / "content/tracks/wellness/better-sleep.yml"
        self.said: list[str] = []
        made.mkdir()
        self.made = made
        self.preview = Preview(practice / "mkdocs.yml", made, ADDRESS, self.said.append)

    def changes(self, path: Path | str, *what: str) -> None:
        """Save a file with one text in the place of another, or with one text."""
        path = self.practice / path
        if len(what) == 2:
            text = path.read_text(encoding="utf-8")
            assert what[0] in text
            what = (text.replace(*what),)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(*what, encoding="utf-8")
        self.updates()

    def updates(self) -> None:
        changed = self.preview.watch.changed()
        assert changed
        self.preview.update(changed)

    def answer(self, url: str, status: int = 200) -> Answer:
        answer = self.preview.answer(url)
        assert answer.status == status, answer.body.decode()
        return answer

    def text(self, url: str, status: int = 200) -> str:
        return self.answer(url, status).body.decode()

    def troubles(self) -> list[str]:
        return [each["text"] for each in json.loads(self.preview.news())]


@pytest.fixture
def begun(practice: Path, tmp_path: Path) -> Iterator[Trial]:
    trial = Trial(practice, tmp_path / "made")
    yield trial
    trial.preview.close()


@pytest.fixture
def trial(begun: Trial) -> Trial:
    begun.preview.update()
    assert not begun.troubles()
    return begun


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A preview for many tests: each leaves it as it was."""
    folder = tmp_path_factory.mktemp("lasting")
    trial = Trial(Path(shutil.copytree(PRACTICE, folder / "practice")), folder / "made")
    trial.preview.update()
    yield trial
    trial.preview.close()


# -- what is shown -------------------------------------------------------------------------------


def test_a_change_of_content_is_shown(trial: Trial) -> None:
    assert "My evenings now" in trial.text(SHEET)
    trial.changes(trial.program, "My evenings now", "My new title")
    assert "My new title" in trial.text(SHEET)
    assert "My new title" in trial.text(f"{HOME}worksheets/")


def test_pages_have_another_mark_only_when_they_have_changed(trial: Trial) -> None:
    marks = {url: trial.answer(url).mark for url in (HOME, PROGRAM, SHEET)}
    trial.changes(trial.program, "My evenings now", "My new title")
    assert trial.answer(HOME).mark == marks[HOME]
    assert trial.answer(PROGRAM).mark != marks[PROGRAM]
    assert trial.answer(SHEET).mark != marks[SHEET]


def test_a_change_of_a_template_is_shown(trial: Trial) -> None:
    trial.changes("templates/site/track.md.j2", "{{ heading }}\n<p>Only this</p>")
    assert "<p>Only this</p>" in trial.text(f"{HOME}wellness/")
    trial.changes("templates/site/track.md.j2", "{{ heading }}\n<p>Or this</p>")
    assert "<p>Or this</p>" in trial.text(f"{HOME}wellness/")
    trial.changes("templates/theme/partials/workbook-footer.html", "<footer>Our own</footer>")
    assert "<footer>Our own</footer>" in trial.text(SHEET)
    shutil.rmtree(trial.practice / "templates")
    trial.updates()
    assert "Better nights" in trial.text(f"{HOME}wellness/")


def test_a_change_of_style_is_a_change_of_every_page(trial: Trial) -> None:
    before = trial.answer(SHEET).mark
    trial.changes("templates/styles/pages.css", "body { color: red; }")
    style = trial.text(f"{HOME}assets/workbook.css")
    assert "body { color: red; }" in style
    assert ".wb-form" not in style
    assert before != (after := trial.answer(SHEET).mark)
    trial.changes("content/workbook.yml", "tagline:", 'brand: {primary: "#123456"}\ntagline:')
    assert "#123456" in trial.text(f"{HOME}assets/workbook.css")
    assert after != trial.answer(SHEET).mark


def test_a_change_of_the_configuration_is_shown(trial: Trial) -> None:
    trial.changes("mkdocs.yml", "docs_dir:", "use_directory_urls: false\ndocs_dir:")
    assert "My evenings now" in trial.text(f"{PROGRAM}evenings-now.html")
    assert trial.answer(SHEET, 404)
    trial.changes("mkdocs.yml", "org/workbook/", "org/other/")
    assert "My evenings now" in trial.text("/other/wellness/better-sleep/evenings-now.html")
    assert trial.answer("/", 302).location == "/other/"


def test_a_change_of_a_configuration_that_ours_builds_on_is_shown(trial: Trial) -> None:
    base = trial.practice / "base.yml"
    base.write_text("use_directory_urls: true\n")
    trial.changes("mkdocs.yml", "docs_dir:", "INHERIT: base.yml\ndocs_dir:")
    assert "My evenings now" in trial.text(SHEET)
    trial.changes("base.yml", "use_directory_urls: false\n")
    assert "My evenings now" in trial.text(f"{PROGRAM}evenings-now.html")


def test_new_programs_and_pages_come_and_deleted_ones_go(trial: Trial) -> None:
    other = trial.program.with_name("other.yml")
    trial.changes(other, trial.program.read_text(encoding="utf-8"))
    assert "My evenings now" in trial.text(f"{HOME}wellness/other/evenings-now/")
    trial.changes("content/pages/own.md", "# Our own page\n")
    assert "Our own page" in trial.text(f"{HOME}own/")
    trial.changes("content/pages/how-to-use.md", "# In our practice\n")
    assert "In our practice" in trial.text(f"{HOME}how-to-use/")
    for path in (other, trial.practice / "content/pages/own.md"):
        path.unlink()
    trial.updates()
    trial.answer(f"{HOME}wellness/other/evenings-now/", 404)
    trial.answer(f"{HOME}own/", 404)


@pytest.mark.slow
def test_pages_and_files_are_those_of_a_build(trial: Trial) -> None:
    """Holds what is taken from inside MkDocs to what MkDocs itself makes of the same content."""
    path = trial.practice / "content/pages/own.md"
    trial.changes(path, "# Our own page\n\nSee [the worksheets](worksheets.md).\n")
    trial.changes("mkdocs.yml", "https://example.org/", f"http://{ADDRESS}/")
    site = trial.practice / "site"
    command = [sys.executable, "-m", "workbook_builder", "build"]
    subprocess.run(command, cwd=trial.practice, check=True, capture_output=True)
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    names.sort(key=lambda name: not name.endswith(".html"))  # the search knows what was opened
    ours = re.compile(rb'<meta name="workbook-preview" .*\n|<script [^>]*src="/\.preview/.*\n')
    compared = 0
    for name in names:
        if name in ("404.html", "service-worker.js", "sitemap.xml.gz"):
            continue
        body, built = trial.answer(HOME + name).body, (site / name).read_bytes()
        if name.endswith(".html"):
            assert len(ours.findall(body)) == 2, name
            body = ours.sub(b"", body)
        if name.endswith("search_index.json"):
            body, built = (json.loads(each)["docs"] for each in (body, built))
            body, built = (sorted(each, key=str) for each in (body, built))
        assert body == built, name
        compared += 1
    assert compared > 80


# -- what is wrong -------------------------------------------------------------------------------


def test_a_problem_leaves_the_last_good_site_and_is_told_once(trial: Trial) -> None:
    good = trial.answer(SHEET)
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert trial.answer(SHEET) == good
    (trouble,) = trial.troubles()
    assert "better-sleep.yml:2:1: WB101 `topik` is not a key here" in trouble
    assert "  2 | topik: Sleep\n    | ^\n  help: did you mean `topic`?" in trouble
    assert json.loads(trial.preview.news())[0]["code"] == "WB101"
    trial.changes("content/pages/own.md", "# Not shown yet\n")
    trial.answer(f"{HOME}own/", 404)
    told = [text for text in trial.said if "topik" in text]
    assert len(told) == 1
    assert "`workbook explain WB101` says more" in told[0]
    assert "The last good site stays up." in told[0]
    trial.changes(trial.program, "topik: Sleep", "topic: Sleep")
    assert not trial.troubles()
    assert "All is well again." in trial.said
    assert "Not shown yet" in trial.text(f"{HOME}own/")


def test_a_page_that_was_not_opened_before_the_problem_can_be_opened_after(trial: Trial) -> None:
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert "My evenings now" in trial.text(SHEET)
    assert trial.answer(PDF).body.startswith(b"%PDF")


def breaks(name: str, text: str) -> Callable[[Trial], None]:
    return lambda trial: trial.changes(name, text)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (breaks("templates/site/worksheet.md.j2", "{{ nope }}"), "worksheet.md.j2:1:1: WB501"),
        (breaks("templates/site/worksheet.md.j2", "{% if %}"), "worksheet.md.j2:1:1: WB501"),
        (breaks("templates/fields/wheel.html.j2", "{{ nope }}"), "wheel.html.j2:1:1: WB501"),
        (breaks("templates/fields/text.typ.j2", "{{ nope }}"), "text.typ.j2:1:1: WB501"),
        (breaks("templates/print/workbook.typ.j2", "{{ nope }}"), "workbook.typ.j2:1:1: WB501"),
        (breaks("templates/theme/main.html", "{{ nope.nope }}"), "main.html:1:1: WB501"),
        (breaks("templates/site/_words.html.j2", "{{ nope }}"), "_words.html.j2:1:1: WB501"),
        (breaks("mkdocs.yml", "theme: [\n"), "mkdocs.yml: "),
        (
            breaks("mkdocs.yml", "site_name: x\ndocs_dir: content/pages\n"),
            "WB503 the plugin `workbook` is not used here",
        ),
        (
            breaks("mkdocs.yml", "site_name: x\nplugins: [workbook]\nnope: 1\nnav: no\n"),
            "mkdocs.yml: Config value 'nav'",
        ),
        (
            breaks("mkdocs.yml", "site_name: x\nplugins: [workbook]\ndocs_dir: content/pages\n"),
            "add `theme: {name: material}`",
        ),
        (lambda trial: (trial.practice / "mkdocs.yml").unlink() or trial.updates(), "mkdocs.yml: "),
        (
            lambda trial: shutil.rmtree(trial.practice / "content/tracks") or trial.updates(),
            "WB209 there is no track",
        ),
    ],
)
def test_whatever_is_wrong_the_last_good_site_stays(
    lasting: Trial, wrong: Callable[[Trial], None], message: str
) -> None:
    trial = lasting
    good = {url: trial.answer(url) for url in (HOME, PROGRAM, SHEET)}
    before = {path: path.read_bytes() for path in trial.practice.rglob("*") if path.is_file()}
    wrong(trial)
    assert any(message in each for each in trial.troubles()), trial.troubles()
    assert {url: trial.answer(url) for url in good} == good
    for path in trial.practice.rglob("templates"):
        shutil.rmtree(path)
    for path, content in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    trial.updates()
    assert not trial.troubles()
    assert trial.answer(SHEET).body == good[SHEET].body


def test_an_error_of_a_hook_is_shown_with_its_place_in_the_terminal(trial: Trial) -> None:
    path = trial.practice / "hook.py"
    path.write_text("def on_page_markdown(markdown, **_):\n    raise KeyError('mine')\n")
    trial.changes("mkdocs.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")
    assert "KeyError: 'mine'" in trial.troubles()
    assert any("hook.py" in text and "line 2" in text for text in trial.said)


def test_a_page_that_fails_when_it_is_opened_shows_why(trial: Trial) -> None:
    """A template can fail with the values of one page only, which nobody had open."""
    only = (
        "{{ heading }}\n{% if program.id == 'other' and phase.id == 'act' %}{{ nope }}{% endif %}"
    )
    other = trial.program.with_name("other.yml")
    other.write_text(trial.program.read_text(encoding="utf-8").replace("title: B", "title: Z", 1))
    trial.changes("templates/site/phase.md.j2", only)
    assert not trial.troubles()
    url = f"{HOME}wellness/other/act/"
    body = trial.text(url, 500)
    assert "phase.md.j2:2:1: WB501" in body
    assert "workbook explain WB501" in body
    assert len(trial.troubles()) == 1
    trial.changes("templates/site/phase.md.j2", "{{ heading }}\n<p>Mended</p>\n")
    assert "<p>Mended</p>" in trial.text(url)
    assert not trial.troubles()


def test_without_a_good_site_there_is_a_page_of_problems_until_they_are_mended(
    begun: Trial,
) -> None:
    text = begun.program.read_text(encoding="utf-8")
    begun.program.write_text(text.replace("topic: Sleep", "topik: <b>&"), encoding="utf-8")
    begun.preview.update()
    for url in ("/", HOME, SHEET, PDF, "/anything"):
        page = begun.text(url, 503)
        assert "WB101 `topik` is not a key here" in page
        assert "  2 | topik: &lt;b&gt;&amp;" in page
        assert "workbook explain WB101" in page
        assert "/.preview/preview.js" in page
    before = begun.answer(SHEET, 503).mark
    begun.changes(begun.program, "topik: <b>&", "topik: Sleep")
    assert begun.answer(SHEET, 503).mark != before
    begun.changes(begun.program, "topik", "topic")
    assert "My evenings now" in begun.text(SHEET)
    assert begun.answer("/", 302).location == HOME


def test_a_warning_of_the_engine_is_said_once(trial: Trial) -> None:
    trial.changes("content/pages/own.md", "# Own\n\n[nowhere](gone.md)\n")
    trial.changes("content/pages/own.md", "# Owned\n\n[nowhere](gone.md)\n")
    trial.answer(f"{HOME}own/")
    assert len([text for text in trial.said if "gone.md" in text]) == 1


# -- PDFs ----------------------------------------------------------------------------------------


def test_a_pdf_is_made_when_it_is_opened_and_again_only_when_it_changes(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = press.pdf

    def counted(document: press.Document) -> bytes:
        made.append(document.path)
        return real(document)

    monkeypatch.setattr(press, "pdf", counted)
    path, other = PDF.removeprefix(HOME), "wellness/better-sleep/downloads/goal-a4.pdf"
    assert not made
    first = trial.answer(PDF)
    assert (first.kind, first.body[:5], made) == ("application/pdf", b"%PDF-", [path])
    trial.answer(PDF)
    trial.answer(HOME + other)
    assert made == [path, other]
    trial.changes(trial.program, "My evenings now", "My new title")
    second = trial.answer(PDF)
    trial.answer(HOME + other)
    assert made == [path, other, path], "the other sheet is the same"
    assert second.mark != first.mark


def test_typst_that_cannot_be_set_is_told_to_all_until_it_is_mended(trial: Trial) -> None:
    trial.changes("templates/fields/wheel.typ.j2", "#nope()")
    assert not trial.troubles()
    wheel = f"{PROGRAM}downloads/life-wheel-a4.pdf"
    page = trial.text(wheel, 500)
    assert "unknown variable: nope" in page
    (trouble,) = trial.troubles()
    assert "WB502 cannot be printed" in trouble
    trial.changes("templates/fields/wheel.typ.j2", '{% include "builtin/fields/wheel.typ.j2" %}')
    assert not trial.troubles()
    assert trial.answer(wheel).body.startswith(b"%PDF")


def test_what_is_for_the_coach_is_not_served(lasting: Trial) -> None:
    trial = lasting
    assert trial.answer(f"{PROGRAM}downloads/better-sleep-workbook-a4.pdf")
    for path in ("wellness/better-sleep-coach.pdf", "../coach/wellness/better-sleep-coach.pdf"):
        trial.answer(HOME + path, 404)
    assert "coach" not in {path.partition("/")[0] for path in trial.preview._site.documents}  # type: ignore[union-attr]


# -- the rest of a site --------------------------------------------------------------------------


def test_the_search_knows_the_pages_that_were_opened(trial: Trial) -> None:
    def found() -> set[str]:
        index = json.loads(trial.text(f"{HOME}search/search_index.json"))
        return {entry["location"].partition("#")[0] for entry in index["docs"]}

    phase = "wellness/better-sleep/act/"
    trial.changes("content/pages/own.md", "# Own\n\nText.\n")
    assert trial.answer(SHEET)
    assert SHEET.removeprefix(HOME) in found()
    trial.answer(HOME + phase)
    assert phase in found()
    trial.changes(trial.program, "My evenings now", "My new title")
    assert {phase, SHEET.removeprefix(HOME)} <= found(), "those opened before the change, too"


def test_other_plugins_hear_of_all_that_they_hear_of_in_a_build(trial: Trial) -> None:
    hook = """
def note(name):
    def event(first=None, *_, **__):
        with open({log!r}, "a") as heard:
            print(name, file=heard)
    return event
for name in ("config", "pre_build", "files", "nav", "env", "pre_page", "page_read_source",
             "page_markdown", "page_content", "page_context", "post_page", "post_build",
             "pre_template", "template_context", "post_template", "post_build"):
    globals()[f"on_{{name}}"] = note(name)
"""
    log = trial.practice / "heard.txt"
    (trial.practice / "hook.py").write_text(hook.format(log=str(log)))
    trial.changes("mkdocs.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")
    assert not trial.troubles()
    trial.text(f"{HOME}search/search_index.json")
    heard = log.read_text().split()
    events = [name for name in dict.fromkeys(heard) if not name.endswith(("template", "_context"))]
    assert events == [
        "config", "pre_build", "files", "nav", "env", "pre_page", "page_read_source",
        "page_markdown", "page_content", "post_page", "post_build",
    ]  # fmt: skip


def test_tags_of_own_pages_are_listed_whether_they_were_opened_or_not(trial: Trial) -> None:
    (trial.practice / "content/pages/tagged.md").write_text("---\ntags: [Calm]\n---\n# Tagged\n")
    trial.changes("content/pages/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    trial.changes("mkdocs.yml", "  - search", "  - search\n  - tags")
    page = trial.text(f"{HOME}tags/")
    assert 'href="../tagged/"' in page
    assert "Calm" in page


def test_a_menu_of_the_authors_own_has_the_titles_of_its_pages(trial: Trial) -> None:
    (trial.practice / "content/pages/own.md").write_text("# Our own page\n")
    trial.changes("mkdocs.yml", "docs_dir:", "nav: [index.md, own.md, how-to-use.md]\ndocs_dir:")
    sitemap = trial.text(f"{HOME}sitemap.xml")
    assert f"http://{ADDRESS}{SHEET}" in sitemap
    assert not trial.troubles()
    titles = [page.title for page in trial.preview._site._nav.pages]  # type: ignore[union-attr]
    assert titles == ["Home", "Our own page", "How to use"]


def test_nothing_but_the_site_is_served(lasting: Trial) -> None:
    for path in [
        "../../mkdocs.yml", "..", "../1/index.html", "/etc/passwd", "a\0b", "\\..\\mkdocs.yml",
        "wellness/../../../mkdocs.yml", "assets", "search", "x" * 300,
    ]:  # fmt: skip
        for start in (HOME, "/.preview/", "/"):
            lasting.answer(start + path, 404)


def test_addresses_without_the_slash_at_their_end_lead_on(lasting: Trial) -> None:
    assert lasting.answer("/workbook", 302).location == HOME
    assert lasting.answer(SHEET.rstrip("/"), 302).location == SHEET
    lasting.answer("/nowhere", 404)


def test_a_preview_leaves_no_old_sites_behind(trial: Trial) -> None:
    for title in ("One", "Two", "Three"):
        trial.changes("content/pages/own.md", f"# {title}\n")
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert len(list(trial.made.iterdir())) == 1
