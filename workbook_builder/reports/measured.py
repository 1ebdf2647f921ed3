"""What a client has measured in a program: before and after, and over its weeks, as numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.ids import split_time
from workbook_builder.answers.understood import exact
from workbook_builder.history.history import History
from workbook_builder.model.measure import Measure
from workbook_builder.model.program import Program
from workbook_builder.rendering.terms import Terms
from workbook_builder.web import measures


@dataclass(frozen=True, slots=True)
class Rating:
    """A number that a client gave, and the day on which it was written or collected.

    Attributes:
        number: The number.
        day: The day.
        others: The other numbers that came, if nobody knows which of them is the newest.
    """

    number: float
    day: str
    others: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure at the beginning and at the end of a program.

    Attributes:
        id: The id of the measure.
        measure: The measure.
        before: Its rating in the first phase; None if there is none yet.
        after: Its rating in the last phase; None if there is none yet.
    """

    id: str
    measure: Measure
    before: Rating | None
    after: Rating | None

    @property
    def change(self) -> float | None:
        """By how much it has changed; None if it was not rated twice."""
        if self.before is None or self.after is None:
            return None
        return round(self.after.number - self.before.number, 9)


@dataclass(frozen=True, slots=True)
class TimeRating:
    """A time of a worksheet that repeats, and the number that was given then, if there is one."""

    time: int
    name: str
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """A number over the times of a worksheet that repeats.

    Attributes:
        label: The heading of the chart.
        question: The question that is answered, if it is another text.
        sheet: The title of the worksheet.
        ends: The lowest and the highest number of the chart.
        times: The planned times, and later ones that have a number.
    """

    label: str
    question: str
    sheet: str
    ends: tuple[float, float]
    times: tuple[TimeRating, ...]


def compared(program: Program, history: History, language: str) -> Iterator[Compared]:
    """The measures of a program that its first and its last phase ask for."""
    ids = {id(measure): name for name, measure in program.measures.items()}
    for each in measures.compared(program):
        measure = each["measure"]
        before, after = (_rating(history, each[key], language) for key in ("before", "after"))
        yield Compared(ids[id(measure)], measure, before, after)


def over_time(
    program: Program, history: History, terms: Terms, language: str
) -> Iterator[OverTime]:
    """What the charts of a program draw, and each of its measures that is asked for repeatedly."""
    for series in measures.trends(program):
        earlier = series.earlier
        assert earlier.repeat
        start = f"{program.id}/{earlier.path}"
        known = {
            time: rating
            for key in history.answers
            for base, time in [split_time(key)]
            if base == start and time and (rating := _rating(history, key, language))
        }
        first, last = earlier.times[0], max((*earlier.times, *known))
        question = terms.question(earlier.answer)
        yield OverTime(
            series.label,
            question if question != series.label else "",
            earlier.title,
            series.ends,
            tuple(
                TimeRating(time, terms.time(earlier.repeat, time), known.get(time))
                for time in range(first, last + 1, earlier.repeat.step)
            ),
        )


def _rating(history: History, key: str, language: str) -> Rating | None:
    """The number that counts as an answer; None if there is none."""
    if key not in history.entries:
        return None
    *others, entry = history.entries[key]
    known = exact(AnswerKind.NUMBER, entry.value, language)
    differing = (exact(AnswerKind.NUMBER, each.value, language) for each in others)
    numbers = tuple(float(each) for each in differing if each) if key in history.unclear else ()
    return Rating(float(known), entry.day, numbers) if known else None
