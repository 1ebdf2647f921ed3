"""Which times of a worksheet that repeats were filled in, and which were missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbook_builder.answers.ids import split_time
from workbook_builder.history.history import History
from workbook_builder.model.program import Program
from workbook_builder.model.repeat import Repeat
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.weeks import first_day_of_time, is_over

# "now": its days have begun and are not over. "open": nobody knows when its days are.
State = Literal["done", "missed", "now", "to come", "open"]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One time that a worksheet is filled in.

    Attributes:
        time: Its number.
        name: What clients call it.
        day: Its first day; empty if that is not known.
        state: Whether it was filled in.
    """

    time: int
    name: str
    day: str
    state: State


@dataclass(frozen=True, slots=True)
class CheckIns:
    """All times of a worksheet that repeats.

    Attributes:
        sheet: The worksheet.
        times: Its planned times, in order.
        more: Times with answers that were not planned.
    """

    sheet: Worksheet
    times: tuple[CheckIn, ...]
    more: tuple[CheckIn, ...] = ()

    @property
    def at_intervals(self) -> bool:
        """Whether it repeats every day, week, or two weeks, and not a number of times."""
        return self.sheet.repeat is not None and self.sheet.repeat.every is not None

    @property
    def done(self) -> int:
        """How many of the planned times were filled in."""
        return sum(each.state == "done" for each in self.times)

    @property
    def missed(self) -> tuple[CheckIn, ...]:
        """The planned times that have passed and were not filled in."""
        return tuple(each for each in self.times if each.state == "missed")

    @property
    def so_far(self) -> int:
        """How many times can be judged: those that were filled in, and those that were missed."""
        return self.done + len(self.missed)


def check_ins(
    program: Program,
    without: tuple[str, ...],
    begins: str,
    today: str,
    history: History,
    terms: Terms,
) -> Iterator[CheckIns]:
    """The times of each worksheet of a program that repeats.

    A time is done if it has answers, or was marked as done. It is missed if its days are over
    without either. Without the day on which the program begins, and for worksheets that repeat a
    number of times, nothing is missed.

    Args:
        program: The program.
        without: The ids of worksheets that are left out, unless they were filled in.
        begins: The day on which it begins; empty if that is not known.
        today: The day of the report.
        history: What the client has sent back.
        terms: The words for a time.
    """
    for sheet in program.client_worksheets:
        if not sheet.repeat:
            continue
        given = times_given(history, sheet.key(program.id))
        if sheet.id in without and not given:
            continue
        planned = sheet.repeat.times(program.weeks)

        def check_in(time: int, repeat: Repeat = sheet.repeat, given: set[int] = given) -> CheckIn:
            dated = bool(begins and repeat.every)
            day = first_day_of_time(repeat, begins, time) if dated else ""
            state: State = "open"
            if time in given:
                state = "done"
            elif dated and day > today:
                state = "to come"
            elif dated:
                state = "missed" if is_over(repeat, begins, time, today) else "now"
            return CheckIn(time, terms.time(repeat, time), day, state)

        yield CheckIns(
            sheet,
            tuple(map(check_in, planned)),
            tuple(check_in(time) for time in sorted(given.difference(planned))),
        )


def times_given(history: History, sheet: str) -> set[int]:
    """The times of a worksheet, given by its key without a time, that have answers or are done."""
    return {
        time
        for key, time in map(split_time, (*history.answers, *history.done))
        if time is not None and f"{key}/".startswith(f"{sheet}/")
    }
