"""The base class of all models, and the kinds of text that their keys take."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from workbook_builder.model.markdown_limits import excess
from workbook_builder.model.quotation_marks import typeset_quotes


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
        known = _known_keys(cls)
        return {k: v if k in known else UnknownKey(known, v) for k, v in data.items()}


@cache
def _known_keys(model: type[Model]) -> frozenset[str]:
    """The keys that a model has in YAML."""
    return frozenset(info.alias or name for name, info in model.model_fields.items())


class TextKind(Enum):
    """What kind of text a key takes that clients or coaches read."""

    LINE = "line"
    MARKDOWN = "markdown"


class Text(NamedTuple):
    """A text of a model.

    Attributes:
        at: The keys and indexes that lead to it.
        text: The text.
        kind: Its kind.
    """

    at: tuple[str | int, ...]
    text: str
    kind: TextKind


def texts(model: Model, without: Collection[str] = ()) -> Iterator[Text]:
    """All texts in a model that are lines or Markdown.

    Args:
        model: The model.
        without: The names of attributes that are left out.
    """
    for name, (key, kind) in text_kinds(type(model)).items():
        if name not in without:
            yield from _texts(getattr(model, name), (key,), kind)


def _texts(value: Any, at: tuple[str | int, ...], kind: TextKind | None) -> Iterator[Text]:
    if isinstance(value, str):
        if kind:
            yield Text(at, value, kind)
    elif isinstance(value, Model):
        for each in texts(value):
            yield each._replace(at=(*at, *each.at))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*at, index), kind)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(entry, (*at, key), kind)


@cache
def text_kinds(model: type[Model]) -> Mapping[str, tuple[str, TextKind | None]]:
    """The key and the kind of text of each attribute of a model."""
    return {
        name: (info.alias or name, _kind((info.annotation, *info.metadata)))
        for name, info in model.model_fields.items()
    }


def _kind(parts: tuple[Any, ...]) -> TextKind | None:
    """The kind of text that is named in the parts of a type."""
    for part in parts:
        found = part if isinstance(part, TextKind) else _kind(get_args(part))
        if found:
            return found
    return None


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


def _composed(name: Any) -> Any:
    """Give letters with accents the form in which they are one character."""
    return unicodedata.normalize("NFC", name) if isinstance(name, str) else name


# The maximum length ensures that all file systems accept the name.
PictureFile = Annotated[
    str,
    StringConstraints(pattern=r"^[\w-]+(/[\w-]+)*\.(svg|png|jpg)$", max_length=150),
    BeforeValidator(_composed),
]
RecordingFile = Annotated[
    str,
    StringConstraints(pattern=r"^[\w-]+(/[\w-]+)*\.(mp3|m4a|mp4)$", max_length=150),
    BeforeValidator(_composed),
]
CaptionsFile = Annotated[
    str,
    StringConstraints(pattern=r"^[\w-]+(/[\w-]+)*\.(vtt)$", max_length=150),
    BeforeValidator(_composed),
]


def _quotes(text: str, info: ValidationInfo) -> str:
    """Give a text the quotation marks of the content's language, which is in the context."""
    return typeset_quotes(text, info.context["language"]) if info.context else text


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n\r]+$", strip_whitespace=True),
    AfterValidator(_quotes),
    TextKind.LINE,
]


# A name or a path, which is the same in every language.
PlainLine = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n\r]+$", strip_whitespace=True),
    AfterValidator(_quotes),
]


def _within_limits(text: str) -> str:
    """Refuse Markdown that would take a parser too long."""
    found = excess(text)[1]
    if text.count("[") > _MOST_BRACKETS:
        found = f"more than {_MOST_BRACKETS} brackets"
    if found:
        raise PydanticCustomError(
            "markdown", "the text has {found}", {"found": found, "hint": _LESS}
        )
    return text


_MOST_BRACKETS = 400  # in all paragraphs together
_LESS = "write simpler text, or put a backslash before each sign that is meant as it is"

Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True),
    AfterValidator(_within_limits),
    AfterValidator(_quotes),
    TextKind.MARKDOWN,
]
