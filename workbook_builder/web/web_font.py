"""A font file packed for the web: WOFF, without what only coarse screens and small type need."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

from workbook_builder.typesetting import font_hints

_SMALL = 1000  # letters, which weigh some 30 KB
_EAST_ASIAN = 0x2E80  # from here on, an alphabet is thousands of signs


@dataclass(frozen=True)
class Webfont:
    """A packed font, and the weights that it can be shown in, as CSS writes them."""

    content: bytes = field(repr=False)
    weights: str | None = None


def pack_font(content: bytes, texts: str) -> Webfont:
    """Pack a font file for a site with some texts.

    A large font keeps Western letters, all other alphabets that the texts use, and the East Asian
    signs in them: Noto Sans has 300 KB then, not 1,200.
    """
    from fontTools.ttLib import TTFont

    known = TTFont(BytesIO(content), lazy=True).getBestCmap() or {}
    return _packed(content, None if len(known) <= _SMALL else _kept(known, texts))


def _kept(known: Iterable[int], texts: str) -> frozenset[int]:
    used = set(map(ord, texts))
    blocks = {code >> 7 for code in used if code < _EAST_ASIAN}
    western = (range(0x250), range(0x2000, 0x2100))
    return frozenset(
        code
        for code in known
        if code in used or code >> 7 in blocks or any(code in each for each in western)
    )


@cache
def _packed(content: bytes, kept: frozenset[int] | None) -> Webfont:
    # Imported here, as above: only sites need fontTools, and it takes its time.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font: Any = TTFont(BytesIO(content), recalcTimestamp=False)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    weight = axes.get("wght")
    font_hints.remove(font)
    if kept is not None:
        options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True)
        logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it tells of odd tables
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=kept)
        cutter.subset(font)
    font.flavor = "woff"
    saved = BytesIO()
    font.save(saved)
    weights = f"{weight.minValue:g} {weight.maxValue:g}" if weight else None
    return Webfont(saved.getvalue(), weights)
