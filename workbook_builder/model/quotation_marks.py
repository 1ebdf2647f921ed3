"""Straight quotes and apostrophes become the ones that the language of the text is set with."""

import re
from collections.abc import Sequence

# Outer and inner quotation marks by language; the narrow spaces are part of the French ones.
_MARKS: dict[str, Sequence[str]] = {
    "da": "»«›‹",
    "de": "„“‚‘",
    "en": "“”‘’",
    "es": "«»“”",
    "fi": "””’’",
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "it": "«»“”",
    "nl": "“”‘’",
    "pl": "„”‚’",
    "pt": "“”‘’",
    "sv": "””’’",
}  # fmt: skip

# Code, addresses of links and mailboxes stay as they are.
_LEAVE = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>\s]+>|\bhttps?://\S+|\S+@\S+)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|'(?=\d0s\b)")
_QUOTE = re.compile(r"""(?P<before>^|[\s(\[{—–/“„«*_-])?(?P<mark>["'])""")


def typeset_quotes(text: str, language: str) -> str:
    """The text with the quotation marks of a language; with apostrophes only, if it is unknown."""
    if '"' not in text and "'" not in text:
        return text
    marks = _MARKS.get(language.partition("-")[0])
    parts = _LEAVE.split(text)
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
