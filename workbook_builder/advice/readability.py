"""How hard a text is to read, as the school grade that it asks for."""

import re
from collections.abc import Iterable

HARDEST = 9  # Clients are tired, or read a language that they learned late.
_FEWEST_WORDS = 30  # The grade of a line or two says nothing.
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[\s”’\")*_]+|\n\s*\n|\n\s*[-*] |\n\s*\d+\. ")
_MARKS = re.compile(r"\]\([^)]*\)|https?://\S+|[*_`\[\]>]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence of a Markdown text; an entry of a list is a sentence, too."""
    parts = _SENTENCE_END.split(_MARKS.sub("", text))
    return [words for part in parts if (words := _WORD.findall(part))]


def grade(texts: Iterable[str]) -> float:
    """The automated readability index of English texts; 0 for less than thirty words.

    It is 4.71 × letters a word + 0.5 × words a sentence - 21.43 (Smith & Senter, 1967), and
    needs neither syllables nor a list of words. About 9 is the ninth grade, age fourteen.
    """
    found = [words for text in texts for words in sentences(text)]
    words = sum(map(len, found))
    if words < _FEWEST_WORDS:
        return 0.0
    letters = sum(len(word) for sentence in found for word in sentence)
    return 4.71 * letters / words + 0.5 * words / len(found) - 21.43


def longest(text: str) -> str:
    """The beginning of the sentence with the most words."""
    words = max(sentences(text), key=len)
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
