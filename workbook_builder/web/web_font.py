"""Packs font files for the web: as WOFF, without hints, and without letters that are not used."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

from workbook_builder.typesetting import font_hints

_SMALL = 1000  # characters, about 30 KB; a font that has no more is not subset
_EAST_ASIAN = 0x2E80  # the first code point of scripts that have thousands of characters


@dataclass(frozen=True)
class Webfont:
    """A packed font.

    Attributes:
        content: The WOFF file.
        weights: The range of weights of a variable font in CSS, such as ``200 800``, else None.
    """

    content: bytes = field(repr=False)
    weights: str | None = None


def pack_font(content: bytes, texts: str) -> Webfont:
    """Pack a font file for a site.

    A large font keeps Western letters, all other alphabets that the texts use, and those East
    Asian characters that the texts contain. This reduces Noto Sans from 1,200 to 300 KB.

    Args:
        content: The TrueType or OpenType file.
        texts: All texts of the site, in any order.
    """
    from fontTools.ttLib import TTFont

    available = TTFont(BytesIO(content), lazy=True).getBestCmap() or {}
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
    # Importing fontTools is slow, and only sites need it.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font: Any = TTFont(BytesIO(content), recalcTimestamp=False)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    weight = axes.get("wght")
    font_hints.remove(font)
    if kept is not None:
        options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True)
        # It warns of tables that it does not know, which does not concern authors.
        logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=kept)
        subsetter.subset(font)
    font.flavor = "woff"
    output = BytesIO()
    font.save(output)
    weights = f"{weight.minValue:g} {weight.maxValue:g}" if weight else None
    return Webfont(output.getvalue(), weights)
