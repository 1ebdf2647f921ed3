"""The pages of a site are complete, linked, private, and safe whatever an author writes."""

import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import markdown
from support.kinds import add_kinds
from support.languages import add_language, translated
from support.layouts import add_layouts

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.ids import name_key
from workbook_builder.content.loader import load
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.web.page_rendering import pages

HOSTILE = "<evil a=1>\"'>*b* [c](d) {evil=1} {{ evil }} {% evil %} &lt;evil&gt; # --- </div>"
WORDS = {"title", "topic", "summary", "audience", "purpose", "label", "help", "low", "high"}


class Page(HTMLParser):
    """The elements and the text of a page, after Markdown."""

    def __init__(self, source: str) -> None:
        super().__init__()
        _, front, body = source.split("---\n", 2)
        self.meta = yaml.safe_load(front)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.wrapped: set[str | None] = set()  # ids of controls inside a label
        self._in_label = False
        self.feed(markdown(body, extensions=["toc", "attr_list", "tables", "md_in_html"]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_label = self._in_label or tag == "label"
        if tag == "input" and self._in_label:
            self.wrapped.add(dict(attrs)["id"])

    def handle_endtag(self, tag: str) -> None:
        self._in_label = self._in_label and tag != "label"

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in tags]


def sources(workbook: Workbook, **options: Any) -> dict[str, str]:
    made = pages(workbook, html_environment(None, translations("en", [])), **options)
    return {path: page.source() for path, page in made.items()}


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    return load(practice / "content")


def test_every_track_program_phase_and_worksheet_has_a_page(workbook: Workbook) -> None:
    expected = {
        output_paths.HOME,
        output_paths.WORKSHEETS,
        output_paths.HOW_TO_USE,
        output_paths.YOUR_ANSWERS,
        output_paths.ABOUT_COACHING,
        output_paths.LICENSES,
    }
    expected |= {output_paths.track_page(track) for track in workbook.tracks}
    for track, program in workbook.programs():
        expected.add(output_paths.program_page(track, program))
        expected |= {output_paths.phase_page(track, program, phase) for phase in program.phases}
        expected |= {output_paths.worksheet_page(track, program, s) for s in program.worksheets}
    assert set(sources(workbook)) == expected


def test_the_guidance_for_the_coach_is_on_no_page(workbook: Workbook) -> None:
    _, program = next(workbook.programs())
    assert program.coach
    assert "GUIDANCE" in program.coach
    assert not [path for path, source in sources(workbook).items() if "GUIDANCE" in source]


def test_every_answer_has_one_control_with_a_name_of_its_own(practice: Path) -> None:
    workbook = load(add_kinds(practice))
    found = sources(workbook)
    kinds: Counter[str] = Counter()
    for track, program in workbook.programs():
        for sheet in program.worksheets:
            page = Page(found[output_paths.worksheet_page(track, program, sheet)])
            controls = page.all("input", "textarea", "select")
            labelled = {label["for"] for label in page.all("label") if "for" in label}
            answers = sheet.answers(program.id)
            kinds.update(answer.kind for answer in answers)
            names = [name_key(program.id), *(answer.key for answer in answers)]
            assert list(dict.fromkeys(control["name"] for control in controls)) == names
            for answer in answers:
                mine = [control for control in controls if control["name"] == answer.key]
                radios = [control for control in mine if control.get("type") == "radio"]
                assert len(mine) == 1 or len(radios) == len(mine) == len(answer.options)
            for control in controls:
                inside = control["id"] in page.wrapped
                assert control.get("aria-label") or inside or control["id"] in labelled
    assert set(kinds) == set(AnswerKind)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_between_pages_lead_to_pages(workbook: Workbook, directory_urls: bool) -> None:
    found = sources(workbook, directory_urls=directory_urls)
    known = {output_paths.url(path, directory_urls=directory_urls) for path in found}
    followed = 0
    for path, source in found.items():
        page = Page(source)
        frame = page.meta["workbook"]
        hrefs = [a["href"] or "" for a in page.all("a")]
        hrefs += [place["url"] for place in frame.get("trail", [])]
        hrefs += [frame[name]["url"] for name in ("previous", "next") if name in frame]
        start = output_paths.url(path, directory_urls=directory_urls)
        for href in hrefs:
            target, _, _ = href.partition("#")
            if ":" in target or not target or target.endswith(".pdf"):
                continue
            end = posixpath.normpath(posixpath.join("/", posixpath.dirname(start), target))[1:]
            followed += 1
            assert (f"{end}/" if target.endswith("/") and end else end) in known
    assert followed > 90


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_text_can_link_to_a_worksheet(practice: Path, directory_urls: bool) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    for old in ("intro: Welcome", "intro: We look at", 'text: "Think', "source: Original"):
        assert old in text
        text = text.replace(old, old.replace(": ", ": ", 1) + " [here](../goal/)", 1)
    path.write_text(text, encoding="utf-8")
    workbook = load(practice / "content")
    found = sources(workbook, directory_urls=directory_urls)
    expected = {
        "wellness/better-sleep/index.md": ["goal/", "goal.html"],
        "wellness/better-sleep/assess.md": ["../goal/", "goal.html"],
        "wellness/better-sleep/evenings-now.md": ["../goal/", "goal.html"] * 2,
    }
    for page, addresses in expected.items():
        links = re.findall('<a href="([^"]*)">here</a>', found[page])
        assert links == addresses[1 - directory_urls :: 2]


def test_a_worksheet_is_marked_in_the_menu_of_its_program(workbook: Workbook) -> None:
    track, program = next(workbook.programs())
    path = output_paths.worksheet_page(track, program, program.worksheets[0])
    menu = Page(sources(workbook)[path]).meta["workbook"]["menu"]
    sheets = [sheet for phase in menu["phases"] for sheet in phase["sheets"]]
    assert [sheet["title"] for sheet in sheets] == [sheet.title for sheet in program.worksheets]
    assert [sheet.get("current") for sheet in sheets] == [True] + [None] * (len(sheets) - 1)


def test_only_the_first_rating_in_a_phase_is_compared(practice: Path) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for phase in ("assess", "reflect"):
        last = data["phases"][phase]["worksheets"][-1]
        last["fields"].append({"id": "again", "type": "scale", "measure": "rest"})
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    page = Page(sources(load(practice / "content"))["wellness/better-sleep/reflect.md"])
    (row,) = [attrs for attrs in page.all("tr") if "data-wb-measure" in attrs]
    assert row["data-wb-before"] == "better-sleep/evenings-now/rest"
    assert row["data-wb-after"] == "better-sleep/review/rest"


def test_a_wheel_is_compared_with_the_one_just_before_it(practice: Path) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    (wheel,) = [s for s in data["phases"]["assess"]["worksheets"] if s["id"] == "life-wheel"]
    for phase in ("plan", "reflect"):
        data["phases"][phase]["worksheets"].append({**wheel, "id": f"wheel-to-{phase}"})
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    found = sources(load(practice / "content"))
    earlier = {}
    for sheet in ("life-wheel", "wheel-to-plan", "wheel-to-reflect"):
        (form,) = Page(found[f"wellness/better-sleep/{sheet}.md"]).all("form")
        earlier[sheet] = form.get("data-wb-earlier")
    assert earlier == {
        "life-wheel": None,
        "wheel-to-plan": "better-sleep/wheel-to-plan/wheel=better-sleep/life-wheel/wheel ",
        "wheel-to-reflect": "better-sleep/wheel-to-reflect/wheel=better-sleep/wheel-to-plan/wheel ",
    }


@pytest.mark.parametrize(
    ("tagline", "description"),
    [
        ("x" * 160, "x" * 160),
        (f"{'x' * 150} {'y' * 9} {'z' * 20}", f"{'x' * 150}…"),
        (f"{'x' * 100}, {'y' * 100}", f"{'x' * 100}…"),
        ("x" * 161, f"{'x' * 159}…"),
    ],
    ids=["as long as it may be", "too long", "cut at a comma", "one long word"],
)
def test_a_description_is_as_long_as_a_search_engine_shows(
    practice: Path, tagline: str, description: str
) -> None:
    path = practice / "content/workbook.yml"
    text = path.read_text(encoding="utf-8").replace("Small steps, kept.", tagline)
    path.write_text(text, encoding="utf-8")
    home = Page(sources(load(practice / "content"))["index.md"])
    assert home.meta["description"] == description
    assert len(description) <= 160


def test_a_page_without_a_description_is_described_by_its_title(workbook: Workbook) -> None:
    assert Page(sources(workbook)["worksheets.md"]).meta["description"] == "All worksheets"


def test_nothing_that_an_author_writes_becomes_markup(practice: Path) -> None:
    for path in (practice / "content").rglob("*.yml"):
        data = _hostile(read_yaml(path, path.name).data)
        path.write_text(yaml.safe_dump(data), encoding="utf-8")
    shown = 0
    for source in sources(load(practice / "content")).values():
        page = Page(source)
        assert "evil" not in {name for tag, attrs in page.elements for name in (tag, *attrs)}
        assert "{" not in source.split("---\n", 2)[2]
        assert "<evil" not in page.meta.get("title", "") + page.meta["description"]
        shown += page.text.count(">*b* [c](d) {evil=1} {{ evil }} {% evil %}")
    assert shown > 20


def test_front_matter_keeps_what_yaml_would_change(practice: Path) -> None:
    file = practice / "content" / "workbook.yml"
    tagline = "yes: a\u2028b\u0085c 😀 #x"
    data = read_yaml(file, file.name).data | {"tagline": tagline}
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert Page(sources(load(practice / "content"))["index.md"]).meta["description"] == tagline


def _hostile(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _hostile(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_hostile(each, key) for each in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and key in WORDS else value


def test_a_layout_is_named_at_the_form_and_puts_short_questions_into_parts(practice: Path) -> None:
    pages = sources(load(add_layouts(practice)))
    cards = pages["wellness/better-sleep/short-cards.md"]
    assert '<form class="wb-form wb-form--cards"' in cards
    assert cards.count('<div class="wb-part">') == 7
    folded = pages["wellness/better-sleep/short-fold-out.md"]
    assert '<form class="wb-form wb-form--fold-out"' in folded
    assert "wb-part" not in folded
    assert '<form class="wb-form"' in pages["wellness/better-sleep/life-wheel.md"]


def test_what_has_no_translation_says_in_which_language_it_is(practice: Path) -> None:
    add_language(practice)
    for key in ("label", "help"):
        translated(practice, f"phases.assess.worksheets.evenings-now.fields.where.{key}", "")
    workbook = load(practice / "content", language="es")
    (page,) = (
        page.source()
        for path, page in pages(workbook, html_environment(None, translations("es", []))).items()
        if "evenings-now" in path
    )
    assert page.count(' lang="en" dir="auto"') == 1
    (tag,) = re.findall(r'<[^>]* lang="en" dir="auto"[^>]*>\s*<[^>]*>[^?]*', page)
    assert "Where are you in the last hour of the day" in tag
