"""The time and the day. Everything else gets them handed in."""

from datetime import UTC, date, datetime

import click


def now() -> str:
    """The time, as an ISO time in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def today() -> str:
    """The day where the coach is, as YYYY-MM-DD."""
    return date.today().isoformat()


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """The day that the option names, or today."""
    if value is None:
        return today()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter("write a day of the calendar: 2026-12-07") from None


# `as_of` is for commands that can look from another day than today.
as_of = click.option(
    "--today",
    metavar="DAY",
    callback=_day,
    help="The day to look from, as 2026-12-07; by default, today. What came later is left out.",
)
