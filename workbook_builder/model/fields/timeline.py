"""A line of life with points on it."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.field import Items, Line, Question

_PARTS = {"when": AnswerKind.LINE, "event": AnswerKind.LINES}


class Timeline(Question):
    """A line with points on it, each with a date or an age and what happens then."""

    type: Literal["timeline"]
    points: int = Describe(5, ge=2, le=12, description="How many points.", examples=[6])
    point_names: Items = Describe(
        (),
        max_length=12,
        description="The names of the points, instead of a number of them.",
        examples=[["My first job", "A turning point", "Today"]],
    )
    start: Line | None = Describe(
        None, description="Stands where the line begins.", examples=["Born"]
    )
    end: Line | None = Describe(None, description="Stands where the line ends.", examples=["Today"])

    when: Line | None = Describe(
        None,
        description="Stands over the small boxes; else: Date or age.",
        examples=["Time of day"],
    )
    event: Line | None = Describe(
        None, description="Stands over the large boxes; else: Event.", examples=["What I do then"]
    )

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each point; points that are only counted have no name."""
        if self.point_names:
            return tuple((point.id, point.label) for point in self.point_names)
        return tuple((f"point-{number}", "") for number in range(1, self.points + 1))

    @property
    def items_asked(self) -> int:
        """One for each of them."""
        return len(self.lines)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A date or an age and an event for each point."""
        own = {"when": self.when, "event": self.event}
        return tuple(
            Answer(
                join_key(key, id, part),
                kind,
                f"{self.label} {point or number}" + (f": {own[part]}" if own[part] else ""),
                part="" if own[part] else f"timeline/{part}",
            )
            for number, (id, point) in enumerate(self.lines, 1)
            for part, kind in _PARTS.items()
        )
