"""The font that answers are written in: a simple TrueType font, cut from Noto Sans.

Its encoding is Western, as viewers want it to measure text; its file holds more letters, for those
that build a wider font from it. docs/pdf-forms.md says what each viewer makes of it.
"""

import io
from functools import cache
from threading import Lock
from typing import Any

import fontpkg

from workbook_builder.pdf.pdf_file import PdfFile, stream

_LETTERS = frozenset().union(
    range(0x20, 0x180), range(0x218, 0x21C),  # Latin
    range(0x386, 0x3CF), range(0x400, 0x460), (0x490, 0x491),  # Greek, Cyrillic
    range(0x2010, 0x2027), (0x20AC,),  # punctuation, €
)  # fmt: skip
_TABLES = frozenset(("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "post"))
_making = Lock()


def add_form_font(file: PdfFile) -> bytes:
    """Add the font to a file, and return a reference to it."""
    with _making:  # Else each thread that sets a sheet would make one of its own.
        program, descriptor, font = _parts()
    return file.add(font % file.add(descriptor % file.add(program)))


@cache
def _parts() -> tuple[bytes, bytes, bytes]:
    """Make the font's program, descriptor and dictionary; the last two lack what they refer to."""
    font = _small_font()
    head, hhea, os2, glyphs = font["head"], font["hhea"], font["OS/2"], font.getBestCmap()
    # Viewers place a line by height and depth, in the file too. pikepdf begins the first of several
    # lines one height below the top of the box, which must do for capitals with accents. pypdf
    # puts the middle of the height in the middle of the box, and makes letters as large as the box
    # of the font allows: that is deep enough to leave descenders their room below.
    em = head.unitsPerEm
    height = font["glyf"][glyphs[ord("Ü")]].yMax + round(0.05 * em)
    hhea.ascent = os2.sTypoAscender = height
    hhea.descent = os2.sTypoDescender = font["glyf"][glyphs[ord("p")]].yMin
    high, low = height + round(0.15 * em), -round(0.5 * em)
    saved = io.BytesIO()
    font.save(saved)

    def scaled(*values: int) -> bytes:
        return b" ".join([b"%d" % round(value * 1000 / head.unitsPerEm) for value in values])

    letters = bytes(range(32, 256)).decode("cp1252", "replace")
    advances = [font["hmtx"][glyphs.get(ord(letter), ".notdef")][0] for letter in letters]
    program = stream(b"/Length1 %d" % saved.tell(), saved.getvalue())
    descriptor = (
        b"<</Type/FontDescriptor/FontName/WBFORM+NotoSans-Regular/Flags 32/ItalicAngle 0/StemV 80"
        b"/FontBBox[%s]/Ascent %s/Descent %s/CapHeight %s/MissingWidth 1000/FontFile2 %%s>>"
    ) % (
        scaled(head.xMin, low, head.xMax, high),
        scaled(hhea.ascent), scaled(hhea.descent), scaled(os2.sCapHeight),
    )  # fmt: skip
    dictionary = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/WBFORM+NotoSans-Regular/Encoding/WinAnsiEncoding"
        b"/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor %%s>>"
    ) % scaled(*advances)
    return program, descriptor, dictionary


def _small_font() -> Any:
    """Open Noto Sans with nothing but our letters, without hints and features."""
    # Imported here: fontTools takes 0.1 s, and most commands of this program need no form.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(fontpkg.path("Noto Sans"), recalcTimestamp=False)
    # Regular is the default of the variable font: without the tables that vary it, it is just
    # that. To read these and the features, only to drop them, took three quarters of a second.
    for table in {*font.keys()} - _TABLES - {"GlyphOrder"}:
        del font[table]
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    return font
