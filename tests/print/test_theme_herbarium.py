"""The theme Herbarium: the same forms on every paper, and a plant for each program."""

import io
import re
from functools import cache
from gettext import NullTranslations
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from support.calls import with_spy
from support.places import PRACTICE
from support.print_variants import BLANK, boxes

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Paper, Print
from workbook_builder.print import press
from workbook_builder.print import program_art as art
from workbook_builder.print.document import Document
from workbook_builder.print.documents import documents
from workbook_builder.print.program_art import program_art
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.typesetting.typst_compiler import draw

PAPERS: tuple[Paper, ...] = ("a4", "us-letter", "a5")
SHEETS = ("evenings-now", "everything", "life-wheel")
BRANDS = {
    "dark blue and orange": ("#12355b", "#b3540a"),
    "black and red": ("#000000", "#c1121f"),
    "purple and green": ("#5a189a", "#2d6a4f"),
    "one color": ("#1d5c63", "#1d5c63"),
    "gray": ("#555555", "#6b6b6b"),
}
VARIANTS = [
    (paper, large, saver, language, two_sided)
    for (paper, large, saver), (language, two_sided) in zip(
        product(PAPERS, (False, True), (False, True)),
        [("en", False), ("ar", False), ("en", True), ("ar", True)] * 3,
        strict=True,
    )
]


def practice(folder: Path, **changes: object) -> Workbook:
    """The small practice with the theme, and with other settings."""
    settings = yaml.safe_load((PRACTICE / "content" / "workbook.yml").read_text("utf-8"))
    settings["brand"] = {"theme": "herbarium"} | settings.get("brand", {})
    for name, value in changes.items():
        settings[name] = settings.get(name, {}) | value if isinstance(value, dict) else value
    content = folder / "content"
    for path in (PRACTICE / "content").rglob("*"):
        target = content / path.relative_to(PRACTICE / "content")
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (content / "workbook.yml").write_text(yaml.safe_dump(settings), "utf-8")
    workbook = load(content)
    return workbook.model_copy(update={"pictures": dict.fromkeys(workbook.pictures, BLANK)})


def made(workbook: Workbook) -> dict[str, Document]:
    """Its documents by their name without the paper size."""
    environment = typst_environment(None, NullTranslations())
    address = output_paths.full_address("https://example.org/")
    (paper,) = workbook.papers
    return {
        Path(each.path).stem.removesuffix(f"-{paper}"): each
        for each in documents(workbook, environment, address)
    }


def text(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


@cache
def plain_keys(name: str) -> set[str]:
    environment = typst_environment(None, NullTranslations())
    workbook = load(PRACTICE / "content")
    found = next(each for each in documents(workbook, environment) if name in each.path)
    return set(found.answers)


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Document]:
    return made(practice(tmp_path, papers=["a4"]))


def test_a_sheet_asks_the_same_as_without_the_theme(sheets: dict[str, Document]) -> None:
    for name in SHEETS:
        keys = {box.key for box in boxes(press.make_pdf(sheets[name]))}
        assert keys == plain_keys(f"/{name}-a4") == set(sheets[name].answers)


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "large", "saver", "language", "two_sided"), VARIANTS)
def test_every_variant_is_accessible_and_stays_on_its_pages(
    tmp_path: Path, paper: Paper, large: bool, saver: bool, language: str, two_sided: bool
) -> None:
    workbook = practice(tmp_path, papers=[paper], language=language)
    settings = Print.model_construct(
        large_print=large, ink_saver=saver, binding_margin=10, double_sided=two_sided
    )
    found = made(workbook.model_copy(update={"print": settings}))
    for name in (*SHEETS, "better-sleep-workbook", "better-sleep-coach"):
        content = press.make_pdf(found[name])
        placed = boxes(content)
        assert {box.key for box in placed} == set(found[name].answers)
        with pypdfium2.PdfDocument(content) as document:
            width, height = document[0].get_size()
        for box in placed:
            assert 0 < box.left < box.right < width and 0 < box.bottom < box.top < height, box


