"""Turns the value of an answer into the text that is printed in its box."""

import unicodedata
from dataclasses import asdict, dataclass

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.contract import TICKED
from workbook_builder.answers.ids import normalized
from workbook_builder.answers.understood import KINDS, written

_LONGEST_LINE = 1000  # in characters; a longer answer of one line would run off the page


class NotPrintable(Exception):
    """An answer cannot be printed in its box. The text of the error says why."""


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """An answer that is printed in its box.

    Attributes:
        value: The value in the file of answers.
        shown: The text that is printed.
        several: Whether the box has several lines, so that the text can wrap.
    """

    value: str
    shown: str
    several: bool

    def typst(self) -> dict[str, str | bool]:
        """The attributes for a template of documents, and ``ticked``: whether to draw a tick."""
        ticked = self.value == TICKED
        return {**asdict(self), "ticked": ticked}


def printed_answer(answer: Answer, value: str, language: str) -> PrintedAnswer:
    """Turn the value of an answer into the text that is printed.

    Args:
        answer: The answer that the worksheet asks for.
        value: Its value in the file of answers.
        language: The language code for days and numbers. A value that is not a valid day or number
            is printed unchanged.

    Raises:
        NotPrintable: The value is neither a tick nor one of the options, or is too long for one
            line.
    """
    several = answer.kind is AnswerKind.LINES
    shown = _plain(value, several=several)
    match answer.kind:
        case AnswerKind.CHECK if value != TICKED:
            raise NotPrintable(f"a tick must be `{TICKED}`, not `{shortened(shown)}`")
        case AnswerKind.CHOICE:
            labels = {option.id: option.label for option in answer.options}
            value = normalized(value)
            if value not in labels:
                raise NotPrintable(f"there is no option `{shortened(shown)}`")
            shown = labels[value]
        case kind if kind in KINDS:
            shown = written(answer.kind, shown, language)
    if not several and len(shown) > _LONGEST_LINE:
        raise NotPrintable(f"{len(shown):,} letters do not fit on one line")
    return PrintedAnswer(value, shown, several)


def _plain(value: str, *, several: bool) -> str:
    """A text without control characters, and on one line unless there can be several lines."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = ("".join(_visible(c) for c in line).rstrip() for line in lines)
    return ("\n" if several else " ").join(cleaned).strip("\n" if several else None)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    # Format characters (Cf) stay, because many scripts need direction marks and joiners. U+FEFF is
    # only a byte order mark that was left in the text.
    return "" if kind in ("Cc", "Cn") or character == "\ufeff" else character


def shortened(text: str) -> str:
    """A text for messages, cut to 40 characters including the “…”."""
    return text if len(text) <= 40 else text[:39] + "…"
