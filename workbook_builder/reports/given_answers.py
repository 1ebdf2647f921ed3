"""Each answer of a client as people read it, with its day, its source, and its older values."""

from collections.abc import Collection
from dataclasses import dataclass

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.printed_answer import NotPrintable, printed_answer
from workbook_builder.answers.understood import exact
from workbook_builder.history.history import Entry, History
from workbook_builder.history.received import Received


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an answer, and where it is from.

    Attributes:
        shown: The answer as people read it.
        written: The day on which the client wrote it; empty if that is not known.
        source: What it came in.
        number: The number that it is, if it is one.
        day: The day that it is as YYYY-MM-DD, if it is one.
    """

    shown: str
    written: str
    source: Received
    number: float | None = None
    day: str = ""

    def is_from(self, other: "Value") -> bool:
        """Whether another value came in the same thing, and was written on the same day."""
        return (self.written, self.source) == (other.written, other.source)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer, with its question.

    Attributes:
        key: Its key.
        question: The question as a whole.
        part: Which part of the question it answers, if that has several answers.
        value: What counts.
        is_new: Whether it was collected since the last session.
        older: What it was before, the newest first.
        unclear: If nobody knows which of several values is the newest: all of them.
    """

    key: str
    question: str
    part: str
    value: Value
    is_new: bool = False
    older: tuple[Value, ...] = ()
    unclear: tuple[Value, ...] = ()


def given_answer(
    answer: Answer,
    question: str,
    history: History,
    new: Collection[str],
    language: str,
    ticked: str,
) -> GivenAnswer | None:
    """What a client answered; None if the worksheet no longer offers what was chosen.

    Args:
        answer: The answer that the worksheet asks for, with its full question as label.
        question: The question as a whole, as the author wrote it.
        history: What the client has sent back, in which there is this answer.
        new: The keys of the answers that were collected since the last session.
        language: The code of the client's language.
        ticked: The word for a tick.
    """
    entries = history.entries[answer.key]
    read = [read_value(answer, each, language, ticked) for each in entries]
    value = read[-1]
    if value is None:
        return None
    values = [each or raw_value(entry) for each, entry in zip(read, entries, strict=True)]
    return GivenAnswer(
        answer.key,
        question or answer.label,
        beside(question, answer.label),
        value,
        answer.key in new,
        tuple(reversed(values[:-1])),
        tuple(values) if answer.key in history.unclear else (),
    )


def read_value(answer: Answer, entry: Entry, language: str, ticked: str) -> Value | None:
    """A value as people read it; None if it is an option or a tick that there no longer is."""
    try:
        shown = printed_answer(_of_any_length(answer), entry.value, language).shown
    except NotPrintable:
        return None
    day, number = "", ""
    match answer.kind:
        case AnswerKind.CHECK:
            shown = ticked
        case AnswerKind.DATE:
            day = exact(AnswerKind.DATE, entry.value, language)
        case AnswerKind.NUMBER | AnswerKind.CHOICE:
            number = exact(AnswerKind.NUMBER, entry.value, language)
    return Value(shown, entry.saved[:10], entry.source, float(number) if number else None, day)


def raw_value(entry: Entry) -> Value:
    """A value of a question that no longer exists, as it was sent."""
    answer = Answer("", AnswerKind.LINES, "")
    shown = printed_answer(answer, entry.value, "en").shown
    return Value(shown, entry.saved[:10], entry.source)


def _of_any_length(answer: Answer) -> Answer:
    """The same answer on several lines, as only paper limits how long a line can be."""
    return answer._replace(kind=AnswerKind.LINES) if answer.kind is AnswerKind.LINE else answer


def beside(question: str, label: str) -> str:
    """What a label says besides the question as a whole: a row, a statement, a person."""
    return label.removeprefix(question).strip(" :：\N{NO-BREAK SPACE}")
