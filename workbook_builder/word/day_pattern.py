"""How the calendar of a content control writes a day, in a language."""

import datetime
import re
from functools import lru_cache

from babel.core import get_global
from babel.dates import format_date

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import meant
from workbook_builder.answers.written_words import locale_of

_PLAIN = "yyyy-MM-dd"
_SAMPLE = datetime.date(2026, 3, 14)


@lru_cache(64)
def day_pattern(language: str) -> str:
    """The pattern of a day in numbers, with letters that Babel and Word share.

    If we would not understand what it makes, it is year, month, and day.
    """
    locale = locale_of(language)
    pattern = re.sub("y+", "yyyy", locale.date_formats["short"].pattern)
    sample = format_date(_SAMPLE, pattern, locale=locale)
    known = not re.search(r"[^dMy\s./-]|MMM", pattern)
    understood = meant(AnswerKind.DATE, sample, language) == _SAMPLE.isoformat()
    return pattern if known and understood else _PLAIN


def written_day(value: str, language: str) -> str:
    """A day in ISO form as the calendar writes it. What is no day is returned as it is."""
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return value
    return format_date(day, day_pattern(language), locale=locale_of(language))


def word_language(language: str) -> str:
    """The code of a language as Word knows it, with a region: ``de-DE`` for ``de``."""
    if "-" in language:
        return language
    likely = get_global("likely_subtags").get(language, "")
    region = likely.rpartition("_")[2]
    return f"{language}-{region}" if len(region) == 2 else language
