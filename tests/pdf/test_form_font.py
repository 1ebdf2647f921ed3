import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import fontpkg
import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Name, Pdf
from support.one_form import ANSWERS, HEAD, SHEET

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.form_font import add_form_font
from workbook_builder.pdf.pdf_file import PdfFile
from workbook_builder.typesetting.typst_compiler import typeset

EMPTY = typeset('#set document(title: "Sheet")\n#set text(lang: "en")\nSheet')


@contextmanager
def added(composite: bool) -> Iterator[pikepdf.Object]:
    """The form font in a file."""
    file = PdfFile.cut(EMPTY)
    font = add_form_font(file, composite=composite)
    root = file.objects[file.root]
    file.objects[file.root] = root.removesuffix(b">>") + b"/FormFont " + font + b">>"
    with pikepdf.open(io.BytesIO(file.pack())) as pdf:
        yield pdf.Root.FormFont


def program_of(font: pikepdf.Object) -> TTFont:
    """The font file of a simple font, or of the descendant of a composite one."""
    return TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))


@pytest.fixture(scope="module")
def font() -> Iterator[pikepdf.Object]:
    with added(composite=False) as font:
        yield font


@pytest.fixture(scope="module")
def program(font: pikepdf.Object) -> TTFont:
    return program_of(font)


@pytest.fixture(scope="module")
def noto() -> TTFont:
    return TTFont(fontpkg.path("Noto Sans"))


def outline(font: TTFont, letter: str) -> tuple[int, list[Any]]:
    """The width of a letter, and the segments of its outline."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyph = glyphs[font.getBestCmap()[ord(letter)]]
    glyph.draw(pen)
    return glyph.width, pen.value


def test_the_font_is_simple_and_its_encoding_western(font: pikepdf.Object) -> None:
    assert (font.Subtype, font.Encoding) == (Name.TrueType, Name.WinAnsiEncoding)
    assert (int(font.FirstChar), int(font.LastChar), len(font.Widths)) == (32, 255, 224)


@pytest.mark.parametrize(
    ("language", "kind"), [("en", "TrueType"), ("pt", "TrueType"), ("el", "Type0"), ("pl", "Type0")]
)
def test_beyond_the_west_the_font_is_composite(language: str, kind: str) -> None:
    source = (HEAD + SHEET).replace('lang: "en"', f'lang: "{language}"')
    with Pdf.open(io.BytesIO(make_fillable(typeset(source), ANSWERS))) as pdf:
        assert pdf.Root.AcroForm.DR.Font.WbText.Subtype == Name(f"/{kind}")


def test_the_composite_font_has_every_letter_of_its_program() -> None:
    with added(composite=True) as font:
        (glyphs,) = font.DescendantFonts
        program = program_of(glyphs)
        _, *rows = re.findall(rb"^<(.{4})> <(.{4})>$", font.ToUnicode.read_bytes(), re.MULTILINE)
        letters = {int(letter, 16): int(glyph, 16) for glyph, letter in rows}
        first, widths = glyphs.W
    named = {letter: program.getGlyphID(name) for letter, name in program.getBestCmap().items()}
    assert {ord(" "), ord("-"), ord("Ω"), ord("Д")} <= letters.keys() <= named.keys()
    assert all(named[letter] == glyph for letter, glyph in letters.items())
    assert set(named.values()) == set(letters.values())
    assert int(first) == 0
    em = program["head"].unitsPerEm
    assert [int(each) for each in widths] == [
        round(program["hmtx"][name][0] * 1000 / em) for name in program.getGlyphOrder()
    ]


def test_the_whole_program_is_embedded_and_small(font: pikepdf.Object) -> None:
    program = font.FontDescriptor.FontFile2
    assert program.Length1 == len(program.read_bytes())
    assert len(program.read_raw_bytes()) < 26_000


@pytest.mark.parametrize("letters", ["Zoë, “œuvre”: 20 €", "Łukasz Őrs țară", "Ωμέγα", "Дмитрий"])
def test_letters_are_those_of_the_regular_noto_sans(
    program: TTFont, noto: TTFont, letters: str
) -> None:
    axes = {axis.axisTag: axis.defaultValue for axis in noto["fvar"].axes}
    assert axes == {"wght": 400, "wdth": 100}
    for letter in letters:
        assert outline(program, letter) == outline(noto, letter)


def test_widths_are_those_of_the_letters(font: pikepdf.Object, program: TTFont) -> None:
    for letter in "Aiß€œ ":
        (code,) = letter.encode("cp1252")
        width, _ = outline(program, letter)
        assert font.Widths[code - 32] == round(width * 1000 / program["head"].unitsPerEm)


def test_the_bounding_box_is_that_of_the_letters(program: TTFont) -> None:
    """iText and OpenPDF write smaller where it is larger."""
    head, table = program["head"], program["glyf"]
    glyphs = [table[name] for name in program.getGlyphOrder()]
    drawn = [glyph for glyph in glyphs if glyph.numberOfContours]
    for name, most in {"xMin": min, "yMin": min, "xMax": max, "yMax": max}.items():
        assert getattr(head, name) == most(getattr(glyph, name) for glyph in drawn)


def test_nothing_but_outlines_is_kept(program: TTFont) -> None:
    kept = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "post", "GlyphOrder"}
    assert set(program.keys()) == kept
    assert len(program.getGlyphOrder()) < 600


def test_a_line_is_as_high_as_a_capital_with_an_accent(
    font: pikepdf.Object, program: TTFont
) -> None:
    high, deep = program["glyf"]["Udieresis"].yMax, program["glyf"]["p"].yMin
    assert program["hhea"].ascent == program["OS/2"].sTypoAscender
    assert program["hhea"].descent == program["OS/2"].sTypoDescender == deep
    descriptor = font.FontDescriptor
    assert descriptor.Ascent == program["hhea"].ascent
    assert high < descriptor.Ascent < high + 100
    assert descriptor.Descent == deep
    assert "/Leading" not in descriptor


def test_there_is_room_for_descenders(font: pikepdf.Object) -> None:
    descriptor = font.FontDescriptor
    low, high = int(descriptor.FontBBox[1]), int(descriptor.FontBBox[3])
    # pypdf puts the baseline at half of the font box height minus the ascent.
    assert (high - low - int(descriptor.Ascent)) / 2 > -int(descriptor.Descent)


def test_threads_share_one_font() -> None:
    def added(_: int) -> bytes:
        file = PdfFile.cut(EMPTY)
        add_form_font(file)
        return file.objects[-3]

    with ThreadPoolExecutor(8) as pool:
        programs = list(pool.map(added, range(16)))
    assert all(program is programs[0] for program in programs)
