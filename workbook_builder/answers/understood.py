"""Understands numbers, days and times as clients write them, and writes them as a language does.

The page of a worksheet follows the same rules: ``templates/theme/assets/understood.js``.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.clock_times import time_of_day, written_time
from workbook_builder.answers.contact_details import email, phone
from workbook_builder.answers.written_words import locale_of, plain, words

_DECLINED = frozenset(["pl"])  # languages whose short names of months are whole words
_STORED = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_FILLERS = frozenset(
    ["年", "月", "日", "년", "월", "일", "th", "st", "nd", "rd", "of", "de", "del", "den", "г"]
)
_YEARS = range(1800, 2200)
# The kinds of answers that are understood; of all others, a text means itself.
KINDS = frozenset(
    [AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.TIME, AnswerKind.EMAIL, AnswerKind.PHONE]
)
_THIS_CENTURY = 70  # a year of two digits below this is in the 2000s


@dataclass(frozen=True)
class _Forms:
    """What numbers and days look like in a language.

    Attributes:
        locale: The language.
        decimal: The decimal separator: a comma or a period.
        order: The order of day, month, and year: such as ``dmy``.
        months: The names of each month, from January on.
        weekdays: The names of all days of the week.
    """

    locale: Locale
    decimal: str
    order: str
    months: tuple[frozenset[str], ...]
    weekdays: frozenset[str]


def meant(kind: AnswerKind, text: str, language: str) -> str:
    """What a text means in a field: a number with a period, a day as YYYY-MM-DD, a time as HH:MM.

    Args:
        kind: The kind of the field.
        text: What the client wrote.
        language: The code of the client's language.

    Returns:
        What it means, or an empty text if it is no such thing, such as an address without an @.
        Text in other fields means itself.
    """
    match kind:
        case AnswerKind.NUMBER:
            has_signs = any(unicodedata.category(letter) == "No" for letter in text)  # as in 5²
            return "" if has_signs else _number(plain(text), _forms(language))
        case AnswerKind.DATE:
            return _day(plain(text), _forms(language))
        case AnswerKind.TIME:
            return time_of_day(text, language)
        case AnswerKind.EMAIL:
            return email(text)
        case AnswerKind.PHONE:
            return phone(text)
    return text


def exact(kind: AnswerKind, value: str, language: str) -> str:
    """What a stored value means: itself if it is in the stored form, else as in `meant`."""
    if kind is AnswerKind.NUMBER and _STORED.fullmatch(value):
        return value
    return meant(kind, value, language)


def written(kind: AnswerKind, value: str, language: str) -> str:
    """A stored value as people write it: ``3,5`` for 3.5 in German, ``14 Mar 2026`` for 2026-03-14.

    Args:
        kind: The kind of the field.
        value: The value. What means nothing there is returned as it is.
        language: The code of the client's language.
    """
    known = exact(kind, value, language)
    if not known:
        return value
    forms = _forms(language)
    match kind:
        case AnswerKind.NUMBER:
            return known.replace(".", forms.decimal)
        case AnswerKind.DATE:
            day = datetime.date.fromisoformat(known)
            usual = format_date(day, "medium", locale=forms.locale)
            return usual if meant(kind, usual, language) == known else _plain_day(known, forms)
        case AnswerKind.TIME:
            return written_time(known, language)
    return known


def told_day(value: str, language: str) -> str:
    """A day as a sentence says it, such as ``3 maja 2026`` in Polish, with its month declined.

    Args:
        value: The day, as YYYY-MM-DD. What is no day is returned as it is.
        language: The code of the language of the sentence.
    """
    known = exact(AnswerKind.DATE, value, language)
    if not known or language.partition("-")[0] not in _DECLINED:
        return written(AnswerKind.DATE, value, language)
    day = datetime.date.fromisoformat(known)
    return format_date(day, "long", locale=_forms(language).locale)


def _plain_day(value: str, forms: _Forms) -> str:
    """A day in numbers, for languages whose usual form cannot be understood."""
    parts = dict(zip("ymd", value.split("-"), strict=True))
    return ("-" if forms.order[0] == "y" else "/").join(parts[each] for each in forms.order)


@lru_cache(64)
def _forms(language: str) -> _Forms:
    locale = locale_of(language)
    symbols = locale.number_symbols["latn"]
    order = "".join(dict.fromkeys(re.findall("[dMy]", locale.date_formats["short"].pattern)))
    widths = ("wide", "abbreviated")
    contexts = ("format", "stand-alone")
    months = (
        frozenset(
            word
            for context in contexts
            for width in widths
            for word in words(plain(locale.months[context][width][month]))
        )
        for month in range(1, 13)
    )
    weekdays = (
        word
        for context in contexts
        for width in widths
        for name in locale.days[context][width].values()
        for word in words(plain(name))
    )
    return _Forms(
        locale,
        "," if symbols["decimal"] == "," else ".",
        order.lower(),
        tuple(months),
        frozenset(weekdays),
    )


def _number(text: str, forms: _Forms) -> str:
    found = re.fullmatch(r"([-+−–]?)\s*([0-9.,٫٬'’\s]+)", text)
    if not found:
        return ""
    sign, body = found[1], found[2].replace("٫", forms.decimal)
    body = re.sub(r"([0-9])[\s'’٬](?=[0-9]{3}(?![0-9]))", r"\1", body)
    marks = re.findall("[.,]", body)
    point = marks[-1] if marks else ""
    repeated = len(marks) > 1 and len(set(marks)) == 1
    thousands = len(marks) == 1 and point != forms.decimal
    if repeated or (thousands and re.fullmatch(r"[1-9][0-9]{0,2}.[0-9]{3}", body)):
        point = ""
    parts = body.split(point) if point else [body]
    whole, rest = parts[0], "".join(parts[1:])
    is_grouped = re.fullmatch(r"[0-9]{1,3}([.,][0-9]{2,3})*[.,][0-9]{3}", whole)
    digits = re.sub("[.,]", "", whole)
    if len(parts) > 2 or (digits != whole and not is_grouped):
        return ""
    if not re.fullmatch("[0-9]+", digits + rest):
        return ""
    shortest = digits.lstrip("0") or "0"
    if len(shortest) > 15 or len(rest) > 9:
        return ""
    value = f"{shortest}.{rest}" if rest else shortest
    is_negative = sign not in ("", "+") and re.search("[1-9]", value)
    return f"-{value}" if is_negative else value


def _day(text: str, forms: _Forms) -> str:
    numbers = re.findall("[0-9]+", text)
    named = [word for word in words(text) if word not in _FILLERS]
    # "mar" is both a month and a day of the week in Spanish.
    others = [word for word in named if word not in forms.weekdays]
    if named and not others:
        others = [word for word in named if _month(word, forms)][-1:]
    marked = "".join(c for c in text if unicodedata.category(c)[0] not in "LM")
    if re.search(r"[^0-9\s.,/\-–'’׳״]", marked) or len(others) > 1:
        return ""
    if others:
        month = _month(others[0], forms)
        if not month or len(numbers) != 2:
            return ""
        first, second = numbers
        return _date(first, month, second) if len(first) > 2 else _date(second, month, first)
    if len(numbers) == 1 and re.fullmatch("[0-9]{6}|[0-9]{8}", text):
        year = len(text) - 4
        parts = text[:year], text[year:-2], text[-2:]
        from_year = _arranged(*parts, forms) if year == 4 or forms.order[0] == "y" else ""
        if from_year or forms.order[0] == "y":
            return from_year
        return _arranged(text[:2], text[2:4], text[4:], forms)
    return _arranged(numbers[0], numbers[1], numbers[2], forms) if len(numbers) == 3 else ""


def _month(word: str, forms: _Forms) -> str:
    """The number of the month with a name, or an empty text."""
    for number, names in enumerate(forms.months, 1):
        if word in names:
            return str(number)
    if len(word) < 3:
        return ""
    like = [
        str(number)
        for number, names in enumerate(forms.months, 1)
        if any(name.startswith(word) for name in names)
    ]
    return like[0] if len(like) == 1 else ""


def _arranged(first: str, second: str, third: str, forms: _Forms) -> str:
    """The day that three numbers mean."""
    if len(first) == 4 or (len(third) != 4 and forms.order[0] == "y"):
        return _date(first, second, third)
    month_first = forms.order[0] == "m"
    month, day = (first, second) if month_first else (second, first)
    return _date(third, month, day) or _date(third, day, month)


def _date(year: str, month: str, day: str) -> str:
    """A day in ISO format, or an empty text if there is no such day."""
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return ""
    century = 0 if len(year) == 4 else 2000 if int(year) < _THIS_CENTURY else 1900
    full = century + int(year)
    try:
        return datetime.date(full, int(month), int(day)).isoformat() if full in _YEARS else ""
    except ValueError:
        return ""
