"""Estimates how hard a text is to read, as a US school grade."""

import re
from collections.abc import Iterable

HARDEST = 9  # grade; clients may be tired, or read in a second language
_FEWEST_WORDS = 30  # the grade of a shorter text means nothing
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[\s”’\")*_]+|\n\s*\n|\n\s*[-*] |\n\s*\d+\. ")
_MARKS = re.compile(r"\]\([^)]*\)|https?://\S+|[*_`\[\]>]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence of a Markdown text. List items count as sentences."""
    parts = _SENTENCE_END.split(_MARKS.sub("", text))
    return [words for part in parts if (words := _WORD.findall(part))]


def grade(texts: Iterable[str]) -> float:
    """The automated readability index (ARI) of English Markdown texts, taken together.

    The ARI is 4.71 × letters per word + 0.5 × words per sentence - 21.43 (Smith & Senter, 1967).
    Unlike other measures it needs neither syllables nor a dictionary.

    Returns:
        The US school grade whose students can read the texts; 9 is about age fourteen. 0 if the
        texts have fewer than thirty words.
    """
    sentence_words = [words for text in texts for words in sentences(text)]
    words = sum(map(len, sentence_words))
    if words < _FEWEST_WORDS:
        return 0.0
    letters = sum(len(word) for sentence in sentence_words for word in sentence)
    return 4.71 * letters / words + 0.5 * words / len(sentence_words) - 21.43


def longest(text: str) -> str:
    """The first six words of the sentence that has the most words."""
    words = max(sentences(text), key=len)
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
