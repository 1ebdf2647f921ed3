"""Finds Typst code that could load more code: packages from the network, or a text run as code.

Typst has no setting that forbids packages: it downloads whatever a source imports. The address can
be put together while Typst runs, so only the words that load code can be looked for. The texts of
authors never match: `typst_literal` writes these words in them with an escape.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# `eval` runs any text, and `std` leads to it. An import of a file beside the source is allowed.
_WORDS = ("import", "include", "eval", "std")
_FILE = re.compile(r'\s*"[A-Za-z][^"@\\]*\.typ"\s*:')
# A word stands alone if no letter is next to it. Other characters may be next to it in formulas.
_ALONE = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_WORDS)})(?![A-Za-z])")

MESSAGE = "`{}` cannot be used here: documents load no packages, and no other code"
HINT = (
    "copy what you need from a package into your template; if the word is meant as text, write it "
    'as a value, as in {{ _("import") }}'
)


class Loading(NamedTuple):
    """A word that loads code, and its line, which counts from 1."""

    word: str
    line: int


def loading(code: str) -> Iterator[Loading]:
    """Find every word in Typst code that could load more code."""
    for found in _matches(code):
        if not (found[0] == "import" and _FILE.match(code, found.end())):
            yield Loading(found[0], code.count("\n", 0, found.start()) + 1)


def escaped(text: str) -> str:
    """The content of a string literal, with an escape in every word that could load code."""
    for found in reversed(_matches(text)):
        at = found.start()
        text = f"{text[:at]}\\u{{{ord(text[at]):x}}}{text[at + 1 :]}"
    return text


def _matches(text: str) -> list[re.Match[str]]:
    # The words are rare, and searching for each by itself takes a tenth of the time.
    return list(_ALONE.finditer(text)) if any(map(text.__contains__, _WORDS)) else []
