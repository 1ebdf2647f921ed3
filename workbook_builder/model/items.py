"""The items in the lists of a field: options, statements, areas, rows."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError, PydanticKnownError

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import is_id, join_key, normalized, slug
from workbook_builder.model.base import Line, Model


def _composed(id: Any) -> Any:
    return normalized(id) if isinstance(id, str) else id


def _item_id(id: str) -> str:
    """Refuse text that matches the pattern but is not an id.

    An example is text that begins with a combining mark.
    """
    if not is_id(id):
        raise PydanticCustomError("item_id", "`id` cannot be `{id}`", {"id": id, "hint": _ID_FORM})
    return id


_ID_FORM = "use lowercase letters, digits, and single hyphens: `first-step`"


_ID = r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$"


class Item(Model):
    """An item in a list of a field, such as an option, a statement, an area, or a row."""

    id: Annotated[str, BeforeValidator(_composed), AfterValidator(_item_id)] = Describe(
        pattern=_ID,
        max_length=60,
        description="The name of the answer. By default it is made from the label. If you change"
        " the label later, keep the old id.",
        examples=["family-and-friends"],
    )
    label: Line = Describe(description="What the client reads.", examples=["Family and friends"])


# The id of another item of the same field.
OtherItem = Annotated[
    str, StringConstraints(pattern=_ID, max_length=60), BeforeValidator(_composed)
]


def item_from_text(value: Any) -> Any:
    """Turn plain text into an item, and add a missing id, which is made from the label."""
    if isinstance(value, str):
        return {"id": slug(value) or "item", "label": value}
    if isinstance(value, dict) and "id" not in value:
        return {"id": slug(str(value.get("label", ""))) or "item", **value}
    if isinstance(value, int | float | tuple):  # a text was meant, which needs quotes
        raise PydanticKnownError("string_type")
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


ItemType = TypeVar("ItemType", bound=Item)

# `ItemsOf[X]`: items of class X with distinct ids. `Items`: the same for plain items.
ItemsOf = Annotated[
    tuple[Annotated[ItemType, BeforeValidator(item_from_text)], ...],
    AfterValidator(require_distinct_ids),
]
Items = ItemsOf[Item]


def answer_each(
    key: str, label: str, items: Iterable[Item], kind: AnswerKind, **more: Any
) -> tuple[Answer, ...]:
    """One answer for each item of a list. Items with the same label are told apart by their hints.

    Args:
        key: The key of the field.
        label: The label of the field. Each question consists of it and the label of the item.
        items: The items.
        kind: How each answer is given.
        **more: Other attributes of the answers, such as ``options``.
    """
    items = tuple(items)
    named = Counter(item.label for item in items)
    hints = [getattr(item, "hint", None) if named[item.label] > 1 else None for item in items]
    return tuple(
        Answer(
            join_key(key, item.id), kind, " ".join(filter(None, (label, item.label, hint))), **more
        )
        for item, hint in zip(items, hints, strict=True)
    )
