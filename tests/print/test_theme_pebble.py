"""The theme Pebble: its documents on every paper, its colors for any brand, and its pictures."""

import shutil
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pypdfium2.raw
import pytest
from support.places import PRACTICE
from support.print_variants import (
    MM,
    PLAIN,
    VARIANTS,
    WORKBOOK,
    Box,
    Variant,
    boxes,
    made,
    of_content,
    outline,
    overlapping,
)

from workbook_builder.content.loader import load
from workbook_builder.print import press
from workbook_builder.print.program_art import program_art
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.typesetting.typst_compiler import typeset

LONG = "Selbstverständlichkeiten im Berufsalltag neu entdecken und verändern"
BRANDS = [
    ("#1d5c63", "#a8481f"),
    ("#12305e", "#b85a00"),
    ("#000000", "#b00020"),
    ("#5b2a86", "#1f7a3d"),
    ("#7a1f5c", "#7a1f5c"),
    ("#595959", "#6b6b6b"),
    ("#a8481f", "#0b57d0"),
    ("#767600", "#006a6a"),
]


@cache
def practice(title: str = "Better nights", language: str = "en") -> Path:
    """The small practice in this theme, with two programs in its track."""
    folder = Path(mkdtemp())
    shutil.copytree(PRACTICE, folder, dirs_exist_ok=True)
    settings = folder / "content/workbook.yml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}language: {language}\nbrand: {{theme: pebble}}\n", "utf-8")
    program = folder / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text("utf-8")
    assert "title: Better nights" in text
    program.write_text(text.replace("title: Better nights", f"title: {title}"), "utf-8")
    other = text.replace("title: Better nights", "title: Other nights").replace(
        "order: 1\n", "order: 2\n"
    )
    program.with_name("other-sleep.yml").write_text(other, "utf-8")
    return folder / "content"


@cache
def themed(variant: Variant, title: str = "Better nights", language: str = "en") -> bytes:
    """The PDF of the first workbook, which has a sheet with every kind of question."""
    documents = of_content(practice(title, language), variant, "https://example.org/")
    return press.make_pdf(documents[WORKBOOK])


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_variant_asks_the_same_and_covers_nothing(variant: Variant) -> None:
    content = themed(variant)
    found = boxes(content)
    assert {box.key for box in found} == set(made(variant)[WORKBOOK].answers)
    check_boxes(found, width(content))
    check_edges(content)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_long_title_fits_from_both_sides(language: str) -> None:
    for variant in (PLAIN, VARIANTS["a5"], VARIANTS["large print"]):
        content = themed(variant, LONG, language)
        check_edges(content)
        check_boxes(boxes(content), width(content))
        assert "Selbstverständlichkeiten" in pages(content)[0].replace("\ufffe", "")


def width(content: bytes) -> float:
    with pypdfium2.PdfDocument(content) as document:
        return float(document[0].get_width())


def check_boxes(found: list[Box], across: float) -> None:
    for box in found:
        assert 12 * MM < box.left < box.right < across - 12 * MM, box
        assert box.bottom > 12 * MM, box
        assert box.side > 4, box
    assert not overlapping(found)


