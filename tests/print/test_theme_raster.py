"""The theme Raster asks what the plain one asks, fits every paper, and can always be read."""

import io
from functools import partial
from pathlib import Path
from shutil import copytree

import pikepdf
import pypdfium2
import pytest
from support.layouts import add_layouts
from support.places import PRACTICE
from support.print_variants import (
    PLAIN,
    WORKBOOK,
    Variant,
    boxes,
    of_content,
    of_workbook,
    outline,
    overlapping,
)
from support.themed import (
    check_art,
    check_questions,
    every_brand,
    every_variant,
    pieces,
    right_of_text,
    themed,
)
from support.themed import made as themed_documents
from support.themed import pdf as themed_pdf

from workbook_builder.print import press
from workbook_builder.typesetting.typst_compiler import typeset

MARGINS = (12, 14)  # of A5, and of other papers
ROLES = """
#import "pieces.typ": *
#set document(title: [Contrast])
#let least(ratio, one, other) = assert(contrast(one, other) >= ratio, message: repr((one, other)))
#for paint in hue { least(4.5, white, paint) }
#for paint in (ink, quiet) {
  for ground in (white, example-ground) { least(4.5, paint, ground) }
}
#least(4.5, example-ink, example-ground)
#least(3, writing.paint, white)
"""


made = partial(themed_documents, "raster")
pdf = partial(themed_pdf, "raster")


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.slow
@every_variant
def test_every_variant_asks_what_the_plain_theme_asks(variant: Variant) -> None:
    check_questions("raster", variant, MARGINS)


def test_worksheets_with_a_layout_ask_what_they_ask_without_the_theme(tmp_path: Path) -> None:
    copytree(PRACTICE, tmp_path, dirs_exist_ok=True)
    content = add_layouts(tmp_path)
    settings = content / "workbook.yml"
    settings.write_text(settings.read_text("utf-8") + "brand: {theme: raster}\n", "utf-8")
    for name, document in of_content(content, PLAIN, None).items():
        if name.startswith("short-"):
            found = boxes(press.make_pdf(document))
            assert {box.key for box in found} == set(document.answers)
            assert not overlapping(found)


def test_short_questions_stand_beside_their_answers() -> None:
    with pypdfium2.PdfDocument(pdf(Variant(), "goal")) as document:
        page = document[0]
        search = page.get_textpage().search("What do you want to be true")
        (index, _) = search.get_next()
        words = page.get_textpage().get_charbox(index)
    left, bottom = words[0], words[1]
    beside = [box for box in boxes(pdf(Variant(), "goal")) if box.bottom < bottom < box.top]
    assert [box for box in beside if box.left > left + 100]


def test_the_certificate_has_the_name_of_the_cover() -> None:
    content = pdf(Variant(), WORKBOOK)
    names = [box.page for box in boxes(content) if box.key.endswith("client-name")]
    assert (names[0], names[-1]) == (1, len(pages(content)) - 1)


def test_contents_and_openings_have_the_page_of_each_sheet() -> None:
    content = pdf(Variant(), WORKBOOK)
    texts = pages(content)
    sheets = [sheet.title for sheet in themed("raster").tracks[0].programs[0].client_worksheets]
    entries = [(title, page) for title, page in outline(content) if title in sheets]
    assert [title for title, _ in entries] == sheets
    contents = " ".join(next(text for text in texts if text.startswith("Contents")).split())
    for title, page in entries:
        assert f"{page} {title}" in contents
        assert title in texts[page - 1]
    with pikepdf.open(io.BytesIO(content)) as opened:
        links = [each for each in opened.pages[2].Annots if each.Subtype == "/Link"]
    # Four phases, the pages before and after them, and every worksheet.
    assert len(links) == 4 + 2 + len(sheets)


def test_each_session_has_a_page_for_notes_beside_its_agenda() -> None:
    texts = pages(pdf(Variant(), WORKBOOK))
    for session in themed("raster").tracks[0].programs[0].sessions:
        own = [text for text in texts if session.title in text and "What I take with me" in text]
        assert len(own) == 1
        assert " ".join(own[0].split()).count(session.agenda[0].point) == 1


def test_long_titles_stay_on_the_page() -> None:
    title = "Selbstverständlichkeiten und Gemeinschaftsverantwortlichkeit"
    changes = {"title: Better nights": f"title: {title}", "title: My goal": f"title: {title}"}
    workbook = themed("raster", changes=changes)
    for paper in ("a4", "a5"):
        found = of_workbook(workbook, Variant(paper))
        for name in (WORKBOOK, "goal"):
            assert right_of_text(press.make_pdf(found[name]), MARGINS) <= 0.5


def inked(content: bytes) -> float:
    """The share of the first page that is not white."""
    with pypdfium2.PdfDocument(content) as document:
        pixels = bytes(document[0].render(scale=0.5, grayscale=True).buffer)
    return sum(pixel < 250 for pixel in pixels) / len(pixels)


def test_the_ink_saver_draws_outlines() -> None:
    saved = press.make_pdf(made(Variant(ink_saver=True))[WORKBOOK])
    assert inked(pdf(Variant(), WORKBOOK)) > 0.6
    assert 0.01 < inked(saved) < 0.2


def test_a_picture_is_the_same_for_the_same_program_alone() -> None:
    for drawing in check_art("raster").values():
        assert b"<text" not in drawing
        assert len(drawing) < 12_000


@every_brand
def test_text_can_be_read_in_every_brand(colors: tuple[str, str]) -> None:
    assert typeset(ROLES, pieces(themed("raster", colors)))
