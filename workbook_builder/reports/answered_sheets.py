"""The worksheets that a client has filled in, with every answer in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.conditions import not_asked
from workbook_builder.answers.ids import split_time
from workbook_builder.history.history import History
from workbook_builder.model.workbook import SheetCollection
from workbook_builder.model.worksheet import SHEET_DATE, Placed, Worksheet
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.given_answers import GivenAnswer, Value, beside, given_answer
from workbook_builder.reports.tracked import Tracked, tracked


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of a question, computed from its answers, as a number with a period."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question of a worksheet, with the answers to it.

    Attributes:
        question: The question.
        answers: Its answers, in the order of the worksheet.
        totals: What they add up to.
        tracked: What it asks for again and again.
    """

    question: str
    answers: tuple[GivenAnswer, ...]
    totals: tuple[Sum, ...] = ()
    tracked: tuple[Tracked, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """A worksheet that a client has filled in, or one time of it.

    Attributes:
        program: The id of its program, or of the toolbox.
        sheet: The worksheet.
        time: Which time it is, if it repeats.
        time_name: What clients call that time; empty if there is none.
        questions: Its questions with answers.
        not_asked: The questions with an answer that is left out, since an earlier answer means that
            they are not asked.
        assumed: Whether nobody wrote down which time some of its answers are for, so that the first
            free one was taken.
        done: The day on which the client marked it as done; empty if that did not happen.
        keys: The keys that the worksheet knows: of these answers, of those that are left out, of
            totals, and of the date at its head.
    """

    program: str
    sheet: Worksheet
    time: int | None
    time_name: str
    questions: tuple[AnsweredQuestion, ...]
    not_asked: tuple[str, ...] = ()
    done: str = ""
    assumed: bool = False
    keys: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def answers(self) -> Iterator[GivenAnswer]:
        """All answers, in the order of the worksheet."""
        return (answer for each in self.questions for answer in each.answers)

    @property
    def origin(self) -> Value | None:
        """One of the answers, if all were written on the same day and came together."""
        first = next((each.value for each in self.answers), None)
        alike = first and all(each.value.is_from(first) for each in self.answers)
        return first if alike else None

    @property
    def new(self) -> int:
        """How many answers were collected since the last session."""
        return sum(each.is_new for each in self.answers)


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Reads the answers to the worksheets of a program.

    Attributes:
        program: The program, or the toolbox.
        history: What the client has sent back.
        terms: The words that readers see for ids.
        language: The code of the client's language.
        new: The keys of the answers that were collected since the last session.
    """

    program: SheetCollection
    history: History
    terms: Terms
    language: str
    new: Collection[str] = ()

    def sheets(self) -> Iterator[AnsweredSheet]:
        """The worksheets with answers, in the order of the program, and of their times."""
        for sheet in self.program.client_worksheets:
            for time in self._times(sheet):
                read = self._read(sheet, time)
                if read.questions or read.not_asked or read.done:
                    yield read

    def _times(self, sheet: Worksheet) -> list[int | None]:
        """The times of a worksheet that have answers; None for those that do not say which."""
        start = sheet.key(self.program.id)
        keys = map(split_time, (*self.history.answers, *self.history.done))
        found = {time for key, time in keys if f"{key}/".startswith(f"{start}/")}
        times = [time for time in found if sheet.repeat or time is None]
        return sorted(times, key=lambda time: time or 0)

    def _read(self, sheet: Worksheet, time: int | None) -> AnsweredSheet:
        start = f"{sheet.key(self.program.id, time)}/"
        values = {
            key: value
            for key, value in self.history.answers.items()
            if key.startswith(start) and value.strip()
        }
        own = {key.removeprefix(start): value for key, value in values.items()}
        left_out = not_asked(sheet.conditions, own, self.language)
        questions: list[AnsweredQuestion] = []
        hidden: dict[str, str] = {}
        known = {start + SHEET_DATE}
        for placed in sheet.placed(self.program.id, time):
            known |= {answer.key for answer in placed.totals.values()}  # which are computed here
            if getattr(placed.field, "id", "") in left_out:
                keys = {answer.key for answer in placed.answers.values()}
                hidden |= dict.fromkeys(keys & values.keys(), _question(placed))
            elif question := self._answered(placed, values):
                questions.append(question)
        given = [answer.value for each in questions for answer in each.answers]
        return AnsweredSheet(
            self.program.id,
            sheet,
            time,
            self.terms.time(sheet.repeat, time) if sheet.repeat and time else "",
            tuple(questions),
            tuple(dict.fromkeys(hidden.values())),
            self.history.done.get(start.removesuffix("/"), "")[:10],
            any(start.removesuffix("/") in each.source.placed for each in given),
            frozenset({*known, *hidden, *(a.key for each in questions for a in each.answers)}),
        )

    def _answered(self, placed: Placed, values: Mapping[str, str]) -> AnsweredQuestion | None:
        """A question with its answers; None if there are none."""
        question = _question(placed)
        spelled = self.terms.spelled_out(placed)
        answers = [
            given
            for part, answer in spelled.answers.items()
            if answer.key in values
            # A question with a single answer may say more than its label: a unit.
            if (given := self._given(answer, question if part else answer.label))
        ]
        if not answers:
            return None
        own = {part: values.get(answer.key, "") for part, answer in placed.answers.items()}
        totals = {
            total.part: number
            for total in placed.field.totals
            if (number := total.of(own, self.language))
        }
        return AnsweredQuestion(
            answers[0].question,
            tuple(answers),
            tuple(
                Sum(beside(question, spelled.totals[part].label), number)
                for part, number in totals.items()
            ),
            tuple(tracked(placed, values, totals, self.terms, self.language)),
        )

    def _given(self, answer: Answer, question: str) -> GivenAnswer | None:
        return given_answer(
            answer, question, self.history, self.new, self.language, self.terms.ticked
        )


def _question(placed: Placed) -> str:
    """The question as a whole, as the author wrote it; empty if only its parts have one."""
    return str(getattr(placed.field, "label", "") or "")
