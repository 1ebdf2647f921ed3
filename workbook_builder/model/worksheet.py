"""Worksheets, with their fields and the guidance for the coach."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, ConfigDict, ValidationInfo, WrapValidator, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.conditions import Condition
from workbook_builder.answers.contract import ASKED_BY, FILLED_IN_BY, OTHERS, WHICH_TIME
from workbook_builder.answers.ids import LONGEST_PDF_NAME, join_key, to_pdf_name, with_time
from workbook_builder.answers.totals import Total
from workbook_builder.model import fields
from workbook_builder.model.base import Line, Model, Prose, Slug
from workbook_builder.model.field import Field
from workbook_builder.model.literal_types import (
    FILLED_IN_BY_MEANINGS,
    LAYOUT_MEANINGS,
    MOMENT_MEANINGS,
    WORKSHEET_KIND_MEANINGS,
    FilledInBy,
    Layout,
    Moment,
    WorksheetKind,
)
from workbook_builder.model.repeat import Repeat

# How many fields of which kind a layout needs, and what to do without them. Others take any.
_SHORT = "add short questions, such as `type: text`, or remove `layout`"
_LAYOUT_NEEDS: Mapping[str | None, tuple[int, str, Callable[[Field], bool], str]] = {
    "two-columns": (
        2,
        "two fields that fit in a column",
        lambda each: not each.takes_width,
        _SHORT,
    ),
    "cards": (1, "a field that fits on a card", lambda each: not each.takes_width, _SHORT),
    "canvas": (
        1,
        "a field whose box grows",
        lambda each: each.grows,
        "add a field with `type: long-text`, `canvas`, or `quadrants`, or remove `layout`",
    ),
}
_NO_NAMES = "`show-also-called` needs the names in `also-called`"
SHEET_DATE = "filled-on"  # the id of the date at the top of every printed worksheet
_RESERVED = {
    SHEET_DATE: "the date at the top of the worksheet",
    WHICH_TIME: "the number of the time at the top of a worksheet that repeats",
    ASKED_BY: "the client's name at the top of a sheet for others",
    FILLED_IN_BY: "the name of the person who fills in a sheet for others",
}


def _field(value: Any, _: Any, info: ValidationInfo) -> Field:
    """Validate a field with the class of its type."""
    return fields.validated(value, info)


def _unique_ids(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list of fields in which an id is reserved or used twice."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        id = getattr(value, "id", None)
        if id in _RESERVED:
            raise PydanticCustomError(
                "reserved_id",
                "the id `{id}` is reserved for {what}",
                {
                    "id": id,
                    "what": _RESERVED[id],
                    "at": (index, "id"),
                    "hint": "choose another id",
                },
            )
        if id is not None and id in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another field of this worksheet",
                {"id": id, "at": (index, "id"), "hint": "choose another id"},
            )
        seen.add(id or "")
        _check_answers(index, value)
    return values


def _check_answers(index: int, field: Field) -> None:
    """Refuse a field of which two answers have the same key, or an option has no name in a PDF.

    A field gives keys of its own to some answers, such as those of empty lines.
    """
    seen = {total.part for total in field.totals}
    for answer in field.answers(""):
        key = answer.key.lstrip("/")
        if key in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another answer of this field",
                {"id": key, "at": (index, *_place(field, key)), "hint": _OWN_ID},
            )
        seen.add(key)
        for option in answer.options:
            if len(to_pdf_name(option.id)) > LONGEST_PDF_NAME:
                raise PydanticCustomError(
                    "pdf_name",
                    "the id `{id}` is too long for a form in a PDF",
                    {"id": option.id, "at": (index, *_place(field, option.id)), "hint": _OWN_ID},
                )


def _place(field: Field, id: str) -> tuple[str | int, ...]:
    """The keys and indexes that lead to the entry of a list with an id; empty if there is none."""
    for name, info in type(field).model_fields.items():
        entries = getattr(field, name)
        for index, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if getattr(entry, "id", None) == id:
                return info.alias or name, index, "id"
    return ()


def _computed(field: Field, total: Total, key: str) -> Answer:
    """The answer for a total of a field, given the key of the field."""
    label = f"{field.written_question or ''} {total.name}".strip()
    return Answer(join_key(key, total.part), AnswerKind.NUMBER, label, part=f"total/{total.how}")


_OWN_ID = "give it another id: `{id: …, label: …}`"

AnyField = Annotated[Field, WrapValidator(_field)]
Fields = Annotated[tuple[AnyField, ...], AfterValidator(_unique_ids)]


class Guidance(Model):
    """What the coach should know about a worksheet. Clients never see it."""

    introduce: Prose = Describe(
        description="How to introduce the worksheet.",
        examples=["Ask for one good moment of the week before you hand out the sheet."],
    )
    watch_for: Prose | None = Describe(
        None,
        description="What often happens, and what to do about it.",
        examples=["A step that takes a month. Ask what its first ten minutes are."],
    )
    follow_up: Prose | None = Describe(
        None,
        description="A question to ask afterwards.",
        examples=["What would make this step even easier?"],
    )
    client_says: tuple[Line, ...] = Describe(
        (),
        max_length=6,
        description="What clients say when this worksheet helps. The coach's handbook lists these"
        " sentences, each with its worksheet.",
        examples=[["I keep putting it off."]],
    )


class WorksheetBody(Model):
    """Everything in a worksheet except its id. A shared worksheet's id is its file name."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {
                "required": ["show-also-called"],
                "properties": {"show-also-called": {"const": True}},
            },
            "then": {
                "required": ["also-called"],
                "properties": {"also-called": {"minItems": 1}},
                "errorMessage": _NO_NAMES,
            },
        }
    )

    title: Line = Describe(description="The name of the worksheet.", examples=["My first step"])
    also_called: tuple[Line, ...] = Describe(
        (),
        max_length=12,
        description="Other names, by which the search of the site finds the worksheet, too.",
        examples=[["SWOT analysis", "SWOT matrix"]],
    )
    show_also_called: bool = Describe(
        False,
        description="Show these names below the title, on the page and on paper.",
        examples=[True],
    )
    kind: WorksheetKind = Describe(
        description="The kind of worksheet. The index of all worksheets can be filtered by it.",
        json_schema_extra={"enumDescriptions": WORKSHEET_KIND_MEANINGS},
    )
    purpose: Line = Describe(
        description="What the worksheet is for, in one sentence.",
        examples=["Turn the goal into one step that you can take this week."],
    )
    minutes: int = Describe(
        ge=1, le=120, description="How long it takes, in minutes.", examples=[15]
    )
    when: Moment = Describe(
        "between-sessions",
        description="When it is filled in.",
        json_schema_extra={"enumDescriptions": MOMENT_MEANINGS},
    )
    filled_in_by: FilledInBy = Describe(
        "client",
        alias="for",
        description="Who fills it in: the client, or others whom the client asks.",
        json_schema_extra={"enumDescriptions": FILLED_IN_BY_MEANINGS},
    )
    intro: Prose | None = Describe(
        None,
        description="Instructions for the client in a few short sentences, in Markdown, which may"
        " have headings and tables here.",
        examples=["Think of the last week. Write down whatever comes to mind first."],
    )
    notice: Prose | None = Describe(
        None,
        description="A notice on its page and in its PDF, in Markdown. It replaces that of the"
        " program or of the track.",
        examples=["This does not replace advice from a lawyer."],
    )
    show_crisis: bool = Describe(
        False,
        description="Show where to turn in a crisis in a box above the questions.",
        examples=[True],
    )
    layout: Layout | None = Describe(
        None,
        description="How the questions are arranged on paper, if not one below the other.",
        json_schema_extra={"enumDescriptions": LAYOUT_MEANINGS},
    )
    repeat: Repeat | None = Describe(
        None,
        description="How often it is filled in. Each time has its own answers.",
        examples=[{"every": "week", "from": 2}],
    )
    fields: Fields = Describe(
        min_length=1, max_length=40, description="The questions. Begin with easy ones."
    )
    source: Prose | None = Describe(
        None,
        description="Where the idea of the worksheet comes from, in Markdown.",
        examples=["After Gollwitzer (1999), *Implementation Intentions*."],
    )
    coach: Guidance | None = Describe(
        None, description="Guidance for the coach on the worksheet. It is never published."
    )

    @model_validator(mode="after")
    def _has_names_to_show(self) -> Self:
        if self.show_also_called and not self.also_called:
            context = {
                "at": ("show-also-called",),
                "hint": "write the names: `also-called: [SWOT]`",
            }
            raise PydanticCustomError("names_missing", _NO_NAMES, context)
        return self

    @model_validator(mode="after")
    def _suits_its_layout(self) -> Self:
        if self.layout in _LAYOUT_NEEDS:
            least, what, counts, hint = _LAYOUT_NEEDS[self.layout]
            if sum(map(counts, self.fields)) < least:
                raise PydanticCustomError(
                    "layout_without_fields",
                    "`layout: {layout}` needs {what}",
                    {"layout": self.layout, "what": what, "at": ("layout",), "hint": hint},
                )
        return self

    @property
    def for_others(self) -> bool:
        """Whether it is a hand-out, which others fill in and not the client."""
        return self.filled_in_by == "others"


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A field as it appears on a worksheet of a program.

    Attributes:
        field: The field.
        number: The number of its question on the worksheet, from 1, or None if it asks nothing.
        key: The key of its answer. If it has several answers, their keys begin with it. For a
            recall, it is the key of the earlier answer; for a note or an image, it is not used.
        answers: Part -> answer. The part is what follows the key of the field and a slash in the
            key of the answer; it is empty if the field has a single answer.
        totals: Part -> the answer that is computed from the others, as `Field.totals` says.
    """

    field: Field
    number: int | None
    key: str
    answers: Mapping[str, Answer]
    totals: Mapping[str, Answer] = dataclasses.field(default_factory=dict)


class Worksheet(WorksheetBody):
    """A worksheet of one to three printed pages, with a purpose and fields."""

    id: Slug = Describe(
        description="The name of the worksheet in links and answers. Unique in the program."
        " Do not change it later.",
        examples=["first-step"],
    )

    def key(self, program: str, time: int | None = None) -> str:
        """What the keys of all its answers begin with, in a program given by its id.

        Args:
            program: The id of the program.
            time: Which time the worksheet is filled in, from 1, if it repeats.
        """
        return with_time(join_key(program, self.id), OTHERS if self.for_others else time)

    def placed(self, program: str, time: int | None = None) -> tuple[Placed, ...]:
        """The fields with their numbers, keys, and answers in a program, given by its id.

        Args:
            program: The id of the program.
            time: Which time the worksheet is filled in, from 1, if it repeats.
        """
        placed, number = [], 0
        for field in self.fields:
            number += field.asks
            key = join_key(self.key(program, time), str(getattr(field, "id", "")))
            if field.earlier and not field.asks:
                key = with_time(join_key(program, field.earlier.path), field.earlier.time)
            answers = {each.key[len(key) :].lstrip("/"): each for each in field.answers(key)}
            totals = {total.part: _computed(field, total, key) for total in field.totals}
            placed.append(Placed(field, number if field.asks else None, key, answers, totals))
        return tuple(placed)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the questions that depend on earlier answers, in order."""
        return tuple(field.condition for field in self.fields if field.condition)

    def answers(self, program: str, time: int | None = None) -> tuple[Answer, ...]:
        """All answers that the worksheet asks for in a program, given by its id, in order."""
        placed = self.placed(program, time)
        return tuple(answer for each in placed for answer in each.answers.values())
