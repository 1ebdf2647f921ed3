"""No page of a site has what programs say to coaches, or a link that leads nowhere."""

import json
import os
from pathlib import Path

import pytest
from support.group_program import BRING, SECRETS, lead_in_a_group
from support.hand_made_site import site_of
from support.places import PRACTICE

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.publish import page_checks

# Of the program and of a shared worksheet in the small practice.
SECRET = "GUIDANCE This program is for evenings, not for insomnia."


@pytest.fixture(scope="module")
def sleep() -> Workbook:
    return load(PRACTICE / "content")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/index.html", f"<p>{SECRET}</p>"),
        (
            "a/index.html",
            "<p>Guidance: this <em>program</em>\nis for evenings,&nbsp;not for insomnia",
        ),
        ("a/index.html", f'<meta name="description" content="{SECRET}">'),
        ("a/index.html", f"<!-- {SECRET} -->"),
        ("a.js", f'export const text = "\\n{SECRET}";'),
        ("search/search_index.json", json.dumps({"docs": [{"text": f"… \u201c{SECRET}\u201d"}]})),
        ("sitemap.xml", f"<loc>{SECRET}</loc>"),
        ("notes.txt", f"To do.\n{SECRET}\nMore."),
        ("copy.yml", f"coach: {SECRET}"),
        ("copy.yaml", f"- coach: {SECRET}"),
        ("a.css", f"/* {SECRET} */"),
        ("b.html", f"{SECRET} GUIDANCE Ask for facts first."),
    ],
)
def test_a_sentence_for_coaches_is_found(here: Path, sleep: Workbook, path: str, text: str) -> None:
    (found,) = page_checks.guidance(site_of(here / "site", {path: text, "c.html": "c"}), [sleep])
    assert str(found).startswith(
        f"site/{path}: WB604 clients would read what a program says to coaches:"
        " “GUIDANCE This program is for evenings not for …”"
    )


@pytest.mark.parametrize(
    "text", ["GUIDANCE Ask for facts first.", "GUIDANCE Listen more than you talk"]
)
def test_guidance_of_sheets_and_sessions_is_found(here: Path, sleep: Workbook, text: str) -> None:
    assert list(page_checks.guidance(site_of(here, {"index.html": text}), [sleep]))


def test_a_page_of_the_handbook_is_found(here: Path, practice: Path) -> None:
    (practice / "content/coach").mkdir()
    secret = "Ask in plain words, and stay with them."
    (practice / "content/coach/crisis.md").write_text(f"# Crisis\n\n{secret}\n", encoding="utf-8")
    workbook = load(practice / "content")
    assert list(page_checks.guidance(site_of(here / "site", {"index.html": secret}), [workbook]))


def test_what_coaches_prepare_is_found(here: Path, practice: Path) -> None:
    lead_in_a_group(practice)
    workbook = load(practice / "content")
    assert list(page_checks.guidance(site_of(here / "site", {"a.html": SECRETS[0]}), [workbook]))
    assert not list(page_checks.guidance(site_of(here / "other", {"a.html": BRING}), [workbook]))


@pytest.mark.parametrize(
    "text",
    [
        "This program is for evenings.",
        "GUIDANCE This program is for mornings, not for insomnia, nor evenings.",
        "PREGUIDANCE This program is for evenings, not for insomnia.",
        "What surprised you?",
        "Slow down.",
    ],
)
def test_other_sentences_are_fine(here: Path, sleep: Workbook, text: str) -> None:
    assert not list(page_checks.guidance(site_of(here, {"index.html": text}), [sleep]))


def test_what_a_program_also_says_to_clients_is_no_secret(tmp_path: Path, practice: Path) -> None:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    intro: We look at", f"    intro: {SECRET} We look at", 1))
    site = site_of(tmp_path / "site", {"index.html": SECRET})
    assert not list(page_checks.guidance(site, [load(practice / "content")]))


def test_the_name_of_the_coach_is_no_secret(tmp_path: Path, practice: Path) -> None:
    file = practice / "content/workbook.yml"
    name = "Ines Okafor of the Quiet Harbor"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Ines Okafor", name), encoding="utf-8")
    site = site_of(tmp_path / "site", {"index.html": name})
    assert not list(page_checks.guidance(site, [load(practice / "content")]))


def test_a_pipe_holds_up_no_check(tmp_path: Path, sleep: Workbook) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "nowhere.html").symlink_to("gone.html")
    site = site_of(tmp_path, {"index.html": ""})
    assert list(site.sizes) == ["index.html"]
    assert not list(page_checks.guidance(site, [sleep]))


HOME = '<link rel="canonical" href="https://ines.github.io/practice/">'
SITE = {
    "index.html": HOME,
    "404.html": '<script src="/practice/assets/a.js"></script><a href="/practice/">Home</a>',
    "assets/a.js": "",
    "b c/index.html": '<a href="../"></a><a href="./"></a><a href="../b%20c"></a>',
    "f&g.html": '<a href="f&amp;g.html">',
    "b c/d.html": '<img src="../assets/a.js?v=1"><a href="#x"></a><a href="index.html#y"></a>',
    "e.html": '<a href="https://elsewhere.org/z"></a><a href="mailto:a@b.c"></a>'
    '<!-- <a href="gone"> --><script>"<a href="gone">"</script><a href="http://["></a>'
    '<a href="//cdn.org/practice/z"></a><a href="/other-site/"></a><a href="/practice">',
}


def test_links_in_all_forms_lead_to_what_is_there(tmp_path: Path) -> None:
    assert not list(page_checks.links(site_of(tmp_path, SITE)))


@pytest.mark.parametrize(
    ("link", "missing"),
    [
        ("gone/", "b c/gone"),
        ("../gone.html?a#b", "gone.html"),
        ("/practice/gone.pdf", "gone.pdf"),
        ("../assets/", "assets"),
        ("../../above/", "../above"),
        ("%C3%BC.html", "b c/ü.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(here: Path, link: str, missing: str) -> None:
    page = {"b c/index.html": f'<p class="x"><a\nclass="y" href="{link}">there</a>'}
    (found,) = page_checks.links(site_of(here / "site", {**SITE, **page}))
    assert str(found) == (
        f"site/b c/index.html: WB606 a link on this page leads to `{missing}`, which the site does"
        " not have\n  help: correct the link, or delete it"
    )


@pytest.mark.parametrize(
    "tag", ["<script src='%s'></script>", "<img src='%s'>", "<link href='%s'>"]
)
def test_what_a_page_loads_must_be_there(tmp_path: Path, tag: str) -> None:
    page = {"b c/index.html": tag.replace("'", '"') % "gone.x"}
    (found,) = page_checks.links(site_of(tmp_path, {**SITE, **page}))
    assert "leads to `b c/gone.x`" in found.message


def test_a_link_of_many_pages_is_named_once(here: Path) -> None:
    pages = {f"{name}.html": '<a href="gone/">' for name in ("x", "y", "z")}
    (found,) = page_checks.links(site_of(here / "site", {**SITE, **pages}))
    assert found.file == "site/x.html"
    assert found.message.startswith("a link on this page and 2 others leads to `gone`")
