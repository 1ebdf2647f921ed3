"""The base of every field type: what a field is, and the lists of named things in it."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import is_id, join_key, normalized, slug
from workbook_builder.model.answer_path import EarlierAnswer
from workbook_builder.model.quotation_marks import typeset_quotes

if TYPE_CHECKING:
    from workbook_builder.model.measure import Measure


@dataclass(frozen=True)
class UnknownKey:
    """Stands in for the value of a key that a model does not have; ``known`` are those it has."""

    known: frozenset[str]
    value: Any


class Model(BaseModel):
    """A frozen part of a workbook; keys are written in kebab-case."""

    model_config = ConfigDict(
        defer_build=True,  # what comes from the cache is not validated again
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )

    @model_validator(mode="before")
    @classmethod
    def _mark_unknown_keys(cls, data: Any) -> Any:
        """Give the error about an unknown key the known ones, which pydantic's does not have."""
        if not isinstance(data, dict):
            return data
        known = frozenset(info.alias or name for name, info in cls.model_fields.items())
        return {k: v if k in known else UnknownKey(known, v) for k, v in data.items()}


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
# The longest names are shorter than what file systems refuse.
PictureFile = Annotated[
    str, StringConstraints(pattern=r"^[\w-]+(/[\w-]+)*\.(svg|png|jpg)$", max_length=150)
]


def _quotes(text: str, info: ValidationInfo) -> str:
    """Set the quotes of a text in the language that the content is loaded for."""
    return typeset_quotes(text, info.context["language"]) if info.context else text


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n\r]+$", strip_whitespace=True),
    AfterValidator(_quotes),
]
Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True),
    AfterValidator(_quotes),
]


def _composed(id: Any) -> Any:
    return normalized(id) if isinstance(id, str) else id


def _item_id(id: str) -> str:
    """Refuse what only looks like an id, such as one that begins with a combining mark."""
    if not is_id(id):
        raise PydanticCustomError("item_id", "`id` cannot be `{id}`", {"id": id, "hint": _ID_FORM})
    return id


_ID_FORM = "use small letters, digits and single hyphens: `first-step`"


class Item(Model):
    """One named thing in a list: an option, a statement, an area, a row."""

    id: Annotated[str, BeforeValidator(_composed), AfterValidator(_item_id)] = Describe(
        pattern=r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$",
        max_length=60,
        description="Names the answer; keep it when you change the label. Made from the label.",
        examples=["family-and-friends"],
    )
    label: Line = Describe(description="What the client reads.", examples=["Family and friends"])


def item_from_text(value: Any) -> Any:
    """Let a plain text stand for an item whose id is made from its label."""
    if isinstance(value, str):
        return {"id": slug(value) or "item", "label": value}
    if isinstance(value, dict) and "id" not in value:
        return {"id": slug(str(value.get("label", ""))) or "item", **value}
    return value


_OWN_ID = "give it an id of its own: `{id: …, label: …}`"


def require_distinct_ids(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse two items with one id, and say which is the second."""
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        if item.id in seen:
            raise PydanticCustomError(
                "duplicate_id",
                "the id `{id}` is taken by another entry of this list",
                {"id": item.id, "at": (index, "id"), "hint": _OWN_ID},
            )
        seen[item.id] = index
    return items


AnItem = Annotated[Item, BeforeValidator(item_from_text)]
Items = Annotated[tuple[AnItem, ...], AfterValidator(require_distinct_ids)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a field shows.

    Attributes:
        file: Its path in the content folder.
        alt: What it shows, for those who do not see it.
        file_at: Where the author of the field writes ``file``, as keys and indexes.
        alt_at: Where the author of the field writes ``alt``.
    """

    file: str
    alt: str
    file_at: tuple[str | int, ...] = ("file",)
    alt_at: tuple[str | int, ...] = ("alt",)

    @property
    def name(self) -> str:
        """What a document calls the file: no folders, and no name of another picture's."""
        return f"picture+{self.file.replace('/', '+')}"


class Field(Model):
    """One block of a worksheet. Its type decides how it looks on the web and on paper."""

    type: Any = Describe(description="The kind of field.")
    asks: ClassVar[bool] = False
    _earlier: EarlierAnswer | None = PrivateAttr(None)

    @property
    def items_asked(self) -> int:
        """How many things the client thinks about here: questions, statements, rows."""
        return int(self.asks)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """Everything that the client can answer here, in reading order.

        ``key`` is the whole key of this field; parts are added to it behind a slash.
        """
        return ()

    @property
    def written_question(self) -> str | None:
        """The question as its author words it here, at the key ``label``, for advice about it."""
        return None

    @property
    def asks_for_text(self) -> bool:
        """Whether the field as a whole is answered in words, as a goal is."""
        return not {AnswerKind.LINE, AnswerKind.LINES}.isdisjoint(self._own_kinds())

    @property
    def asks_for_number(self) -> bool:
        """Whether the field as a whole is answered by a number, as a goal is measured."""
        return AnswerKind.NUMBER in self._own_kinds()

    @property
    def asks_for_date(self) -> bool:
        """Whether the client sets a day here, as for a goal or a step."""
        return any(answer.kind is AnswerKind.DATE for answer in self.answers(""))

    def _own_kinds(self) -> set[AnswerKind]:
        """How the field as a whole is answered: its parts, whose keys are longer, do not count."""
        return {answer.kind for answer in self.answers("") if not answer.key}

    @property
    def shown_pictures(self) -> tuple[Picture, ...]:
        """The pictures of the content folder that are shown here."""
        return ()

    @property
    def rated_measure(self) -> str | None:
        """The id of the measure of the program that is rated here, by one answer at the key.

        A problem is shown at the key ``measure``, or at the field if it has no such key.
        """
        return None

    def with_measure(self, measure: "Measure") -> Self:
        """The same field with the words and numbers of the measure that it rates."""
        return self

    @property
    def comparable_shape(self) -> Hashable | None:
        """What two fields of this type have in common whose answers can be compared.

        The page of a later field of the same shape knows the key of the earlier one.
        """
        return None

    @property
    def recalled_path(self) -> str | None:
        """The earlier answer shown here: ``worksheet/field``, or ``goal`` for the program's goal.

        A problem is shown at the key ``from``, or at the field if it has no such key.
        """
        return None

    @property
    def earlier(self) -> EarlierAnswer | None:
        """Where the answer at ``recalled_path`` was given; known once the program is loaded."""
        return self._earlier

    def with_earlier(self, earlier: EarlierAnswer) -> Self:
        """The same field, knowing where the answer that it shows was given."""
        field = self.model_copy()
        field._earlier = earlier
        return field


class Question(Field):
    """A field that the client answers."""

    asks: ClassVar[bool] = True

    id: Slug = Describe(
        description="Names the answer in every form and file. Unique in the worksheet; keep it.",
        examples=["first-step"],
    )
    label: Line = Describe(
        description="The question or prompt.", examples=["What is the first small step?"]
    )
    help: Line | None = Describe(
        None,
        description="One more sentence in small type, under the label.",
        examples=["Something you can do in ten minutes."],
    )

    @property
    def written_question(self) -> str:
        """The label."""
        return self.label


def answer_each(
    key: str, label: str, items: Iterable[Item], kind: AnswerKind, **more: Any
) -> tuple[Answer, ...]:
    """One answer for each item of a list, asked with the label of the field before it."""
    return tuple(
        Answer(join_key(key, item.id), kind, f"{label} {item.label}", **more) for item in items
    )