def test_a_long_title_fits_on_the_pages_of_a_book(tmp_path: Path) -> None:
    workbook = practice(tmp_path, papers=["a5"])
    (track,) = workbook.tracks
    (program,) = track.programs
    title = "Selbstverständlichkeiten, Verantwortungsbewusstsein und Gelassenheit"
    program = program.model_copy(update={"title": title})
    track = track.model_copy(update={"programs": (program,)})
    found = made(workbook.model_copy(update={"tracks": (track,)}))
    content = press.make_pdf(found["better-sleep-workbook"])
    with pypdfium2.PdfDocument(content) as document:
        cover = document[0]
        width, height = cover.get_size()
        letters = cover.get_textpage()
        for index in range(letters.count_chars()):
            left, bottom, right, top = letters.get_charbox(index)
            assert 0 <= left <= right <= width and 0 <= bottom <= top <= height
    assert "Verantwortungsbewusstsein" in text(content)[0]


def test_contents_and_openers_name_the_pages_of_sheets(sheets: dict[str, Document]) -> None:
    pages = text(press.make_pdf(sheets["better-sleep-workbook"]))
    wheel = next(n for n, words in enumerate(pages, 1) if "Shade each slice" in words)
    contents = next(words for words in pages if words.startswith("Contents"))
    opener = next(words for words in pages if "Phase 1 of 4 ·" in words)
    for words in (contents, opener):
        assert re.search(rf"The wheel of my evening\D*{wheel}\b", words)


def test_the_name_of_a_client_is_also_on_the_certificate(sheets: dict[str, Document]) -> None:
    placed = boxes(press.make_pdf(sheets["better-sleep-workbook"]))
    pages = [box.page for box in placed if box.key == "better-sleep/client-name"]
    with pikepdf.open(io.BytesIO(press.make_pdf(sheets["better-sleep-workbook"]))) as book:
        assert (pages[0], pages[-1]) == (1, len(book.pages) - 1)


def test_a_program_has_a_picture_of_its_own_which_is_always_the_same(tmp_path: Path) -> None:
    environment = typst_environment(None, NullTranslations())
    workbook = practice(tmp_path, papers=["a4"])
    pictures = program_art(workbook, environment)
    assert len(pictures) == len(set(pictures.values())) == 5
    assert program_art(workbook, environment) == pictures
    assert all(len(picture) < 80_000 for picture in pictures.values())
    (track,) = workbook.tracks
    other = track.programs[0].model_copy(update={"id": "better-days"})
    track = track.model_copy(update={"programs": (other,)})
    others = program_art(workbook.model_copy(update={"tracks": (track,)}), environment)
    assert not set(others.values()) & set(pictures.values())


def test_a_picture_that_is_kept_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment, kept = typst_environment(None, NullTranslations()), dict[str, bytes]()
    pictures = program_art(practice(tmp_path, papers=["a4"]), environment, kept)
    drawn: list[object] = []
    monkeypatch.setattr(art, "draw", with_spy(draw, lambda *given: drawn.append(given)))
    assert program_art(practice(tmp_path, papers=["a4"]), environment, kept) == pictures
    assert not drawn
    assert program_art(practice(tmp_path, papers=["a4"]), environment) == pictures
    assert len(drawn) == 5


@pytest.mark.parametrize(("primary", "accent"), BRANDS.values(), ids=BRANDS.keys())
def test_text_can_be_read_in_the_colors_of_any_brand(
    tmp_path: Path, primary: str, accent: str
) -> None:
    workbook = practice(tmp_path, papers=["a4"], brand={"primary": primary, "accent": accent})
    checked = """#import "pieces.typ": *
#set page(width: 10mm, height: 10mm, margin: 0mm)
#let least(paint, on, ratio) = assert(contrast(paint, on) >= ratio, message: repr((paint, on)))
#for phase in range(4) {
  least(hue.at(phase), white, 4.5)
  least(hue.at(phase), tint.at(phase), 4.5)
  least(hue.at(phase), patch.at(phase), 3)
  least(quiet, tint.at(phase), 4.5)
  least(ink, patch.at(phase), 7)
}
#least(ink, ground, 7)
#least(quiet, ground, 4.5)
#least(primary, white, 4.5)
#least(accent, ground, 4.5)
#least(line-paint, white, 3)
"""
    assert draw(checked, made(workbook)["evenings-now"].files)
