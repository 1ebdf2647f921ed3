"""The texts of a model that can be translated, each with a place that does not depend on its order.

A place consists of keys and ids: ``phases.assess.worksheets.goal-sheet.fields.goal.label``. Entries
of a list that have no id are counted, as in ``also-called[0]``.
"""

from collections.abc import Callable, Mapping
from operator import is_
from typing import Any, NamedTuple, TypeVar

from workbook_builder.model.base import Model, TextKind, text_kinds
from workbook_builder.model.markdown_text import unwrapped

M = TypeVar("M", bound=Model)


class _Place(NamedTuple):
    """A place where there may be a text, or models with texts.

    Attributes:
        name: The keys and ids that lead to it, joined by periods.
        at: The keys and indexes that lead to it.
        kind: The kind of text there; None if it is none.
        meaning: What the text is for.
    """

    name: str
    at: tuple[str | int, ...]
    kind: TextKind | None
    meaning: str


class PlacedText(NamedTuple):
    """A text that can be translated.

    Attributes:
        place: The keys and ids that lead to it, joined by periods.
        at: The keys and indexes that lead to it in the author's YAML.
        text: The text.
        kind: Its kind.
        meaning: What it is for, as the documents describe its key.
    """

    place: str
    at: tuple[str | int, ...]
    text: str
    kind: TextKind
    meaning: str

    @property
    def original(self) -> str:
        """The text as translators see it, which stays the same when its lines are filled anew."""
        return unwrapped(self.text) if self.kind is TextKind.MARKDOWN else self.text


_Change = Callable[[PlacedText], str]


def placed_texts(model: Model) -> tuple[PlacedText, ...]:
    """All texts of a model that can be translated, in the order of its keys."""
    found: list[PlacedText] = []

    def unchanged(text: PlacedText) -> str:
        found.append(text)
        return text.text

    _changed_model(model, "", (), unchanged)
    return tuple(found)


def with_texts(model: M, texts: Mapping[str, str]) -> M:
    """A copy of a model with other texts.

    Args:
        model: The model. It stays as it is.
        texts: The texts by their place, in a form that the model accepts.
    """
    return _changed_model(model, "", (), lambda each: texts.get(each.place, each.text))


def _changed_model(model: M, name: str, at: tuple[str | int, ...], change: _Change) -> M:
    before = f"{name}." if name else ""
    updates = {}
    for attribute, (key, kind) in text_kinds(type(model)).items():
        value = getattr(model, attribute)
        meaning = type(model).model_fields[attribute].description or ""
        changed = _changed(value, _Place(f"{before}{key}", (*at, key), kind, meaning), change)
        if changed is not value:
            updates[attribute] = changed
    return model.model_copy(update=updates) if updates else model


def _changed(value: Any, place: _Place, change: _Change) -> Any:
    """A value in which texts are changed; the same object if none is."""
    if isinstance(value, str):
        if place.kind is None or not value:
            return value
        text = PlacedText(place.name, place.at, value, place.kind, place.meaning)
        changed = change(text)
        return value if changed == value else changed
    if isinstance(value, Model):
        return _changed_model(value, place.name, place.at, change)
    if isinstance(value, tuple):
        entries = tuple(
            _changed(
                each,
                place._replace(
                    name=f"{place.name}{_entry_name(each, index)}", at=(*place.at, index)
                ),
                change,
            )
            for index, each in enumerate(value)
        )
        return value if all(map(is_, entries, value)) else entries
    if isinstance(value, Mapping):
        named = {
            key: _changed(
                each, place._replace(name=f"{place.name}.{key}", at=(*place.at, key)), change
            )
            for key, each in value.items()
        }
        return value if all(map(is_, named.values(), value.values())) else named
    return value


def _entry_name(entry: Any, index: int) -> str:
    name = getattr(entry, "id", None) or getattr(entry, "use", None)
    return f".{name}" if name else f"[{index}]"
