"""The font of form fields: a simple TrueType font, which is a subset of Noto Sans.

Its encoding is WinAnsiEncoding, because viewers need a simple encoding to measure text. The font
file contains more letters, for viewers that build a larger font from it. docs/pdf-forms.md
describes how each viewer uses it.
"""

from functools import cache
from threading import Lock
from typing import Any

from workbook_builder.pdf.pdf_file import PdfFile, stream
from workbook_builder.typesetting.font_files import (
    keep_characters,
    open_font,
    packaged_font,
    save_font,
)

_LETTERS = frozenset().union(
    range(0x20, 0x180), range(0x218, 0x21C),  # Latin
    range(0x386, 0x3CF), range(0x400, 0x460), (0x490, 0x491),  # Greek, Cyrillic
    range(0x2010, 0x2027), (0x20AC,),  # punctuation, €
)  # fmt: skip
_TABLES = frozenset(("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "post"))
_building = Lock()


def add_form_font(file: PdfFile) -> bytes:
    """Add the font to a file, and return a reference to its dictionary."""
    with _building:  # without the lock, several threads would build the font at once
        program, descriptor, font = _parts()
    return file.add(font % file.add(descriptor % file.add(program)))


@cache
def _parts() -> tuple[bytes, bytes, bytes]:
    """Build the font program, the font descriptor, and the font dictionary.

    In the descriptor and the dictionary, ``%s`` stands for the reference to the object before it.
    """
    font = _subset()
    head, hhea, os2, glyphs = font["head"], font["hhea"], font["OS/2"], font.getBestCmap()
    # Viewers place lines by the ascent and descent, including those in the font file. pikepdf puts
    # the first baseline of a multiline field one ascent below the top of the box, so the ascent
    # must be enough for capitals with accents. pypdf centers the ascent in the box, and makes the
    # letters as large as the bounding box of the font allows. This bounding box is therefore deep
    # enough to leave room for descenders.
    em = head.unitsPerEm
    ascent = font["glyf"][glyphs[ord("Ü")]].yMax + round(0.05 * em)
    hhea.ascent = os2.sTypoAscender = ascent
    hhea.descent = os2.sTypoDescender = font["glyf"][glyphs[ord("p")]].yMin
    top, bottom = ascent + round(0.15 * em), -round(0.5 * em)
    saved = save_font(font)

    def scaled(*values: int) -> bytes:
        return b" ".join([b"%d" % round(value * 1000 / head.unitsPerEm) for value in values])

    letters = bytes(range(32, 256)).decode("cp1252", "replace")
    advances = [font["hmtx"][glyphs.get(ord(letter), ".notdef")][0] for letter in letters]
    program = stream(b"/Length1 %d" % len(saved), saved)
    descriptor = (
        b"<</Type/FontDescriptor/FontName/WBFORM+NotoSans-Regular/Flags 32/ItalicAngle 0/StemV 80"
        b"/FontBBox[%s]/Ascent %s/Descent %s/CapHeight %s/MissingWidth 1000/FontFile2 %%s>>"
    ) % (
        scaled(head.xMin, bottom, head.xMax, top),
        scaled(hhea.ascent), scaled(hhea.descent), scaled(os2.sCapHeight),
    )  # fmt: skip
    dictionary = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/WBFORM+NotoSans-Regular/Encoding/WinAnsiEncoding"
        b"/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor %%s>>"
    ) % scaled(*advances)
    return program, descriptor, dictionary


def _subset() -> Any:
    """Noto Sans with only the letters in `_LETTERS`, and without hints and features."""
    font = open_font(packaged_font("Noto Sans"))
    # Regular is the default of the variable font, so it is what is left without the tables for
    # variations. Deleting these and the features unread saves three quarters of a second.
    for table in {*font.keys()} - _TABLES - {"GlyphOrder"}:
        del font[table]
    keep_characters(font, _LETTERS)
    return font
