"""The theme Folio asks what the plain one asks, fits every paper, and can always be read."""

import io
from functools import partial

import pikepdf
import pytest
from support.print_variants import WORKBOOK, Variant, boxes, of_workbook, outline
from support.themed import (
    check_art,
    check_questions,
    every_brand,
    every_variant,
    pieces,
    right_of_text,
    themed,
)
from support.themed import pdf as themed_pdf

from workbook_builder.print import press
from workbook_builder.typesetting.typst_compiler import typeset

pdf = partial(themed_pdf, "folio")


@pytest.mark.slow
@every_variant
def test_every_variant_asks_what_the_plain_theme_asks(variant: Variant) -> None:
    check_questions("folio", variant, (13, 14))


def test_the_certificate_has_the_name_of_the_cover() -> None:
    names = [box.page for box in boxes(pdf(Variant(), WORKBOOK)) if box.key.endswith("client-name")]
    assert names[0] == 1
    with pikepdf.open(io.BytesIO(pdf(Variant(), WORKBOOK))) as opened:
        assert names[-1] == len(opened.pages) - 1


def test_contents_lead_to_each_worksheet_once() -> None:
    content = pdf(Variant(), WORKBOOK)
    titles = [title for title, _ in outline(content)]
    sheets = [sheet.title for sheet in themed("folio").tracks[0].programs[0].client_worksheets]
    assert [each for each in titles if each in sheets] == sheets
    with pikepdf.open(io.BytesIO(content)) as opened:
        links = [each for each in opened.pages[2].Annots if each.Subtype == "/Link"]
    # Four phases, the pages before and after them, and every worksheet.
    assert len(links) == 4 + 3 + len(sheets)


def test_long_titles_stay_on_the_page() -> None:
    title = "Selbstverständlichkeiten und Gemeinschaftsverantwortlichkeit"
    changes = {"title: Better nights": f"title: {title}", "title: My goal": f"title: {title}"}
    workbook = themed("folio", changes=changes)
    for paper in ("a4", "a5"):
        found = of_workbook(workbook, Variant(paper))
        for name in (WORKBOOK, "goal"):
            content = press.make_pdf(found[name])
            assert right_of_text(content, (13, 14)) <= 0.5


def test_a_picture_is_the_same_for_the_same_program_alone() -> None:
    assert max(map(len, check_art("folio").values())) < 60_000


@every_brand
def test_text_can_be_read_in_every_brand(colors: tuple[str, str]) -> None:
    assert typeset(
        '#import "pieces.typ": *\n'
        "#set document(title: [Contrast])\n"
        "#for paint in (ink, quiet, accent-ink, ..phase-paint) {\n"
        "  for ground in (white, cream) { assert(contrast(paint, ground) >= 4.5) }\n"
        "}\n"
        "#for paint in phase-paint { assert(contrast(white, paint) >= 4.5) }\n"
        "#assert(contrast(edge.paint, white) >= 3)\n",
        pieces(themed("folio", colors)),
    )
