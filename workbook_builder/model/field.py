"""The base classes of all field types, and the items in their lists."""

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
    """The value of a key that a model does not have, with the ``known`` keys of that model."""

    known: frozenset[str]
    value: Any


class Model(BaseModel):
    """The base class of all models. They are frozen, and have keys in kebab-case."""

    model_config = ConfigDict(
        defer_build=True,  # models from the cache are not validated, so they need no validator
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )

    @model_validator(mode="before")
    @classmethod
    def _mark_unknown_keys(cls, data: Any) -> Any:
        """Wrap the values of unknown keys, so that the error can name the known keys."""
        if not isinstance(data, dict):
            return data
        known = frozenset(info.alias or name for name, info in cls.model_fields.items())
        return {k: v if k in known else UnknownKey(known, v) for k, v in data.items()}


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
# The maximum length ensures that all file systems accept the name.
PictureFile = Annotated[
    str, StringConstraints(pattern=r"^[\w-]+(/[\w-]+)*\.(svg|png|jpg)$", max_length=150)
]


def _quotes(text: str, info: ValidationInfo) -> str:
    """Give a text the quotation marks of the content's language, which is in the context."""
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
    """Refuse text that matches the pattern but is not an id: it begins with a combining mark."""
    if not is_id(id):
        raise PydanticCustomError("item_id", "`id` cannot be `{id}`", {"id": id, "hint": _ID_FORM})
    return id


_ID_FORM = "use lowercase letters, digits, and single hyphens: `first-step`"


class Item(Model):
    """An item in a list of a field, such as an option, a statement, an area, or a row."""

    id: Annotated[str, BeforeValidator(_composed), AfterValidator(_item_id)] = Describe(
        pattern=r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$",
        max_length=60,
        description="The name of the answer. By default it is made from the label. If you change"
        " the label later, keep the old id.",
        examples=["family-and-friends"],
    )
    label: Line = Describe(description="What the client reads.", examples=["Family and friends"])


def item_from_text(value: Any) -> Any:
    """Turn plain text into an item, and add a missing id, which is made from the label."""
    if isinstance(value, str):
        return {"id": slug(value) or "item", "label": value}
    if isinstance(value, dict) and "id" not in value:
        return {"id": slug(str(value.get("label", ""))) or "item", **value}
    return value


_OWN_ID = "give it an id of its own: `{id: …, label: …}`"


def require_distinct_ids(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list in which two items have the same id. The error is shown at the second one."""
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
        alt: Its alternative text.
        file_at: The keys and indexes that lead from the field to ``file`` in the author's YAML.
        alt_at: The keys and indexes that lead from the field to ``alt`` in the author's YAML.
    """

    file: str
    alt: str
    file_at: tuple[str | int, ...] = ("file",)
    alt_at: tuple[str | int, ...] = ("alt",)

    @property
    def name(self) -> str:
        """The name of the file in Typst sources, which is unique and has no folders."""
        return f"picture+{self.file.replace('/', '+')}"


class Field(Model):
    """One block of a worksheet. Its type decides how it looks on the web and on paper."""

    type: Any = Describe(description="The type of the field.")
    asks: ClassVar[bool] = False
    _earlier: EarlierAnswer | None = PrivateAttr(None)

    @property
    def items_asked(self) -> int:
        """The number of things that the client has to think about: questions, statements, rows."""
        return int(self.asks)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """All answers that the field asks for, in reading order.

        Args:
            key: The key of this field. If it has several answers, their keys begin with this one,
                followed by a slash and the name of the part.
        """
        return ()

    @property
    def written_question(self) -> str | None:
        """The question that the author wrote at the key ``label``, if there can be advice on it."""
        return None

    @property
    def asks_for_text(self) -> bool:
        """Whether the field as a whole is answered with text. A goal needs such a field."""
        return not {AnswerKind.LINE, AnswerKind.LINES}.isdisjoint(self._own_kinds())

    @property
    def asks_for_number(self) -> bool:
        """Whether the field as a whole is answered with a number. A goal needs such a field."""
        return AnswerKind.NUMBER in self._own_kinds()

    @property
    def asks_for_date(self) -> bool:
        """Whether the client sets a date here. A goal and a plan need such a field."""
        return any(answer.kind is AnswerKind.DATE for answer in self.answers(""))

    def _own_kinds(self) -> set[AnswerKind]:
        """How the field as a whole is answered. Parts, whose keys are longer, are ignored."""
        return {answer.kind for answer in self.answers("") if not answer.key}

    @property
    def shown_pictures(self) -> tuple[Picture, ...]:
        """The pictures from the content folder that the field shows."""
        return ()

    @property
    def rated_measure(self) -> str | None:
        """The id of the program's measure that is rated here, with a single answer.

        A problem with it is shown at the key ``measure``, or at the field if it has no such key.
        """
        return None

    def with_measure(self, measure: "Measure") -> Self:
        """A copy of the field with the label and the scale of the measure that it rates."""
        return self

    @property
    def comparable_shape(self) -> Hashable | None:
        """A value that is equal for two fields of this type if their answers can be compared.

        The page of the later field then shows the answers to the earlier one for comparison.
        """
        return None

    @property
    def recalled_path(self) -> str | None:
        """The earlier answer shown here: ``worksheet/field``, or ``goal`` for the program's goal.

        A problem with it is shown at the key ``from``, or at the field if it has no such key.
        """
        return None

    @property
    def earlier(self) -> EarlierAnswer | None:
        """The answer at ``recalled_path``. It is None until the program has been assembled."""
        return self._earlier

    def with_earlier(self, earlier: EarlierAnswer) -> Self:
        """A copy of the field with the earlier answer that it shows."""
        field = self.model_copy()
        field._earlier = earlier
        return field


class Question(Field):
    """A field that the client answers."""

    asks: ClassVar[bool] = True

    id: Slug = Describe(
        description="The name of the answer in every form and file. Unique in the worksheet."
        " Do not change it later.",
        examples=["first-step"],
    )
    label: Line = Describe(
        description="The question or prompt.", examples=["What is the first small step?"]
    )
    help: Line | None = Describe(
        None,
        description="Another sentence in small type below the label.",
        examples=["Something you can do in ten minutes."],
    )

    @property
    def written_question(self) -> str:
        """The label."""
        return self.label


def answer_each(
    key: str, label: str, items: Iterable[Item], kind: AnswerKind, **more: Any
) -> tuple[Answer, ...]:
    """One answer for each item of a list.

    Args:
        key: The key of the field.
        label: The label of the field. Each question consists of it and the label of the item.
        items: The items.
        kind: How each answer is given.
        **more: Other attributes of the answers, such as ``options``.
    """
    return tuple(
        Answer(join_key(key, item.id), kind, f"{label} {item.label}", **more) for item in items
    )
