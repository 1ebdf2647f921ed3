"""Sessions, with the points of their agenda, and what is brought to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict
from pydantic import Field as Describe
from pydantic_core import PydanticKnownError

from workbook_builder.model.base import Line, Model, Prose, Slug


class AgendaPoint(Model):
    """A point of the agenda of a session: a text, or these keys."""

    model_config = ConfigDict(title="Point of an agenda")

    point: Line = Describe(description="What it is about.", examples=["What is already working"])
    minutes: int | None = Describe(
        None,
        ge=1,
        le=480,
        description="How long it takes, in minutes. If one point has none, it takes what the"
        " session has left.",
        examples=[15],
    )
    worksheet: Slug | None = Describe(
        None,
        description="The worksheet of the program that is used, for the coach's run sheet.",
        examples=["goal-sheet"],
    )


def _point_from_text(value: Any) -> Any:
    """Turn plain text into a point of an agenda."""
    if isinstance(value, str):
        return {"point": value}
    if isinstance(value, int | float | tuple):  # a text was meant, which needs quotes
        raise PydanticKnownError("string_type")
    return value


@dataclass(frozen=True, slots=True)
class TimedPoint:
    """A point of an agenda with its time.

    Attributes:
        point: The point.
        minutes: How long it takes; None if that is open.
        begins: The minutes from the beginning of the session; None if a point before it is open.
    """

    point: AgendaPoint
    minutes: int | None
    begins: int | None


class Session(Model):
    """A meeting between coach and client."""

    title: Line = Describe(
        description="What the session is about.", examples=["Getting to know your situation"]
    )
    week: int | None = Describe(
        None,
        ge=1,
        le=104,
        description="The week of the program in which it takes place.",
        examples=[1],
    )
    minutes: int | None = Describe(
        None, ge=5, le=960, description="How long it takes, in minutes.", examples=[60]
    )
    agenda: tuple[Annotated[AgendaPoint, BeforeValidator(_point_from_text)], ...] = Describe(
        min_length=1,
        max_length=16,
        description="The points of the session, in order.",
        examples=[["What brought you here", {"point": "What is already working", "minutes": 20}]],
    )
    bring: tuple[Line, ...] = Describe(
        (),
        max_length=8,
        description="What the client brings.",
        examples=[["Your last three calendars", "Something to write with"]],
    )
    prepare: tuple[Line, ...] = Describe(
        (),
        max_length=12,
        description="What the coach prepares or brings. It is never published.",
        examples=[["A flip chart with four fields", "A pen for each person"]],
    )
    coach: Prose | None = Describe(
        None,
        description="Guidance for the coach on the session. It is never published.",
        examples=["Ask what would make this hour worthwhile."],
    )

    @property
    def length(self) -> int | None:
        """How many minutes it takes: as it says, or else all its points together, if all say."""
        if self.minutes or any(point.minutes is None for point in self.agenda):
            return self.minutes
        return self.minutes_of_points

    @property
    def minutes_of_points(self) -> int:
        """The minutes of all points that say how long they take."""
        return sum(point.minutes or 0 for point in self.agenda)

    @property
    def has_run_sheet(self) -> bool:
        """Whether it says anything that the coach needs on a page of its own."""
        points = any(point.minutes or point.worksheet for point in self.agenda)
        return bool(points or self.minutes or self.bring or self.prepare)

    def timed(self) -> Iterator[TimedPoint]:
        """The points with their times. One without minutes takes what the session has left."""
        untimed = sum(point.minutes is None for point in self.agenda)
        left = (self.minutes or 0) - self.minutes_of_points
        begins: int | None = 0
        for point in self.agenda:
            minutes = point.minutes or (left if untimed == 1 and left > 0 else None)
            yield TimedPoint(point, minutes, begins)
            begins = None if begins is None or minutes is None else begins + minutes
