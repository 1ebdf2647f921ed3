"""Which signs a set of fonts can draw: Typst itself is asked, as it is Typst that draws.

Letters must come from the families that a practice is set in. Other signs, like an arrow or a
star, may come from any font: Typst brings some of its own along.
"""

import re
import unicodedata
from collections.abc import Iterable

from workbook_builder.typesetting.typefaces import Typeface
from workbook_builder.typesetting.typst_values import typst_literal

_MARKS = {"Mn", "Mc", "Me", "Cf"}
_NOT_DRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def graphemes(text: str) -> set[str]:
    """The different signs in a text: each letter with all that is set over and behind it."""
    used = set(text)
    drawn = {sign for sign in used if unicodedata.category(sign) not in _NOT_DRAWN}
    marks = "".join(re.escape(sign) for sign in used if _is_mark(sign))
    if not marks:
        return drawn
    return {found for found in re.findall(rf"[^\s][{marks}]*", text) if found[0] in drawn}


def missing_graphemes(wanted: Iterable[str], typeface: Typeface) -> frozenset[str]:
    """Those of some signs that cannot be drawn."""
    # Imported here: whoever reads no content needs no Typst.
    from workbook_builder.typesetting.typst_compiler import TypesetError, typeset

    ordered = sorted(wanted)
    letters = [sign for sign in ordered if is_letter(sign)]
    others = [sign for sign in ordered if not is_letter(sign)]
    # PDF/UA-1 refuses what is not drawn and names each line of it. Typst knows the line of a bare
    # text only, not of one that is handed to `text()`.
    lines = [
        '#set document(title: "Signs")',
        f"#set text(font: {typst_literal(typeface.families)}, fallback: false)",
        *(f"#{typst_literal(sign)}" for sign in letters),
        "#set text(fallback: true)",
        *(f"#{typst_literal(sign)}" for sign in others),
    ]
    asked = dict(zip(range(3, len(lines) + 1), (*letters, "", *others), strict=True))
    try:
        typeset("\n".join(lines), fonts=typeface.files)
    except TypesetError as error:
        named = {place.line for place in error.places}
        if not named <= asked.keys() or not named:
            raise
        return frozenset(asked[line] for line in named)
    return frozenset()


def _is_mark(sign: str) -> bool:
    """Whether a sign changes the one before it: an accent, what joins two, the tone of a skin."""
    return unicodedata.category(sign) in _MARKS or "\U0001f3fb" <= sign <= "\U0001f3ff"


def is_letter(sign: str) -> bool:
    """Whether a sign is a letter, or a mark on one."""
    return unicodedata.category(sign[0])[0] in "LM"