def check_edges(content: bytes) -> None:
    """Every letter is on its page, and on paper that a printer reaches."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                if right > left:
                    assert left > 2 * MM, (number, index)
                    assert right < page.get_width() - 2 * MM, (number, index)
                    assert bottom > 2 * MM, (number, index)
                    assert top < page.get_height() - 2 * MM, (number, index)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plain", "large print", "a5"])
def test_text_is_large_enough_to_read(name: str) -> None:
    least = 14 if VARIANTS[name].large_print else 8
    sizes = []
    with pypdfium2.PdfDocument(themed(VARIANTS[name])) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    sizes.append(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index))
    assert len(sizes) > 1000
    assert min(sizes) >= least - 0.01


def test_contents_have_the_page_of_each_sheet() -> None:
    content = themed(PLAIN)
    entries = dict(outline(content))
    assert [entries[verb] for verb in ("Assess", "Plan", "Act", "Reflect")] == sorted(
        entries[verb] for verb in ("Assess", "Plan", "Act", "Reflect")
    )
    texts = pages(content)
    lines = [line.strip() for line in texts[2].splitlines()]
    for title in ("My evenings now", "My steps", "Looking back"):
        at = lines.index(title)
        assert str(entries[title]) in lines[at + 1 : at + 4]  # after its purpose
        assert title in texts[entries[title] - 1]


def test_the_certificate_bears_the_name_from_the_cover() -> None:
    content = themed(PLAIN)
    named = [box.page for box in boxes(content) if box.key == "better-sleep/client-name"]
    assert (named[0], named[-1]) == (1, len(pages(content)))


def test_each_session_has_a_page_for_notes_with_its_agenda() -> None:
    (program, _) = load(practice()).tracks[0].programs
    texts = pages(themed(PLAIN))
    for session in program.sessions:
        assert any(
            session.title in text
            and session.agenda[0].point in text
            and "What I take along" in text
            for text in texts
        )


def inked(content: bytes) -> float:
    """The share of the first page that is not white."""
    with pypdfium2.PdfDocument(content) as document:
        pixels = bytes(document[0].render(scale=0.5, grayscale=True).buffer)
    return sum(pixel < 250 for pixel in pixels) / len(pixels)


def test_the_ink_saver_draws_outlines() -> None:
    full, saved = inked(themed(PLAIN)), inked(themed(VARIANTS["ink saver"]))
    assert full > 0.4
    assert 0.01 < saved < full / 2


def pieces(primary: str, accent: str) -> dict[str, bytes]:
    """The files that all documents of a practice with these colors import."""
    workbook = load(practice())
    brand = workbook.brand.model_copy(update={"primary": primary, "accent": accent})
    workbook = workbook.model_copy(update={"brand": brand})
    track = workbook.tracks[0]
    environment = typst_environment(None, NullTranslations())
    renderer = ProgramDocuments(workbook, track, track.programs[0], environment)
    return renderer.pieces("a4")


ROLES = """
#import "pieces.typ": *
#set document(title: "Roles")
#let least(one, other, ratio, what) = if contrast(one, other) < ratio {
  panic(what, one, other, contrast(one, other))
}
#for phase in range(4) {
  let tint = tints.at(phase)
  for (name, paint) in (ink: ink, quiet: quiet, tone: tones.at(phase)) {
    least(paint, tint, 4.5, name + " on a tint")
    least(paint, white, 4.5, name + " on paper")
  }
  least(white, tones.at(phase), 4.5, "white on a tab")
  least(white, badges.at(phase), 4.5, "an icon")
  least(ink, numerals.at(phase), 4.5, "a number")
}
#for (name, paint) in (ink: ink, quiet: quiet, accent: accent) {
  least(paint, sun-tint, 4.5, name + " in a bubble")
}
#least(ink, sun, 4.5, "a number on the sun")
#least(night, sun, 4.5, "a number on the way")
#least(line-color, white, 3, "the edge of a box")
Roles
"""


@pytest.mark.parametrize(("primary", "accent"), BRANDS)
def test_text_is_readable_in_any_brand(primary: str, accent: str) -> None:
    assert typeset(ROLES, pieces(primary, accent))


def test_pictures_grow_and_are_never_the_same_twice() -> None:
    workbook = load(practice())
    environment = typst_environment(None, NullTranslations())
    art = program_art(workbook, environment)
    assert art == program_art(workbook, environment)
    assert len(art) == 10
    # At the end of the way, all stones are reached, as they are on the cover.
    assert len(set(art.values())) == 8
    for path, drawing in art.items():
        assert b"<text" not in drawing
        assert 5_000 < len(drawing) < 60_000, path
