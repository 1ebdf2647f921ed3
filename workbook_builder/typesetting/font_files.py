"""Font files: opened, reduced and saved. The only module that imports fontTools.

fontTools takes 0.1 s to import, so functions import it when they are called. An open font is a
``fontTools.ttLib.TTFont``.
"""

import hashlib
import logging
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import fontpkg

from workbook_builder.storage.disk_cache import DiskCache, cache_folder

_HINTING = {"fpgm", "prep", "cvt ", "cvar", "gasp", "hdmx", "VDMX", "LTSH"}
_DIRECTORY = 1024  # bytes at the start of a font file that hold its table directory


class FontNotice(NamedTuple):
    """What a font file says of itself. A text is empty if the file does not have it."""

    family: str
    copyright: str
    license: str


_COLLECTION = b"ttcf"  # how a collection of fonts begins


def font_notice(content: bytes) -> FontNotice:
    """What a font file says of its family, its copyright, and its license.

    The texts are those of the table ``name``, by their ids in OpenType.
    """
    names = open_font(content, lazy=True)["name"]

    def text(*ids: int) -> str:
        return next((found for id in ids if (found := names.getDebugName(id))), "")

    return FontNotice(text(16, 1), text(0), text(13, 14))


def is_packaged(family: str) -> bool:
    """Whether an installed package brings a family."""
    return family in {each.name for each in fontpkg.families().values()}


def packaged_font(family: str) -> bytes:
    """The regular font file of a family that an installed package brings."""
    return Path(fontpkg.path(family)).read_bytes()


def open_font(content: bytes, **options: Any) -> Any:
    """Open a TrueType or OpenType file. ``options`` are those of fontTools.

    Of a collection, as systems have them for Chinese and Japanese, it opens the first font.
    """
    from fontTools.ttLib import TTFont

    first = {"fontNumber": 0} if content.startswith(_COLLECTION) else {}
    return TTFont(BytesIO(content), recalcTimestamp=False, **first, **options)


def save_font(font: Any, flavor: str | None = None) -> bytes:
    """The file of an open font; a WOFF2 file if the flavor is ``woff2``."""
    font.flavor = flavor
    saved = BytesIO()
    font.save(saved)
    return saved.getvalue()


@lru_cache(64)
def characters(content: bytes) -> Collection[int]:
    """The code points that a font file has glyphs for."""
    found: Collection[int] = open_font(content, lazy=True).getBestCmap() or {}
    return found


def is_damaged(content: bytes) -> bool:
    """Whether a font file is cut off, or cannot be read for another reason.

    Typst finds a font in a file whose end is missing, but cannot embed it.
    """
    import struct

    from fontTools.ttLib import TTLibError

    try:
        font = open_font(content, lazy=True)
        tables = font.reader.tables.values()
        whole = all(table.offset + table.length <= len(content) for table in tables)
        return not (whole and font.getBestCmap() and len(font.getGlyphOrder()))
    except (TTLibError, struct.error, AssertionError, LookupError, ValueError):
        return True


def keep_characters(font: Any, codes: Iterable[int]) -> None:
    """Remove an open font's hinting, and all characters except ``codes``."""
    from fontTools import subset

    # It warns of tables that it does not know, which does not concern authors.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = subset.Options(hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def keep_axis(font: Any, tag: str) -> None:
    """Fix all axes of an open variable font at their defaults, except one, such as ``wght``."""
    if "fvar" not in font:
        return
    from fontTools.varLib import instancer

    fixed = {axis.axisTag: None for axis in font["fvar"].axes if axis.axisTag != tag}
    if fixed:
        instancer.instantiateVariableFont(font, fixed, inplace=True)


def remove_hinting(font: Any) -> None:
    """Remove hinting from an open font: the programs that fit letters to coarse pixels.

    Neither print nor current screens need them, and they are half of a font's size in a PDF.
    """
    for table in _HINTING & set(font.keys()):
        del font[table]
    if "glyf" in font:
        font["glyf"].removeHinting()


def is_hinted(content: bytes) -> bool:
    """Whether a font file has hinting, judged by its table directory."""
    return b"fpgm" in content[:_DIRECTORY]


def editing_version() -> str:
    """What font files that were reduced depend on besides the files: this module and fontTools."""
    return f"{version('fonttools')} {Path(__file__).read_text(encoding='utf-8')}"


def unhinted(content: bytes) -> bytes:
    """The same font file without hinting. The result is kept in the disk cache."""
    if not is_hinted(content):
        return content
    cache = DiskCache(cache_folder())
    name = hashlib.sha256(f"unhinted {editing_version()} ".encode() + content).hexdigest()
    found = cache.get(name)
    if found is None:
        found = cache[name] = _without_hinting(content)
    return found


def _without_hinting(content: bytes) -> bytes:
    """The same font file without hinting. Other tables are copied as they are.

    `save_font` would do the same, but imports a hundred modules for other tables first.
    """
    from fontTools.ttLib.sfnt import SFNTWriter

    font = open_font(content, lazy=True, recalcBBoxes=False)
    tables = {tag: font.reader[tag] for tag in font.reader.tables if tag not in _HINTING}
    if "glyf" in tables:
        font["glyf"].removeHinting()
        tables |= {tag: font[tag].compile(font) for tag in ("glyf", "loca", "head")}
    saved = BytesIO()
    writer = SFNTWriter(saved, len(tables), font.sfntVersion)
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return saved.getvalue()
