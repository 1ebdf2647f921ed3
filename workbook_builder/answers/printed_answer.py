"""What a client has answered, in the words that stand in the box of a printed sheet."""

import datetime
import re
import unicodedata
from dataclasses import asdict, dataclass
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.contract import TICKED

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_MOST = 1000  # letters of an answer of one line: what is more would leave the page


class NotPrintable(Exception):
    """An answer that no box can show; its text says why."""


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """An answer as it is in a file, and as it is shown; ``several`` lines have room to wrap."""

    value: str
    shown: str
    several: bool

    def typst(self) -> dict[str, str | bool]:
        """The same for a template of documents, which also asks whether a box is ticked."""
        ticked = self.value == TICKED
        return {**asdict(self), "ticked": ticked}


def printed_answer(answer: Answer, value: str, language: str) -> PrintedAnswer:
    """The words for the value of an answer.

    Days and numbers are written as the language does; what is neither stays as it is.
    Raises NotPrintable.
    """
    several = answer.kind is AnswerKind.LINES
    shown = _plain(value, several=several)
    match answer.kind:
        case AnswerKind.CHECK if value != TICKED:
            raise NotPrintable(f"a tick is `{TICKED}`, not `{shortened(shown)}`")
        case AnswerKind.CHOICE:
            labels = {option.id: option.label for option in answer.options}
            if value not in labels:
                raise NotPrintable(f"there is no option `{shortened(shown)}`")
            shown = labels[value]
        case AnswerKind.DATE:
            shown = _day(shown, language)
        case AnswerKind.NUMBER:
            shown = _number(shown, language)
    if not several and len(shown) > _MOST:
        raise NotPrintable(f"one line has no room for {len(shown)} letters")
    return PrintedAnswer(value, shown, several)


def _plain(value: str, *, several: bool) -> str:
    """A text without what cannot be seen; only one of several lines keeps its line breaks."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = ("".join(_visible(c) for c in line).rstrip() for line in lines)
    return ("\n" if several else " ").join(cleaned).strip("\n" if several else None)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    # Marks of the direction and joiners (Cf) are part of a script; U+FEFF is only a leftover.
    return "" if kind in ("Cc", "Cn") or character == "\ufeff" else character


def _day(text: str, language: str) -> str:
    if not _DAY.fullmatch(text):
        return text
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return format_date(day, "medium", locale=_locale(language))


def _number(text: str, language: str) -> str:
    if not _NUMBER.fullmatch(text):
        return text
    number = Decimal(text)
    digits = text.partition(".")[2]
    pattern = "0." + "0" * len(digits) if digits else "0"
    return format_decimal(number, pattern, locale=_locale(language))


def _locale(language: str) -> Locale:
    for name in (language, language.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def shortened(text: str) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= 40 else text[:39] + "…"
