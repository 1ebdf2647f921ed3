"""The font of form fields: a subset of Noto Sans.

In forms in a Western language it is a simple font with WinAnsiEncoding, because some viewers can
only measure text in a simple encoding. The font file contains more letters, for programs that build
a larger font from it: that of clients' pages, which fills in forms, is one of them. In forms in
other languages it is a composite font, with which PDFBox, iText and pdf.js write all letters of
the font file. docs/pdf-forms.md describes how each viewer uses it.
"""

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from workbook_builder.pdf.pdf_file import PdfFile, stream
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.pickled_objects import load_or_make
from workbook_builder.typesetting.font_files import (
    editing_version,
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
_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_building = Lock()


# The languages that can be written with WinAnsiEncoding, which has the letters of Windows-1252.
_WESTERN = frozenset((
    "af", "an", "ast", "br", "ca", "co", "da", "de", "en", "es", "et", "eu", "fi", "fo",
    "fr", "fur", "fy", "ga", "gd", "gl", "gv", "ia", "id", "is", "it", "jv", "kw", "lb",
    "li", "ms", "nb", "nds", "nl", "nn", "no", "nr", "oc", "pt", "rm", "rw", "sc", "sco",
    "so", "sq", "ss", "st", "su", "sv", "sw", "tl", "tn", "ts", "wa", "xh", "zu",
))  # fmt: skip


def is_western(language: str) -> bool:
    """Whether a language, given as a tag, is written with the letters of WinAnsiEncoding."""
    return language.partition("-")[0] in _WESTERN


def add_form_font(file: PdfFile, *, composite: bool = False) -> bytes:
    """Add the font to a file, and return a reference to its dictionary.

    Args:
        file: The file.
        composite: Whether it is a composite font, for letters that are not in WinAnsiEncoding.
    """
    with _building:  # without the lock, several threads would build the font at once
        parts = _parts()
    descriptor = file.add(parts.descriptor % file.add(parts.program))
    if not composite:
        return file.add(parts.simple % descriptor)
    return file.add(
        parts.composite % (file.add(parts.glyphs % descriptor), file.add(parts.unicode))
    )


class _Parts(NamedTuple):
    """The objects of both fonts. ``%s`` stands for the references to other objects.

    Attributes:
        program: The font file.
        descriptor: The font descriptor, which refers to the font file.
        simple: The simple font, which refers to the descriptor.
        glyphs: The only descendant of the composite font, which refers to the descriptor.
        unicode: Which letter each glyph is.
        composite: The composite font, which refers to the descendant and to the letters.
    """

    program: bytes
    descriptor: bytes
    simple: bytes
    glyphs: bytes
    unicode: bytes
    composite: bytes


@cache
def _parts() -> _Parts:
    """The objects of both fonts, which are kept on the disk."""
    noto = packaged_font("Noto Sans")
    code = Path(__file__).read_text(encoding="utf-8")
    name = f"{editing_version()} {code}".encode()
    digest = hashlib.sha256(name + noto).hexdigest()
    return load_or_make(digest, partial(_made, noto), DiskCache(cache_folder()))


def _made(noto: bytes) -> _Parts:
    font = _subset(noto)
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

    encoded = bytes(range(32, 256)).decode("cp1252", "replace")
    advances = [font["hmtx"][glyphs.get(ord(letter), ".notdef")][0] for letter in encoded]
    program = stream(b"/Length1 %d" % len(saved), saved)
    descriptor = (
        b"<</Type/FontDescriptor/FontName/WBFORM+NotoSans-Regular/Flags 32/ItalicAngle 0/StemV 80"
        b"/FontBBox[%s]/Ascent %s/Descent %s/CapHeight %s/MissingWidth 1000/FontFile2 %%s>>"
    ) % (
        scaled(head.xMin, bottom, head.xMax, top),
        scaled(hhea.ascent), scaled(hhea.descent), scaled(os2.sCapHeight),
    )  # fmt: skip
    simple = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/WBFORM+NotoSans-Regular/Encoding/WinAnsiEncoding"
        b"/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor %%s>>"
    ) % scaled(*advances)
    # Glyphs are addressed by their numbers in the font file. If two letters share one, it means the
    # first, such as the space, and not the one that does not break.
    numbers = {font.getGlyphID(name): letter for letter, name in sorted(glyphs.items())[::-1]}
    advances = [font["hmtx"][name][0] for name in font.getGlyphOrder()]
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/WBFORM+NotoSans-Regular/CIDToGIDMap/Identity"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/W[0[%s]]/FontDescriptor %%s>>"
    ) % scaled(*advances)
    composite = (
        b"<</Type/Font/Subtype/Type0/BaseFont/WBFORM+NotoSans-Regular/Encoding/Identity-H"
        b"/DescendantFonts[%s]/ToUnicode %s>>"
    )
    return _Parts(program, descriptor, simple, descendant, _unicode(numbers), composite)


def _unicode(letters: Mapping[int, int]) -> bytes:
    """The ToUnicode stream (ISO 32000-1, 9.10.3) of letters by the numbers of their glyphs."""
    pairs = [b"<%04x> <%04x>" % pair for pair in sorted(letters.items())]
    blocks = (pairs[at : at + 100] for at in range(0, len(pairs), 100))  # the most in one block
    listed = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    return stream(b"", _CMAP % listed)


def _subset(noto: bytes) -> Any:
    """Noto Sans with only the letters in `_LETTERS`, and without hints and features."""
    font = open_font(noto)
    # Regular is the default of the variable font, so it is what is left without the tables for
    # variations. Deleting these and the features unread saves three quarters of a second.
    for table in {*font.keys()} - _TABLES - {"GlyphOrder"}:
        del font[table]
    keep_characters(font, _LETTERS)
    return font
