"""A theme is a folder of templates: one of ours, or one that the practice has written."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.code_blocks import blocks
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.content.themes import built_in
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import WorkbookError

GUIDE = ROOT / "docs/themes.md"
SHEET = "wellness/better-sleep/downloads/goal-a4.pdf"
BOOK = "wellness/better-sleep/downloads/better-sleep-workbook-a4.pdf"
TRACK = "tracks/wellness/track.yml"


@pytest.fixture
def with_theme(practice: Path) -> Callable[..., Practice]:
    """Opens the practice with a theme for everything, or for its track."""

    def opened(theme: str, files: dict[str, str] | None = None, *, track: bool = False) -> Practice:
        for path, text in (files or {}).items():
            place = practice / "templates/themes" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        head = practice / "content" / (TRACK if track else "workbook.yml")
        key = f"theme: {theme}\n" if track else f"brand: {{theme: {theme}}}\n"
        head.write_text(head.read_text(encoding="utf-8") + key, encoding="utf-8")
        return Practice.open(practice / "content", practice / "templates")

    return opened


@pytest.fixture
def documented() -> dict[str, str]:
    """The theme of the documents, by path in the folder of themes."""
    titled = [each for each in blocks(GUIDE, "jinja", "yaml") if each.title]
    files = {str(each.title).removeprefix("templates/themes/"): each.text for each in titled}
    assert len(files) == 3
    return files


def test_the_theme_of_the_documents_works(
    practice: Path, with_theme: Callable[..., Practice], documented: dict[str, str]
) -> None:
    plain = Practice.open(practice / "content", None).sheets()
    themed = with_theme("lines", documented).sheets()
    assert themed.keys() == plain.keys()
    assert {path: [*each.answers] for path, each in themed.items()} == {
        path: [*each.answers] for path, each in plain.items()
    }
    assert b"#let edge = 0.4pt + primary" in themed[SHEET].files["pieces.typ"]
    before, _, after = themed[BOOK].source.partition('#cover("Workbook"')
    assert "fill: primary))" in before
    assert after.split() == plain[BOOK].source.partition('#cover("Workbook"')[2].split()
    assert make_pdf(themed[SHEET]) != make_pdf(plain[SHEET])
    assert make_pdf(themed[BOOK]).startswith(b"%PDF")


def test_a_track_can_have_a_theme_of_its_own(
    with_theme: Callable[..., Practice], documented: dict[str, str]
) -> None:
    practice = with_theme(
        "lines", documented | {"lines/styles/theme.css": "h1 { color: var(--wb-ink) }"}, track=True
    )
    pages = practice.pages()
    styles = {path: page.frame["styles"] for path, page in pages.items()}
    of_track = ["theme-lines-fonts.css", "theme-lines.css"]
    assert styles["index.md"] == []
    assert styles["wellness/index.md"] == styles["wellness/better-sleep/goal.md"] == of_track
    assets = practice.assets()
    assert {f"assets/{assets.build}/{name}" for name in of_track} < assets.files.keys()


def test_a_theme_draws_a_picture_for_each_program(
    with_theme: Callable[..., Practice], documented: dict[str, str]
) -> None:
    art = "#set page(width: 40mm, height: 20mm)\n#line(length: 1mm * {{ stage + 1 + seat }})\n"
    practice = with_theme("lines", documented | {"lines/print/art.typ.j2": art})
    drawn = {path: each for path, each in practice.assets().files.items() if "/art/" in path}
    assert [*drawn] == [f"assets/art/better-sleep-{stage}.svg" for stage in range(5)]
    assert len({*drawn.values()}) == 5
    page = practice.pages()["wellness/better-sleep/index.md"].html
    assert '<img class="wb-art" src="../../assets/art/better-sleep-0.svg" alt="">' in page


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("title: Lines\n", "templates/themes/lines/theme.yml:1:1: WB102 `summary` is missing"),
        (
            "title: Lines\nsummary: Thin.\nfont: Atkinson Hyperlegibel\n",
            "templates/themes/lines/theme.yml:3:7: WB405 the font family `Atkinson Hyperlegibel`"
            " cannot be found",
        ),
        ("title: [Lines\n", "templates/themes/lines/theme.yml:1:14: WB004"),
    ],
)
def test_a_mistake_in_a_theme_is_explained(
    with_theme: Callable[..., Practice], file: str, said: str
) -> None:
    with pytest.raises(WorkbookError) as caught:
        with_theme("lines", {"lines/theme.yml": file})
    assert said in str(caught.value)


def test_a_font_replaces_those_of_the_theme(practice: Path) -> None:
    head = practice / "content/workbook.yml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text + "brand: {theme: folio, font: Noto Sans}\n", encoding="utf-8")
    theme = load(practice / "content").theme
    assert theme.id == "folio"
    assert theme.typeface.family == theme.titles.family == "Noto Sans"


@pytest.mark.parametrize("name", ["prelude", "workbook", "coach"])
def test_the_guide_names_each_block_that_a_theme_can_replace(name: str) -> None:
    template = (ROOT / f"templates/print/{name}.typ.j2").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `print/{name}\.typ\.j2`.*$", GUIDE.read_text("utf-8"), re.MULTILINE)
    blocks_of_it = set(re.findall(r"{% block (\w+)", template))
    assert blocks_of_it == blocks_of_it & set(re.findall(r"`(\w+)`", row))


def test_each_built_in_theme_says_what_it_looks_like() -> None:
    themes = built_in()
    assert next(iter(themes)) == "plain"
    listed = GUIDE.read_text(encoding="utf-8")
    for id, summary in themes.items():
        assert f"| [`{id}`](theme-{id}.md) | {summary.removesuffix('.')}" in listed
