"""Understands times of the day as clients write them, and writes them as a language does."""

import datetime
import re
import unicodedata
from functools import lru_cache

from babel.dates import format_time

from workbook_builder.answers.written_words import locale_of, plain, words

# Words that stand beside a time, as in 7h30.
_FILLERS = frozenset(
    [
        "h", "hr", "hrs", "uhr", "oclock", "at", "um", "à", "kl", "klo", "ore", "alle", "min", "ч",
        "時", "时", "分", "点", "點", "시", "분",
    ]
)  # fmt: skip


def time_of_day(text: str, language: str) -> str:
    """The time that a text means, as HH:MM: ``19:30`` for "7.30 pm", "19h30" or "1930".

    Args:
        text: What the client wrote.
        language: The code of the client's language.

    Returns:
        The time, or an empty text if it is none.
    """
    written = plain(text)
    half = "".join(word for word in words(written) if word not in _FILLERS)
    rest = "".join(" " if unicodedata.category(c)[0] in "LM" else c for c in written)
    numbers = re.findall("[0-9]+", rest)
    if re.search(r"[^0-9\s:.,'’׳״]", rest) or len(numbers) not in (1, 2):
        return ""
    if len(numbers) == 1:
        numbers = [numbers[0][:-2], numbers[0][-2:]] if len(numbers[0]) > 2 else [numbers[0], "00"]
    hour, minute = int(numbers[0]), int(numbers[1])
    if len(numbers[0]) > 2 or len(numbers[1]) != 2 or hour > 23 or minute > 59:
        return ""
    if half:
        before_noon, after_noon = _halves(language)
        if half in before_noon and hour <= 12:
            hour %= 12
        elif half in after_noon and hour > 0:
            hour = hour % 12 + 12
        else:
            return ""
    return f"{hour:02}:{minute:02}"


def written_time(time: str, language: str) -> str:
    """A time like ``19:30`` as people of a language write it: "7:30 PM" in American English."""
    usual = format_time(datetime.time.fromisoformat(time), "short", locale=locale_of(language))
    usual = re.sub(r"\s+", " ", usual)
    return usual if time_of_day(usual, language) == time else time


@lru_cache(64)
def _halves(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for before and after noon."""
    periods = locale_of(language).day_periods["format"]["abbreviated"]
    before, after = ("".join(words(plain(periods.get(half, "")))) for half in ("am", "pm"))
    return frozenset(["a", "am", before]), frozenset(["p", "pm", after])
