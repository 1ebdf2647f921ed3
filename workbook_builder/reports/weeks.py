"""The weeks of a program, which begin on the day on which it begins for the client.

Days are texts such as 2026-12-07. The pages of a program follow the same rules:
``templates/theme/assets/weeks.js``.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from workbook_builder.model.repeat import Repeat
from workbook_builder.model.session import Session

_ENDS = "9999-12-31"  # the last day of the calendar


def later(day: str, days: int) -> str:
    """The day some days after another one."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return _ENDS


def between(day: str, other: str) -> int:
    """How many days there are from one day to another."""
    return (date.fromisoformat(other) - date.fromisoformat(day)).days


def week_of(begins: str, day: str) -> int:
    """The week of a program in which a day is: 1 for the first one, 0 or less before it."""
    return between(begins, day) // 7 + 1


def first_day(begins: str, week: int) -> str:
    """The first day of a week of a program."""
    return later(begins, 7 * (week - 1))


def session_days(named: Sequence[str], begins: str, sessions: Sequence[Session]) -> list[str]:
    """The days of the sessions of a program, in order.

    Args:
        named: The days that the coach has named. If there are any, they are all that are known.
        begins: The day on which the program begins; empty if that is not known.
        sessions: The sessions of the program, of which those that have a week take place in it.
    """
    weeks = [each.week for each in sessions if each.week] if begins else []
    return sorted(named) or [first_day(begins, week) for week in weeks]


def first_day_of_time(repeat: Repeat, begins: str, time: int) -> str:
    """The first day of a time of a worksheet that repeats at intervals."""
    return later(begins, time - 1) if repeat.every == "day" else first_day(begins, time)


def is_over(repeat: Repeat, begins: str, time: int, today: str) -> bool:
    """Whether the day, the week, or the two weeks of a time have passed."""
    return first_day_of_time(repeat, begins, time + repeat.step) <= today
