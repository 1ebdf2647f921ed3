"""Limits of Markdown that takes a parser too long, or too many calls inside each other."""

import re

MOST_LEVELS = 20
MOST_BRACKETS = 200  # in a paragraph; the time that links take grows with the square of them

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BEGINNING = re.compile(r"(?:[ \t]+|>|[-*+](?=[ \t])|\d+[.)](?=[ \t]))+", re.MULTILINE)
_MARKER = re.compile(r"[>*+-]|\d+[.)]")
_TAB = 4  # spaces
_INDENT = 2  # the fewest spaces that nest a list in another


def excess(text: str, most_levels: int = MOST_LEVELS) -> tuple[int, str]:
    """What a Markdown text has too much of.

    Args:
        text: The text.
        most_levels: How deep lists and quotes may be nested.

    Returns:
        Where the paragraph or line begins, and what it has too much of: an empty text if nothing.
    """
    start = 0
    for paragraph in (*_BLANK_LINE.finditer(text), None):
        end = paragraph.start() if paragraph else len(text)
        if text.count("[", start, end) > MOST_BRACKETS:
            return start, f"more than {MOST_BRACKETS} brackets in a paragraph"
        start = paragraph.end() if paragraph else end
    start = 0
    for line in text.split("\n"):
        if (found := _BEGINNING.match(line)) and _levels(found[0]) > most_levels:
            return start, f"lists or quotes that are nested more than {most_levels} levels deep"
        start += len(line) + 1
    return 0, ""


def _levels(beginning: str) -> int:
    """How deep a line may be nested that begins with some spaces and markers.

    Without a marker it continues what is above it.
    """
    markers = len(_MARKER.findall(beginning))
    spaces = beginning.expandtabs(_TAB).count(" ")
    return markers + spaces // _INDENT if markers else 0
