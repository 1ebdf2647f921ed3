"""What a client has tracked day by day or week by week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.contract import TICKED
from workbook_builder.answers.understood import exact
from workbook_builder.model.field import TrackedRow
from workbook_builder.model.worksheet import Placed
from workbook_builder.rendering.terms import Terms


@dataclass(frozen=True, slots=True)
class Tracked:
    """One thing that was tracked.

    Attributes:
        label: What the client reads.
        kind: Whether it was tracked with ticks, numbers, or words.
        entries: For each time, what was entered: empty if nothing was. A number is written with a
            period.
        total: Its sum or average as a number with a period, if the author wants one and it has
            entries.
        total_name: The word for the total.
    """

    label: str
    kind: Literal["tick", "number", "word"]
    entries: tuple[tuple[str, str], ...]
    total: str = ""
    total_name: str = ""

    @property
    def count(self) -> int:
        """How many times it has an entry."""
        return sum(bool(entry) for _, entry in self.entries)


def tracked(
    placed: Placed,
    values: Mapping[str, str],
    totals: Mapping[str, str],
    terms: Terms,
    language: str,
) -> Iterator[Tracked]:
    """What a field of a worksheet tracks.

    Args:
        placed: The field.
        values: The answers that are given, by key.
        totals: The totals of the field as numbers with a period, by part.
        terms: The words for a total.
        language: The code of the client's language, in which numbers may be written.
    """
    for row in placed.field.tracked_rows:
        answers = [(name, placed.answers[part]) for part, name in row.times]
        entries = tuple(
            (name, _entry(answer, values.get(answer.key, ""), language)) for name, answer in answers
        )
        if any(entry for _, entry in entries):
            total = totals.get(row.total, "")
            name = terms.parts[placed.totals[row.total].part] if total else ""
            yield Tracked(row.label, _kind(row), entries, total, name)


def _kind(row: TrackedRow) -> Literal["tick", "number", "word"]:
    if row.kind is AnswerKind.CHECK:
        return "tick"
    return "number" if row.kind is AnswerKind.NUMBER else "word"


def _entry(answer: Answer, value: str, language: str) -> str:
    """What was entered: a tick, a number with a period, or a word; empty if it is none of these."""
    match answer.kind:
        case AnswerKind.CHECK:
            return value if value == TICKED else ""
        case AnswerKind.NUMBER:
            return exact(AnswerKind.NUMBER, value, language)
        case AnswerKind.CHOICE:
            return next((each.label for each in answer.options if each.id == value), "")
    return value.strip()
