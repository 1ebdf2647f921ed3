"""What a worksheet is: its fields in their order, and the guidance for the coach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo, WrapValidator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.ids import join_key
from workbook_builder.model import fields
from workbook_builder.model.field import Field, Line, Model, Prose, Slug
from workbook_builder.model.vocabulary import (
    MOMENT_MEANINGS,
    WORKSHEET_KIND_MEANINGS,
    Moment,
    WorksheetKind,
)

SHEET_DATE = "filled-on"  # the answer in the head of every printed sheet


def _field(value: Any, _: Any, info: ValidationInfo) -> Field:
    """Let the type of a field choose its class."""
    if isinstance(value, Field):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("field_type", "a field begins with its type")
    known = fields.types()
    if "type" not in value:
        raise PydanticCustomError(
            "missing", "`type` is missing", {"at": ("type",), "known": tuple(known)}
        )
    kind = value["type"]
    if not isinstance(kind, str) or kind not in known:
        raise PydanticCustomError(
            "unknown_name",
            "there is no field type `{name}`",
            {"name": str(kind), "at": ("type",), "known": tuple(known)},
        )
    return known[kind].model_validate(value, context=info.context)


def _ids_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        id = getattr(value, "id", None)
        if id == SHEET_DATE:
            raise PydanticCustomError(
                "reserved_id",
                "the id `{id}` is kept for the date in the head of the sheet",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        if id is not None and id in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another field of this worksheet",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        seen.add(id or "")
    return values


AnyField = Annotated[Field, WrapValidator(_field)]


class Guidance(Model):
    """What the coach should know about a worksheet. Never part of a client's edition."""

    introduce: Prose = Describe(
        description="How to bring the worksheet into the session.",
        examples=["Ask for one good moment of the week before you hand out the sheet."],
    )
    watch_for: Prose | None = Describe(
        None,
        description="What often happens, and what to do then.",
        examples=["A step that takes a month. Ask what its first ten minutes are."],
    )
    follow_up: Prose | None = Describe(
        None,
        description="A question to ask afterwards.",
        examples=["What would make this step even easier?"],
    )


class WorksheetBody(Model):
    """All of a worksheet but its id, which a shared one takes from its file name."""

    title: Line = Describe(description="What the client reads first.", examples=["My first step"])
    kind: WorksheetKind = Describe(
        description="What sort of sheet it is; the index is filtered by it.",
        json_schema_extra={"enumDescriptions": WORKSHEET_KIND_MEANINGS},
    )
    purpose: Line = Describe(
        description="What it is good for, in one sentence.",
        examples=["Turn the goal into one step that you can take this week."],
    )
    minutes: int = Describe(ge=1, le=120, description="How long it takes.", examples=[15])
    when: Moment = Describe(
        "between-sessions",
        description="When it is filled in.",
        json_schema_extra={"enumDescriptions": MOMENT_MEANINGS},
    )
    intro: Prose | None = Describe(
        None,
        description="What to do, for the client, in Markdown; a few short sentences.",
        examples=["Think of the last week. Write down whatever comes to mind first."],
    )
    fields: Annotated[tuple[AnyField, ...], AfterValidator(_ids_once)] = Describe(
        min_length=1, max_length=40, description="The questions, easy ones first."
    )
    source: Prose | None = Describe(
        None,
        description="Where its idea comes from, in Markdown.",
        examples=["After Gollwitzer (1999), *Implementation Intentions*."],
    )
    coach: Guidance | None = Describe(
        None, description="How a coach works with the sheet; never published."
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A field where a client meets it: its number, and its answers by what follows its key.

    Fields that ask nothing have no number, no key and no answers; one that shows an earlier answer
    instead has the key of that answer.
    """

    field: Field
    number: int | None
    key: str
    answers: Mapping[str, Answer]


class Worksheet(WorksheetBody):
    """One to three printed pages with a purpose and fields."""

    id: Slug = Describe(
        description="Names the worksheet in links and answers. Unique in the program; keep it.",
        examples=["first-step"],
    )

    def placed(self, program: str) -> tuple[Placed, ...]:
        """The fields of this sheet as the clients of a program meet them."""
        placed, number = [], 0
        for field in self.fields:
            number += field.asks
            key = join_key(program, self.id, str(getattr(field, "id", "")))
            if field.earlier and not field.asks:
                key = join_key(program, field.earlier.path)
            answers = {each.key[len(key) :].lstrip("/"): each for each in field.answers(key)}
            placed.append(Placed(field, number if field.asks else None, key, answers))
        return tuple(placed)

    def answers(self, program: str) -> tuple[Answer, ...]:
        """Everything that a client of a program can answer on this sheet, in reading order."""
        return tuple(each for placed in self.placed(program) for each in placed.answers.values())
