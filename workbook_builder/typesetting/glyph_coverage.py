"""Finds the characters that the fonts of a practice cannot draw, by asking Typst.

Letters must come from the font families of the practice. Other characters, like an arrow or a
star, may come from any font, including those that are built into Typst.
"""

import re
import unicodedata
from collections.abc import Iterable

from workbook_builder.typesetting.typefaces import Typeface
from workbook_builder.typesetting.typst_values import typst_literal

# Unicode general categories.
_MARKS = {"Mn", "Mc", "Me", "Cf"}
_STAND_INS = ("\N{WHITE SQUARE}", "\N{REPLACEMENT CHARACTER}")
_NOT_DRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def graphemes(text: str) -> set[str]:
    """The distinct visible characters of a text, each with its combining marks."""
    used = set(text)
    drawn = {character for character in used if unicodedata.category(character) not in _NOT_DRAWN}
    marks = "".join(re.escape(character) for character in used if _is_mark(character))
    if not marks:
        return drawn
    return {found for found in re.findall(rf"[^\s][{marks}]*", text) if found[0] in drawn}


def missing_graphemes(wanted: Iterable[str], typeface: Typeface) -> frozenset[str]:
    """The ones among ``wanted`` that cannot be drawn.

    Args:
        wanted: Characters with their combining marks, as `graphemes` returns them.
        typeface: The fonts to draw them with.
    """
    # Imported here because commands that do not read content do not need Typst.
    from workbook_builder.typesetting.typst_compiler import TypesetError, typeset

    ordered = sorted(wanted)
    letters = [character for character in ordered if is_letter(character)]
    others = [character for character in ordered if not is_letter(character)]
    # Each character gets a line of its own. PDF/UA-1 forbids missing glyphs, so Typst reports the
    # line of each. It does so only for bare text, not for text passed to `text()`.
    lines = [
        '#set document(title: "Characters")',
        f"#set text(font: {typst_literal(typeface.families)}, fallback: false)",
        *(f"#{typst_literal(character)}" for character in letters),
        "#set text(fallback: true)",
        *(f"#{typst_literal(character)}" for character in others),
    ]
    characters = dict(zip(range(3, len(lines) + 1), (*letters, "", *others), strict=True))
    try:
        typeset("\n".join(lines), fonts=typeface.files)
    except TypesetError as error:
        named = {place.line for place in error.places}
        if not named <= characters.keys() or not named:
            raise
        return frozenset(characters[line] for line in named)
    return frozenset()


def drawable(source: str, typeface: Typeface) -> str:
    """A Typst source in which white squares stand for the characters that cannot be drawn.

    Args:
        source: The source. Whatever readers see of it is in string literals.
        typeface: The fonts to draw it with.
    """
    missing = missing_graphemes(graphemes(source) | set(_STAND_INS), typeface)
    stand_in = next((each for each in _STAND_INS if each not in missing), "?")
    if not (found := sorted(missing.difference(_STAND_INS), key=len, reverse=True)):
        return source

    def replaced(match: re.Match[str]) -> str:
        # Marks alone, at the beginning of a literal, follow its quotation mark.
        first = match.group()[0]
        return first + stand_in if first.isascii() else stand_in

    return re.sub("|".join(map(re.escape, found)), replaced, source)


def _is_mark(character: str) -> bool:
    """Whether a character modifies the one before it: an accent, a joiner, or a skin tone."""
    return unicodedata.category(character) in _MARKS or "\U0001f3fb" <= character <= "\U0001f3ff"


def is_letter(character: str) -> bool:
    """Whether a character is a letter, or a combining mark."""
    return unicodedata.category(character[0])[0] in "LM"
