"""The field type ``group``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema, WrapValidator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.ids import join_key
from workbook_builder.model import fields
from workbook_builder.model.base import Line
from workbook_builder.model.field import Field, Picture, Question


def _inner(value: Any, _: Any, info: ValidationInfo) -> Field:
    """Refuse a field that belongs on the worksheet itself, such as a group within a group."""
    field = fields.validated(value, info)
    what = _needs_worksheet(field)
    if what:
        raise PydanticCustomError(
            "group_field",
            "a group cannot contain {what}",
            {"what": what, "hint": "write it above or below the group"},
        )
    return field


def _needs_worksheet(field: Field) -> str:
    """What a field has that belongs on the worksheet itself; empty if there is nothing."""
    if field.rated_measure:
        return "a measure"
    if field.totals:
        return "a `total`"
    if getattr(field, "only_if", None):
        return "a question with `only-if`"
    if isinstance(field, Group) or field.recalled_path or field.played_recordings:
        return f"the type `{field.type}`"
    return ""


def _distinct(values: tuple[Field, ...]) -> tuple[Field, ...]:
    """Refuse two fields with the same id."""
    seen: set[str] = set()
    for index, field in enumerate(values):
        id = getattr(field, "id", None)
        if id in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another field of this group",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        seen.add(id or "")
    return values


# Editors check the fields as those of a worksheet.
_InnerField = Annotated[Field, WrapValidator(_inner), WithJsonSchema({"$comment": "field"})]


class Inside(NamedTuple):
    """A field of a group, as it is asked for one of the times.

    Attributes:
        field: The field.
        key: The key of its answer.
        answers: Part -> answer, as on a worksheet.
    """

    field: Field
    key: str
    answers: Mapping[str, Answer]


class Group(Question):
    """Questions that are asked several times: about each person, each option, each day."""

    takes_width: ClassVar[bool] = True
    type: Literal["group"]
    each: Line = Describe(
        description="What each time is about. Its number is added. In keys, the times are `time-1`,"
        " `time-2`, and so on.",
        examples=["Person"],
    )
    times: int = Describe(
        3, ge=2, le=12, description="How often the questions are asked.", examples=[3]
    )
    fields: Annotated[tuple[_InnerField, ...], AfterValidator(_distinct)] = Describe(
        min_length=1,
        max_length=12,
        description="The questions, with the keys of any field except `only-if` and `total`."
        " They have no numbers.",
        examples=[[{"id": "name", "type": "text", "label": "Name"}]],
    )

    @property
    def items_asked(self) -> int:
        """As many as the questions ask, each time."""
        return self.times * sum(field.items_asked for field in self.fields)

    @property
    def asks_for_date(self) -> bool:
        """Whether one of its fields asks for the date of a step."""
        return any(field.asks_for_date for field in self.fields)

    @property
    def shown_pictures(self) -> tuple[Picture, ...]:
        """The pictures of its fields."""
        return tuple(
            replace(
                picture,
                file_at=("fields", index, *picture.file_at),
                alt_at=("fields", index, *picture.alt_at),
            )
            for index, field in enumerate(self.fields)
            for picture in field.shown_pictures
        )

    def answers(self, key: str) -> tuple[Answer, ...]:
        """All answers of the fields, time by time."""
        return tuple(
            answer._replace(label=f"{self.each} {time}", words=(answer.label, *answer.words))
            for time in range(1, self.times + 1)
            for field in self.fields
            for answer in field.answers(self._key(key, time, field))
        )

    def inside(self, key: str, answers: Mapping[str, Answer]) -> Iterator[tuple[int, list[Inside]]]:
        """The fields as they are asked each time, counted from 1.

        Args:
            key: The key of the group.
            answers: The answers of the group, by what follows its key.
        """
        for time in range(1, self.times + 1):
            placed = []
            for field in self.fields:
                own = self._key(key, time, field)
                parts = {
                    answer.key[len(own) :].lstrip("/"): answer
                    for answer in answers.values()
                    if answer.key == own or answer.key.startswith(f"{own}/")
                }
                placed.append(Inside(field, own, parts))
            yield time, placed

    def _key(self, key: str, time: int, field: Field) -> str:
        return join_key(key, f"time-{time}", str(getattr(field, "id", "")))
