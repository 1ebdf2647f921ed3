"""A program is one HTML file that has all of it, and asks for nothing else."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.command_line import run
from support.group_program import add_a_handout
from support.places import PRACTICE

from workbook_builder.content.loader import load
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.publish.portable_files import portable_files

CONTROLS = ("input", "textarea", "select")


class Page(HTMLParser):
    """What the tests look at in a file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.names: list[str] = []
        self.pages: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.addresses += [found[name] for name in ("src", "href") if name in found]
        self.names += [found["name"]] if tag in CONTROLS and "name" in found else []
        self.pages += [found["data-wb-page"]] if "data-wb-page" in found else []


@pytest.fixture(scope="module")
def text() -> str:
    """The file of the program of the small practice."""
    files = portable_files(Practice.open(PRACTICE / "content"))
    assert list(files) == ["better-sleep.html"]
    return files["better-sleep.html"]


def test_a_sheet_for_others_is_no_place_for_answers(practice: Path) -> None:
    add_a_handout(practice)
    text = portable_files(Practice.open(practice / "content"))["better-sleep.html"]
    page = text.partition('data-wb-page="what-you-see"')[2].partition("</template>")[0]
    assert "This sheet is for people whom you ask" in page
    assert "data-wb-handout" in page
    for part in ("data-wb-form", "data-wb-share", "data-wb-fill", "data-wb-pdf", "GUIDANCE"):
        assert part not in page
    assert 'data-wb-key="better-sleep/goal"' in text
    assert 'data-wb-key="better-sleep/what-you-see"' not in text


def test_it_has_every_page_and_every_question(text: str) -> None:
    [(_, program)] = load(PRACTICE / "content").programs()
    page = Page(text)
    sheets = [sheet.id for sheet in program.worksheets]
    assert page.pages == ["", *sheets, "/answers", "/worksheets"]
    site = Practice.open(PRACTICE / "content").pages()
    asked = [name for path in site for name in Page(site[path].source()).names if "/" in name]
    assert len(asked) > 100
    assert sorted(page.names) == sorted(asked)


def test_it_asks_for_no_other_file(text: str) -> None:
    page = Page(text)
    outside = [each for each in page.addresses if not each.startswith(("#", "data:image/"))]
    assert all(each.startswith(("https://", "mailto:", "tel:")) for each in outside), outside
    ids = set(page.pages)
    assert {each.removeprefix("#") for each in page.addresses if each.startswith("#")} <= ids
    assert not re.search(r"url\((?!\"data:)", text)
    assert "import(" not in text
    assert text.count("data:font/woff2") >= 1


def test_its_policy_allows_its_own_script_and_styles_alone(text: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    policy = found[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    script = re.findall(r"<script data-wb-own>(.*?)</script>", text, re.DOTALL)
    styles = re.findall(r"<style data-wb-own>(.*?)</style>", text, re.DOTALL)
    assert (len(script), len(styles)) == (1, 3)
    for each in [*script, *styles]:
        assert b64encode(sha256(each.encode()).digest()).decode() in policy
    assert text.count("<script") == 2, "the other one is data"


def test_it_is_small_and_has_no_guidance(text: str) -> None:
    assert len(text) < 1_000_000
    assert "wb-pdf" not in text.partition("<script data-wb-own>")[0]
    assert "GUIDANCE" not in text


def test_a_build_writes_it(practice: Path) -> None:
    settings = str(practice / "mkdocs.yml")
    result = run("build", "-f", settings, "--portable")
    assert result.exit_code == 0, result.output
    assert "1 file to send or to carry, each with all that it needs, in " in result.output
    assert [path.name for path in (practice / "portable").glob("*.html")] == ["better-sleep.html"]
    (practice / "portable/notes.txt").write_text("mine")
    again = run("build", "-f", settings, "--portable")
    assert again.exit_code == 1
    assert "notes.txt" in again.output


def test_a_file_that_few_mail_programs_send_is_named(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook_builder.publish.portable_files.LARGEST", 100_000)
    result = run("build", "-f", str(practice / "mkdocs.yml"), "--portable")
    assert result.exit_code == 0
    assert "better-sleep.html has 0 MB, more than many mail programs send." in result.output


def test_own_templates_scripts_and_styles_are_used(practice: Path) -> None:
    own = practice / "templates"
    files = {
        "portable/start.html.j2": "<h1>{{ program.title }}</h1><p>Made by us</p>",
        "portable/portable.css": "main { --mine: 1; }",
        "theme/assets/days.js": 'import { say } from "./words.js";\nexport function suggest() {}\n'
        'say("mine </script>");\n',
    }
    for name, content in files.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(content)
    text = portable_files(Practice.open(practice / "content", own))["better-sleep.html"]
    assert "<p>Made by us</p>" in text
    assert "main { --mine: 1; }" in text
    assert 'say("mine <\\/script>");' in text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("portable/start.html.j2", "{{ nothing }}", "this template fails: 'nothing' is undefined"),
        ("theme/assets/days.js", "export let suggest;", "`export let suggest;` works only in a"),
    ],
)
def test_a_template_or_a_script_that_cannot_be_used_is_an_error(
    practice: Path, name: str, content: str, said: str
) -> None:
    path = practice / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(content)
    files = portable_files(Practice.open(practice / "content", practice / "templates"))
    with pytest.raises(WorkbookError, match=re.escape(said)):
        files["better-sleep.html"]


def test_data_of_answers_cannot_end_the_script(text: str) -> None:
    """The script that saves escapes what would; a file that was never saved has none."""
    found = re.search(r"<script[^>]*data-wb-copy[^>]*>(.*?)</script>", text)
    assert found
    assert json.loads(found[1]) == {}


def test_it_says_whose_fonts_icons_and_scripts_it_has(text: str) -> None:
    footer = text.partition('<footer class="wb-file__footer">')[2]
    said = footer.partition("<details><summary>Licenses</summary>")[2]
    for each in ("Braille Institute", "Pictogrammers", "License of Workbook Builder"):
        assert each in said
    assert "Material for MkDocs" not in said, "it has none of its scripts"
