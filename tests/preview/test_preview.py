"""A preview follows every change at once, and serves the same site as a build."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from support.listening import FILM, SOUND, add_listening
from support.listening import SHEET as LISTENING
from support.previewed import ADDRESS, HOME, PDF, PROGRAM, SHEET, Trial

from workbook_builder.print import press
from workbook_builder.print.document import Document
from workbook_builder.storage.built_folder import LIST

QUESTION = "  - {id: noticed, type: text, label: What did you notice?}\n"

# -- what is shown -------------------------------------------------------------------------------


def test_a_change_of_content_is_shown(trial: Trial) -> None:
    assert "My evenings now" in trial.text(SHEET)
    trial.changes(trial.program, "My evenings now", "My new title")
    assert "My new title" in trial.text(SHEET)
    assert "My new title" in trial.text(f"{HOME}worksheets/")


def test_only_changed_pages_get_another_mark(trial: Trial) -> None:
    marks = {url: trial.response(url).mark for url in (HOME, PROGRAM, SHEET)}
    trial.changes(trial.program, "My evenings now", "My new title")
    assert trial.response(HOME).mark == marks[HOME]
    assert trial.response(PROGRAM).mark != marks[PROGRAM]
    assert trial.response(SHEET).mark != marks[SHEET]


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


def styles(trial: Trial) -> str:
    """The style sheet that a page loads."""
    found = re.search(r'href="([^"]*/workbook.css)"', trial.text(HOME))
    assert found
    return trial.text(HOME + found[1])


def test_a_change_of_styles_changes_every_page(trial: Trial) -> None:
    before = trial.response(SHEET).mark
    trial.changes("templates/styles/pages.css", "body { color: red; }")
    style = styles(trial)
    assert "body { color: red; }" in style
    assert ".wb-form" not in style
    assert before != (after := trial.response(SHEET).mark)
    trial.changes("content/workbook.yml", "tagline:", 'brand: {primary: "#123456"}\ntagline:')
    assert "#123456" in styles(trial)
    assert after != trial.response(SHEET).mark


def test_a_change_of_the_configuration_is_shown(trial: Trial) -> None:
    trial.changes("mkdocs.yml", "docs_dir:", "use_directory_urls: false\ndocs_dir:")
    assert "My evenings now" in trial.text(f"{PROGRAM}evenings-now.html")
    assert trial.response(SHEET, 404)
    trial.changes("mkdocs.yml", "org/workbook/", "org/other/")
    assert "My evenings now" in trial.text("/other/wellness/better-sleep/evenings-now.html")
    assert trial.response("/", 302).location == "/other/"


def test_a_change_of_an_inherited_configuration_is_shown(trial: Trial) -> None:
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
    trial.response(f"{HOME}wellness/other/evenings-now/", 404)
    trial.response(f"{HOME}own/", 404)


@pytest.mark.slow
def test_pages_and_files_are_those_of_a_build(trial: Trial) -> None:
    """We use internals of MkDocs, so their results are compared with those of MkDocs itself."""
    path = trial.practice / "content/pages/own.md"
    trial.changes(path, "# Our own page\n\nSee [the worksheets](worksheets.md).\n")
    trial.changes("mkdocs.yml", "https://example.org/", f"http://{ADDRESS}/")
    site = trial.practice / "site"
    command = [sys.executable, "-m", "workbook_builder", "build"]
    subprocess.run(command, cwd=trial.practice, check=True, capture_output=True)
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    names.sort(key=lambda name: not name.endswith(".html"))  # the search needs opened pages
    ours = re.compile(rb'<meta name="workbook-preview" .*\n|<script [^>]*src="/\.preview/.*\n')
    compared = 0
    for name in names:
        if name in ("404.html", "service-worker.js", "sitemap.xml.gz", "_headers", LIST):
            continue
        if name.endswith("offline.json"):  # for the service worker, which a preview does not have
            continue
        body, built = trial.response(HOME + name).body, (site / name).read_bytes()
        if name.endswith(".html"):
            assert len(ours.findall(body)) == 2, name
            body = ours.sub(b"", body)
        if name.endswith("search_index.json"):
            in_order = [sorted(json.loads(each)["docs"], key=str) for each in (body, built)]
            assert in_order[0] == in_order[1], name
        else:
            assert body == built, name
        compared += 1
    assert compared > 80


# -- PDFs ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("anew")
def test_a_pdf_is_made_when_it_is_opened_and_again_only_when_it_changes(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = press.make_pdf

    def counted(document: Document) -> bytes:
        made.append(document.path)
        return real(document)

    monkeypatch.setattr(press, "make_pdf", counted)
    path, other = PDF.removeprefix(HOME), "wellness/better-sleep/downloads/goal-a4.pdf"
    assert not made
    first = trial.response(PDF)
    assert (first.kind, first.body[:5], made) == ("application/pdf", b"%PDF-", [path])
    trial.response(PDF)
    trial.response(HOME + other)
    assert made == [path, other]
    trial.changes(trial.program, "My evenings now", "My new title")
    second = trial.response(PDF)
    trial.response(HOME + other)
    assert made == [path, other, path], "the other sheet is the same"
    assert second.mark != first.mark


def test_a_typst_error_is_reported_until_it_is_fixed(trial: Trial) -> None:
    trial.changes("templates/fields/wheel.typ.j2", "#nope()")
    assert not trial.troubles()
    wheel = f"{PROGRAM}downloads/life-wheel-a4.pdf"
    page = trial.text(wheel, 500)
    assert "unknown variable: nope" in page
    (trouble,) = trial.troubles()
    assert "WB502 cannot be made: " in trouble
    trial.changes("templates/fields/wheel.typ.j2", '{% include "builtin/fields/wheel.typ.j2" %}')
    assert not trial.troubles()
    assert trial.response(wheel).body.startswith(b"%PDF")


def test_the_coachs_edition_is_not_served(shared_trial: Trial) -> None:
    trial = shared_trial
    assert trial.response(f"{PROGRAM}downloads/better-sleep-workbook-a4.pdf")
    for path in ("wellness/better-sleep-coach-a4.pdf", "../coach/wellness/better-sleep-coach.pdf"):
        trial.response(HOME + path, 404)
    assert "coach" not in {path.partition("/")[0] for path in trial.site.documents}


# -- the rest of a site --------------------------------------------------------------------------


def test_the_search_knows_the_pages_that_were_opened(trial: Trial) -> None:
    def found() -> set[str]:
        index = json.loads(trial.text(f"{HOME}search/search_index.json"))
        return {entry["location"].partition("#")[0] for entry in index["docs"]}

    phase = "wellness/better-sleep/act/"
    trial.changes("content/pages/own.md", "# Own\n\nText.\n")
    assert trial.response(SHEET)
    assert SHEET.removeprefix(HOME) in found()
    trial.response(HOME + phase)
    assert phase in found()
    trial.changes(trial.program, "My evenings now", "My new title")
    assert {phase, SHEET.removeprefix(HOME)} <= found(), "those opened before the change, too"


def test_other_plugins_get_the_same_events_as_in_a_build(trial: Trial) -> None:
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


def test_a_menu_in_the_configuration_has_the_titles_of_its_pages(trial: Trial) -> None:
    (trial.practice / "content/pages/own.md").write_text("# Our own page\n")
    trial.changes("mkdocs.yml", "docs_dir:", "nav: [index.md, own.md, how-to-use.md]\ndocs_dir:")
    sitemap = trial.text(f"{HOME}sitemap.xml")
    assert f"http://{ADDRESS}{SHEET}" in sitemap
    assert not trial.troubles()
    titles = [page.title for page in trial.site._nav.pages]
    assert titles == ["Home", "Our own page", "How to use"]


def test_nothing_but_the_site_is_served(shared_trial: Trial) -> None:
    for path in [
        "../../mkdocs.yml", "..", "../1/index.html", "/etc/passwd", "a\0b", "\\..\\mkdocs.yml",
        "wellness/../../../mkdocs.yml", "assets", "search", "x" * 300,
    ]:  # fmt: skip
        for start in (HOME, "/.preview/", "/"):
            shared_trial.response(start + path, 404)


def test_addresses_without_a_trailing_slash_are_redirected(shared_trial: Trial) -> None:
    assert shared_trial.response("/workbook", 302).location == HOME
    assert shared_trial.response(SHEET.rstrip("/"), 302).location == SHEET
    shared_trial.response("/nowhere", 404)


def test_a_preview_leaves_no_old_sites_behind(trial: Trial) -> None:
    for title in ("One", "Two", "Three"):
        trial.changes("content/pages/own.md", f"# {title}\n")
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert len(list(trial.made.iterdir())) == 1


def test_a_changed_recording_is_played(trial: Trial) -> None:
    content = add_listening(trial.practice)
    trial.updates()
    page, sound = trial.response(f"{HOME}{LISTENING}"), f"{HOME}assets/content/{SOUND}"
    assert trial.response(sound).kind == "audio/mpeg"
    longer = (content / SOUND).read_bytes() * 2
    (content / SOUND).write_bytes(longer)
    trial.updates()
    assert trial.response(sound).body == longer
    assert trial.response(f"{HOME}{LISTENING}").mark != page.mark
    (content / SOUND).unlink()
    trial.updates()
    (trouble,) = trial.troubles()
    assert f"there is no recording `{SOUND}` in the content folder" in trouble
    trial.changes("content/worksheets/listening.yml", SOUND, FILM)
    assert "is on this worksheet already" in trial.troubles()[0]
    sheet = trial.practice / "content/worksheets/listening.yml"
    trial.changes(sheet, sheet.read_text()[: sheet.read_text().index("  - type: rec")] + QUESTION)
    assert trial.troubles() == []
    trial.response(sound, 404)
    trial.response(f"{HOME}assets/content/{FILM}", 404)
