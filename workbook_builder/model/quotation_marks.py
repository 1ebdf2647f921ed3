"""Replaces straight quotes and apostrophes with the typographic ones of a language."""

import re
from collections.abc import Sequence

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
_UNCHANGED = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>\s]+>|\bhttps?://\S+|\S+@\S+)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|'(?=\d0s\b)")
_QUOTE = re.compile(r"""(?P<before>^|[\s(\[{—–/“„«*_-])?(?P<mark>["'])""")


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
    parts = _UNCHANGED.split(text)
    parts[::2] = [_quoted(part, marks) for part in parts[::2]]
    return "".join(parts)


def _quoted(text: str, marks: Sequence[str] | None) -> str:
    text = _APOSTROPHE.sub("\u2019", text)
    if marks is None:
        return text

    def curl(found: re.Match[str]) -> str:
        before, inner = found["before"], found["mark"] == "'"
        opens = before is not None
        return (before or "") + marks[2 * inner + (not opens)]

    return _QUOTE.sub(curl, text)
