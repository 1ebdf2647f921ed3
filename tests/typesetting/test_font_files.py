"""Hints are removed from fonts, and their letters stay the same."""

import io

import fontpkg
import pikepdf
import pytest
from fontTools.ttLib import TTCollection, TTFont

from workbook_builder.typesetting.font_files import font_notice, is_hinted, unhinted
from workbook_builder.typesetting.typst_compiler import typeset

HINTED = fontpkg.path("Atkinson Hyperlegible").read_bytes()


def test_letters_stay_as_they_are_without_hints() -> None:
    assert is_hinted(HINTED)
    small = unhinted(HINTED)
    assert not is_hinted(small)
    assert len(small) < 0.75 * len(HINTED)
    before, after = TTFont(io.BytesIO(HINTED)), TTFont(io.BytesIO(small))
    assert before.getGlyphOrder() == after.getGlyphOrder()
    for name in before.getGlyphOrder():
        assert before["hmtx"][name] == after["hmtx"][name]
        points = before["glyf"][name].getCoordinates(before["glyf"])[0]
        assert list(points) == list(after["glyf"][name].getCoordinates(after["glyf"])[0])


def test_a_font_without_hints_is_not_changed() -> None:
    plain = fontpkg.path("Noto Sans").read_bytes()
    assert unhinted(plain) is plain


@pytest.mark.parametrize("own", [(), (HINTED,)])
def test_no_font_in_a_pdf_has_hints(own: tuple[bytes, ...]) -> None:
    source = (
        '#set document(title: "A")\n#set text(lang: "en", font: "Atkinson Hyperlegible")\nHello'
    )
    fonts = 0
    with pikepdf.open(io.BytesIO(typeset(source, fonts=own))) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
                fonts += 1
                assert not is_hinted(each.FontFile2.read_bytes())
    assert fonts == 1


def test_a_collection_of_the_system_says_whose_it_is() -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(io.BytesIO(HINTED)), TTFont(fontpkg.path("Noto Sans"))]
    written = io.BytesIO()
    collection.save(written)
    assert font_notice(written.getvalue()).family == font_notice(HINTED).family
