"""Packs font files for the web: as WOFF2, without hints, and without letters that are not used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256

from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.pickled_objects import load_or_make
from workbook_builder.typesetting import font_files

_SMALL = 500  # characters, about 20 KB; a font that has no more is not subset
_EAST_ASIAN = 0x2E80  # the first code point of scripts that have thousands of characters


@dataclass(frozen=True)
class Webfont:
    """A packed font.

    Attributes:
        content: The WOFF2 file.
        weights: The range of weights of a variable font in CSS, such as ``200 800``, else None.
    """

    content: bytes = field(repr=False)
    weights: str | None = None


def pack_font(content: bytes, texts: str) -> Webfont:
    """Pack a font file for a site.

    A large font keeps Western letters, all other alphabets that the texts use, and those East
    Asian characters that the texts contain. A variable font only varies in weight; without the
    optical sizes, Literata has 70 instead of 225 KB.

    Args:
        content: The TrueType or OpenType file.
        texts: All texts of the site, in any order.
    """
    available = font_files.characters(content)
    return _packed(content, None if len(available) <= _SMALL else _subset(available, texts))


def _subset(available: Iterable[int], texts: str) -> frozenset[int]:
    """The code points to keep."""
    used = set(map(ord, texts))
    blocks = {code >> 7 for code in used if code < _EAST_ASIAN}  # of 128 code points
    western = (range(0x250), range(0x2000, 0x2100))
    return frozenset(
        code
        for code in available
        if code in used or code >> 7 in blocks or any(code in each for each in western)
    )


@cache
def _packed(content: bytes, kept: frozenset[int] | None) -> Webfont:
    """The packed font, which the cache on the disk has if it was ever made: it takes seconds."""
    digest = sha256(f"packed {code_version()} {sorted(kept or ())} ".encode() + content).hexdigest()
    return load_or_make(digest, partial(_made, content, kept), DiskCache(cache_folder()))


def _made(content: bytes, kept: frozenset[int] | None) -> Webfont:
    font = font_files.open_font(content)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    weight = axes.get("wght")
    font_files.remove_hinting(font)
    if kept is not None:
        font_files.keep_characters(font, kept)
    font_files.keep_axis(font, "wght")
    weights = f"{weight.minValue:g} {weight.maxValue:g}" if weight else None
    return Webfont(font_files.save_font(font, "woff2"), weights)
