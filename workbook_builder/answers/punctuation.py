"""The marks that a language sets between words, with the spaces that belong to them."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_CLOSING = "”’»“‘›‹」』״"
_WITHIN_WORDS = "׳%‰&@*#/\\"  # of the kind of a period, for Unicode; ׳ ends abbreviations


class Punctuation(NamedTuple):
    """What stands between a label and what follows it, and between the items of a list.

    Attributes:
        colon: What stands after a label.
        comma: What stands between the items of a list.
        semicolon: What stands between longer items, which may have commas.
        aside: What stands between a title and what is said of it, such as a week.
    """

    colon: str = ": "
    comma: str = ", "
    semicolon: str = "; "
    aside: str = ", "

    def followed_by(self, label: str, *words: str | None) -> str:
        """A label and what comes after it, with a colon between, unless the label ends with a mark.

        Args:
            label: The label, such as a question with its question mark, which may be in quotes.
            words: What it is followed by, such as an option. What is empty is left out.
        """
        for each in filter(None, words):
            label = self.headed(label) + each
        return label

    def headed(self, label: str) -> str:
        """A label with what stands before the words that follow it."""
        end = label.rstrip(_CLOSING)[-1:]
        if not end or unicodedata.category(end) != "Po" or end in _WITHIN_WORDS:
            return f"{label}{self.colon}"
        return label if unicodedata.east_asian_width(end) in "FW" else f"{label} "

    def listed(self, items: Iterable[str]) -> str:
        """Several words, names, or numbers."""
        return self.comma.join(items)

    def listed_apart(self, items: Iterable[str]) -> str:
        """Several texts, which may have commas."""
        return self.semicolon.join(items)

    def titled(self, title: str, *said: str | None) -> str:
        """A title and what is said of it. What is empty is left out."""
        return self.aside.join(filter(None, (title, *said)))


ENGLISH = Punctuation()
