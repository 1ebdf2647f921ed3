"""Paper leads to the web: each worksheet has the address and the QR code of its page."""

import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import segno
from support.places import PRACTICE
from support.print_variants import (
    GUIDE,
    MM,
    PLAIN,
    WORKBOOK,
    Variant,
    every_variant,
    made,
    outline,
    pdf,
    sheets,
    titles,
)

from workbook_builder.graphics import qr_code
from workbook_builder.practice.practice import Practice


def test_each_worksheet_leads_to_its_page() -> None:
    for name in sheets(PLAIN):
        address = f"https://example.org/wellness/better-sleep/{name}/"
        for document in (made(PLAIN)[name], made(PLAIN)[WORKBOOK], made(PLAIN)[GUIDE]):
            assert document.source.count(f'#on-the-web("On the web:", "{address}")') == 1
            assert qr_code.svg(address).replace('"', '\\"') in document.source
            assert f'"QR code of this worksheet on the web: {address}"' in document.source


def test_the_address_can_be_followed_on_the_first_page_of_a_sheet_alone() -> None:
    with pikepdf.open(io.BytesIO(pdf(PLAIN, WORKBOOK))) as document:
        links = [
            (number, str(each.A.URI))
            for number, page in enumerate(document.pages, 1)
            for each in page.get("/Annots", [])
            if each.get("/Subtype") == "/Link" and "/URI" in each.get("/A", {})
        ]
    starts = dict(outline(pdf(PLAIN, WORKBOOK)))
    on_web = [(page, uri) for page, uri in links if "example.org" in uri]
    assert [page for page, _ in on_web] == [
        starts[title] for title in starts if title in titles(PLAIN)
    ]


def test_without_a_site_nothing_leads_there() -> None:
    for document in made(PLAIN, None).values():
        assert "#on-the-web(" not in document.source
        assert '<svg xmlns=\\"' not in document.source


@pytest.mark.parametrize(
    ("directory_urls", "address"),
    [
        (True, "https://example.org/coaching/wellness/better-sleep/goal/"),
        (False, "https://example.org/coaching/wellness/better-sleep/goal.html"),
    ],
)
def test_a_practice_knows_where_its_site_is(directory_urls: bool, address: str) -> None:
    practice = Practice.open(
        PRACTICE / "content",
        site_url="https://example.org/coaching",
        directory_urls=directory_urls,
    )
    goal = next(each for each in practice.documents if each.path.endswith("/goal-a4.pdf"))
    assert f'"{address}"' in goal.source


@every_variant
def test_the_code_is_large_enough_for_a_phone(variant: Variant) -> None:
    with pypdfium2.PdfDocument(pdf(variant, "goal")) as document:
        shapes = [
            shape.get_bounds()
            for shape in document[0].get_objects()
            if shape.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
            and pypdfium2.raw.FPDFPath_CountSegments(shape.raw) > 300
        ]
    ((left, bottom, right, top),) = shapes
    modules = len(
        segno.make_qr("https://example.org/wellness/better-sleep/goal/", error="m").matrix
    )
    drawn = min(right - left, top - bottom) / MM  # including half of its stroke
    assert drawn * (modules + 8) / (modules + 1) >= 18


def test_the_picture_of_a_code_is_the_code() -> None:
    text = "https://example.org/wellness/better-sleep/goal/"
    drawn = qr_code.svg(text)
    code = segno.make_qr(text, error="m", mask=4, boost_error=False).matrix
    side = len(code) + 8
    assert f'viewBox="0 0 {side} {side}"' in drawn
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawn):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    assert dark == {
        (x + 4, y + 4) for y, row in enumerate(code) for x, bit in enumerate(row) if bit
    }
    assert qr_code.svg(text) == drawn
