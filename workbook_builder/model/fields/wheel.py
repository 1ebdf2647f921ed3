"""The field type ``wheel``."""

from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.totals import How, Total
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items

_FEWEST, _MOST = 3, 12


class Wheel(Question):
    """Areas of life, each rated from 0 in the middle of a wheel to 10 at its rim."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["own"], "properties": {"own": {"type": "integer", "minimum": 1}}},
            "else": {
                "required": ["areas"],
                "properties": {"areas": {"minItems": _FEWEST}},
                "errorMessage": "a wheel needs at least 3 `areas`",
            },
        }
    )

    takes_width: ClassVar[bool] = True
    type: Literal["wheel"]
    areas: Items = Describe(
        (),
        max_length=_MOST,
        description="The areas. Each is text, or an id and a label. There are at least three,"
        " those of `own` included.",
        examples=[["Health", "Work", "Money", "Family", "Friends", "Home", "Learning", "Fun"]],
    )
    own: int = Describe(
        0,
        ge=0,
        le=_MOST,
        description="The number of further areas, which the client names.",
        examples=[2],
    )
    low: Line = Describe(description="What 0 in the middle means.", examples=["not at all"])
    high: Line = Describe(description="What 10 at the rim means.", examples=["just as I want it"])
    total: How | None = Describe(
        None,
        description="Adds up the ratings (`sum`), or takes their average (`mean`). On paper there"
        " is a box for it.",
        examples=["sum"],
    )

    @model_validator(mode="after")
    def _as_many_as_fit(self) -> Self:
        count = len(self.slices)
        if not _FEWEST <= count <= _MOST:
            raise PydanticCustomError(
                "wheel_areas",
                "a wheel has {fewest} to {most} areas, and this one has {count}",
                {
                    "fewest": _FEWEST,
                    "most": _MOST,
                    "count": count,
                    "at": ("areas",),
                    "hint": "change the list, or how many areas the client names: `own: 2`",
                },
            )
        return self

    @property
    def slices(self) -> tuple[tuple[str, str], ...]:
        """The id and the label of each area; for one that the client names, its number."""
        named = tuple((area.id, area.label) for area in self.areas)
        first = len(named) + 1
        own = ((f"own-{n}", str(first + n - 1)) for n in range(1, self.own + 1))
        return (*named, *own)

    @property
    def points(self) -> tuple[int, ...]:
        """The ratings, from the middle to the rim."""
        return tuple(range(11))

    @property
    def totals(self) -> tuple[Total, ...]:
        """The total of all ratings, if the author wants one."""
        return (Total("total", self.total),) if self.total else ()

    @property
    def items_asked(self) -> int:
        """One for each area."""
        return len(self.slices)

    @property
    def comparable_shape(self) -> tuple[str, ...] | None:
        """The ids of the areas, in order; None if the client names some, each time anew."""
        return None if self.own else tuple(area.id for area in self.areas)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """A rating from 0 to 10 for each area, and the name of each that the client names."""
        ends = {self.points[0]: self.low, self.points[-1]: self.high}
        options = tuple(
            Option(str(point), str(point), ends.get(point, "")) for point in self.points
        )
        found: list[Answer] = []
        for number, (id, label) in enumerate(self.slices, 1):
            rating = Answer(join_key(key, id), AnswerKind.CHOICE, f"{self.label} {label}", options)
            if number > len(self.areas):
                name = join_key(rating.key, "name")
                found.append(Answer(name, AnswerKind.LINE, rating.label, part="wheel/name"))
            found.append(rating)
        return tuple(found)
