"""Replaces straight quotes and apostrophes with the typographic ones of a language."""

import re
from collections.abc import Sequence

from workbook_builder.model.unspaced_letters import is_unspaced

# By language: the outer opening and closing marks, then the inner ones. French marks include a
# no-break space.
_MARKS: dict[str, Sequence[str]] = {
    "ar": "«»“”",
    "da": "»«›‹",
    "de": "„“‚‘",
    "en": "“”‘’",
    "es": "“”‘’",
    "fi": "””’’",
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
    "he": "״״׳׳",
    "hi": "“”‘’",
    "it": "“”‘’",
    "ja": "「」『』",
    "nl": "“”‘’",
    "pl": "„”‚’",
    "pt": "“”‘’",
    "sv": "””’’",
    "tr": "“”‘’",
    "uk": "«»„“",
    "zh": "“”‘’",
}  # fmt: skip

# Code, link targets, and web and email addresses, which are left unchanged.
_UNCHANGED = r"`[^`]*`|\]\([^)]*\)|<[^>\s]+>|\bhttps?://\S+|\S+@\S+"
_FOUND = re.compile(rf"""(?P<kept>{_UNCHANGED})|(?P<break>\n\s*\n)|["']""")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|'(?=\d0s\b)")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/“„«*_-]")
_ARABIC_PREFIX = re.compile(r"(?<!\w)[بفكلو]{1,3}$")  # joined to the word that follows


def typeset_quotes(text: str, language: str) -> str:
    """Replace straight quotes and apostrophes in a Markdown text.

    Args:
        text: The text.
        language: The language code. If the quotation marks of the language are not known here, only
            apostrophes are replaced.
    """
    if '"' not in text and "'" not in text:
        return text
    marks = _MARKS.get(language.partition("-")[0])
    is_open = {'"': False, "'": False}

    def curl(found: re.Match[str]) -> str:
        mark = found[0]
        if found["break"]:
            is_open.update(dict.fromkeys(is_open, False))
        if found["break"] or found["kept"]:
            return mark
        before = text[max(found.start() - 4, 0) : found.start()]
        is_between_words = any(map(is_unspaced, (before[-1:], text[found.end() : found.end() + 1])))
        if not is_between_words and _APOSTROPHE.match(text, found.start()):
            return "\u2019"
        if marks is None:
            return mark
        if not before or _BEFORE_OPENING.match(before[-1]):
            is_open[mark] = True
        else:
            # Without spaces between words, only the quotes before tell which one this is.
            may_open = is_between_words or _ARABIC_PREFIX.search(before)
            is_open[mark] = bool(may_open) and not is_open[mark]
        return marks[2 * (mark == "'") + (not is_open[mark])]

    return _FOUND.sub(curl, text)
