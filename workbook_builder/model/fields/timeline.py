"""The field type ``timeline``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items

_PARTS = {"when": AnswerKind.LINE, "event": AnswerKind.LINES}


class Timeline(Question):
    """A line with points on it, each with a date or an age, and an event."""

    takes_width: ClassVar[bool] = True
    type: Literal["timeline"]
    points: int = Describe(5, ge=2, le=12, description="The number of points.", examples=[6])
    point_names: Items = Describe(
        (),
        max_length=12,
        description="Names for the points. They replace `points`.",
        examples=[["My first job", "A turning point", "Today"]],
    )
    start: Line | None = Describe(
        None, description="A label at the beginning of the line.", examples=["Born"]
    )
    end: Line | None = Describe(
        None, description="A label at the end of the line.", examples=["Today"]
    )

    when: Line | None = Describe(
        None,
        description="The heading of the small boxes, instead of “Date or age”.",
        examples=["Time of day"],
    )
    event: Line | None = Describe(
        None,
        description="The heading of the large boxes, instead of “Event”.",
        examples=["What I do then"],
    )

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The id and the name of each point. The name is empty if the author gave only a number."""
        if self.point_names:
            return tuple((point.id, point.label) for point in self.point_names)
        return tuple((f"point-{number}", "") for number in range(1, self.points + 1))

    @property
    def items_asked(self) -> int:
        """One for each point."""
        return len(self.lines)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A date or an age, and an event, for each point."""
        own = {"when": self.when, "event": self.event}
        asked: list[Answer] = []
        for number, (id, point) in enumerate(self.lines, 1):
            label = f"{self.label} {point or number}"
            for part, kind in _PARTS.items():
                place = join_key(key, id, part)
                if words := own[part]:
                    asked.append(Answer(place, kind, label, words=(words,)))
                else:
                    asked.append(Answer(place, kind, label, part=f"timeline/{part}"))
        return tuple(asked)
