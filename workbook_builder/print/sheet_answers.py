"""What the worksheets of a program ask on paper, each time that they are filled in."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.contract import ASKED_BY, FILLED_IN_BY, WHICH_TIME
from workbook_builder.answers.ids import begins_key, join_key, name_key, split_time, with_time
from workbook_builder.answers.printed_answer import PrintedAnswer
from workbook_builder.model.answer_path import PREVIOUS
from workbook_builder.model.workbook import SheetCollection
from workbook_builder.model.worksheet import SHEET_DATE, Placed, Worksheet
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.memo import RecentResults
from workbook_builder.typesetting.typst_values import answers_file

T = TypeVar("T")
# By kind, id of the program, id of the worksheet, and time.
SheetParts = RecentResults[tuple[Any, ...]]


class SheetAnswers:
    """The fields and answers of a program's worksheets, with their keys.

    Attributes:
        name_key: The key of the client's name, one answer for the whole program.
        name: The client's name as an answer.
        begins: The day on which a program begins, as an answer, which only its workbook asks for.
        printed: The client's answers to print, by their key; None for a form.
    """

    def __init__(
        self,
        program: SheetCollection,
        terms: Terms,
        language: str,
        recent: SheetParts,
        printed: Mapping[str, PrintedAnswer] | None = None,
    ) -> None:
        """Prepare to list answers.

        Args:
            program: The program.
            terms: The words that readers see for ids.
            language: The language in which numbers are written, as a tag.
            recent: A cache for the parts of worksheets.
            printed: The client's answers to print, by their key; None for a form.
        """
        self.name_key = name_key(program.id)
        self.name = Answer(self.name_key, AnswerKind.LINE, terms.name)
        self.begins = Answer(begins_key(program.id), AnswerKind.DATE, terms.begins_on)
        self.printed = printed
        self._program = program
        self._terms = terms
        self._language = language
        self._recent = recent

    @cached_property
    def printed_file(self) -> bytes:
        """The file that the pieces of documents read the client's answers from."""
        values = {key: each.typst() for key, each in (self.printed or {}).items()}
        return answers_file(values, self.name_key if values else None)

    def copies(self, sheet: Worksheet) -> Sequence[int | None]:
        """The times for which the workbook has a copy of a worksheet; None if it has no times."""
        if not sheet.repeat:
            return [None]
        planned = sheet.repeat.copies_in(self._program.weeks)
        return sorted({*planned, *filter(None, self.times(sheet, self.printed or {}))})

    def times(self, sheet: Worksheet, keys: Iterable[str]) -> list[int | None]:
        """The times of a worksheet that some keys are of; None for a worksheet without times."""
        name = sheet.key(self._program.id)
        found = map(split_time, keys)
        times = {time for key, time in found if key.startswith(f"{name}/")}
        return sorted(times, key=lambda time: time or 0)

    def date_key(self, sheet: Worksheet, time: int | None = None) -> str:
        """The key of the day on which a worksheet was filled in."""
        return join_key(sheet.key(self._program.id, time), SHEET_DATE)

    def names(self, sheet: Worksheet) -> tuple[Answer, ...]:
        """The names at the head of a worksheet: the client's, and in a hand-out whose it is."""
        if not sheet.for_others:
            return (self.name,)
        key = sheet.key(self._program.id)
        return (
            Answer(join_key(key, ASKED_BY), AnswerKind.LINE, self._terms.asked_by),
            Answer(join_key(key, FILLED_IN_BY), AnswerKind.LINE, self._terms.filled_in_by),
        )

    def time_key(self, sheet: Worksheet) -> str:
        """The key of the time that a blank worksheet is for."""
        return join_key(self._program.id, sheet.id, WHICH_TIME)

    def head_values(self, sheet: Worksheet, time: int | None, *, named: bool) -> Mapping[str, Any]:
        """What templates get to draw the head of a worksheet, by name.

        Args:
            sheet: The worksheet.
            time: Which time it is filled in. If None, a worksheet that repeats asks for the time.
            named: Whether it asks for the client's name. A hand-out always asks whose it is.
        """
        blank = sheet.repeat is not None and time is None
        return {
            "program": self._program,
            "sheet": sheet,
            "names": self.names(sheet) if named or sheet.for_others else (),
            "date_key": self.date_key(sheet, time),
            "time": self._terms.time(sheet.repeat, time) if sheet.repeat and time else None,
            "time_key": self.time_key(sheet) if blank else None,
        }

    def field_values(self, placed: Placed, time: int | None) -> Mapping[str, Any]:
        """What templates get to draw a field, by name; `time` is that of its worksheet."""
        return {
            "field": placed.field,
            "key": placed.key,
            "answers": placed.answers,
            "totals": placed.totals,
            "number": placed.number,
            "program": self._program,
            "copy": time if self.printed is None else None,
            "language": self._language,
        }

    def form(self, sheets: Iterable[tuple[Worksheet, int | None]]) -> Mapping[str, Answer]:
        """The answers in the form of worksheets, by key; none if answers are printed.

        Args:
            sheets: Each worksheet, and which time it is filled in.
        """
        if self.printed is not None:
            return {}
        return _told_apart(
            {each.key: (each, "") for sheet, time in sheets for each in self.answers(sheet, time)}
        )

    def book_form(self, sheets: Iterable[tuple[Worksheet, int | None]]) -> Mapping[str, Answer]:
        """The answers in the form of a workbook, whose cover asks when the program begins."""
        if self.printed is not None:
            return {}
        asked = {self.begins.key: (self.begins, "")}
        for sheet, time in sheets:
            title = sheet.title
            if sheet.repeat and time:
                title = self._terms.timed(title, sheet.repeat, time)
            asked |= {each.key: (each, title) for each in self.answers(sheet, time)}
        return _told_apart(asked)

    def recalled(
        self, form: Mapping[str, Answer], sheets: Iterable[Worksheet]
    ) -> Mapping[str, bool]:
        """The keys of texts that a form asks for and its worksheets show again.

        Args:
            form: The answers in the form, by key.
            sheets: The worksheets.

        Returns:
            Whether each text can have several lines.
        """
        return {
            placed.key: form[placed.key].kind is AnswerKind.LINES
            for sheet in sheets
            for time in self.copies(sheet)
            for placed in self.placed(sheet, time)
            if placed.field.earlier and placed.key in form
            if form[placed.key].kind not in (AnswerKind.CHECK, AnswerKind.CHOICE)
        }

    def answers(self, sheet: Worksheet, time: int | None = None) -> tuple[Answer, ...]:
        """The answers of a worksheet on paper: name, date, time, and those of its fields."""
        return self.cached("answers", sheet, time, self._answers)

    def _answers(self, sheet: Worksheet, time: int | None) -> Iterator[Answer]:
        yield from self.names(sheet)
        yield Answer(self.date_key(sheet, time), AnswerKind.DATE, self._terms.date)
        if sheet.repeat and time is None:
            word = self._terms.time_word(sheet.repeat)
            yield Answer(self.time_key(sheet), AnswerKind.NUMBER, word)
        for placed in self.placed(sheet, time):
            sentence = self.only_if(placed)
            for answer in (*placed.answers.values(), *placed.totals.values()):
                # The label is what a PDF reader says of a form field.
                label = f"{answer.label} ({sentence})" if sentence else answer.label
                yield answer._replace(label=label)

    def only_if(self, placed: Placed) -> str:
        """The sentence that says when a question is asked; empty if it always is."""
        condition = placed.field.condition
        return self._terms.condition(condition, self._language) if condition else ""

    def placed(self, sheet: Worksheet, time: int | None = None) -> tuple[Placed, ...]:
        """The fields of a worksheet with their keys, numbers, and answers."""
        return self.cached("placed", sheet, time, self._placed)

    def _placed(self, sheet: Worksheet, time: int | None) -> Iterator[Placed]:
        for each in sheet.placed(self._program.id, time):
            yield self._terms.spelled_out(replace(each, key=self._recalled(each, sheet, time)))

    def _recalled(self, placed: Placed, sheet: Worksheet, time: int | None) -> str:
        """The key of a field; if it shows an answer again, with the time that this is from."""
        earlier = placed.field.earlier
        if not earlier or not earlier.time:
            return placed.key
        last: float = math.inf
        if earlier.time == PREVIOUS:
            last = max(0, time - sheet.repeat.step) if time and sheet.repeat else 0
        key = join_key(self._program.id, earlier.path)
        given = [split_time(each) for each in self.printed or {}]
        times = [at for each, at in given if at and at <= last and f"{each}/".startswith(f"{key}/")]
        return with_time(key, max(times, default=0 if last == math.inf else int(last)))

    def cached(
        self,
        kind: str,
        sheet: Worksheet,
        time: int | None,
        make: Callable[[Worksheet, int | None], Iterable[T]],
    ) -> tuple[T, ...]:
        """The result of ``make`` for a worksheet, cached by its kind."""
        name = (kind, self._program.id, sheet.id, time)
        return self._recent(name, lambda: tuple(make(sheet, time)))


def _told_apart(asked: Mapping[str, tuple[Answer, str]]) -> Mapping[str, Answer]:
    """Give each answer a label of its own, since people may hear nothing else of a form field.

    Args:
        asked: Each answer, and the name of its sheet if the form has several, by its key.

    Returns:
        The answers by their key. Where several labels were the same, they name the sheet, and are
        numbered if that is not enough.
    """
    count = Counter(answer.label for answer, _ in asked.values())
    labels = {
        key: f"{answer.label} ({sheet})" if sheet and count[answer.label] > 1 else answer.label
        for key, (answer, sheet) in asked.items()
    }
    count = Counter(labels.values())
    seen: Counter[str] = Counter()
    for key, label in labels.items():
        if count[label] > 1:
            seen[label] += 1
            labels[key] = f"{label} ({seen[label]})"
    return {key: answer._replace(label=labels[key]) for key, (answer, _) in asked.items()}
