"""What packages that bring a field type may import; everything else here may change.

A field type is a class made from `Question`, or from `Field` where nothing is asked. Its
`answers` say what can be answered. Other properties of `Field` say what else a type can do, such as
`shown_pictures`; a type overrides those that are different for it. `try_field` shows in a test what
comes of it.
"""

from typing import TYPE_CHECKING, Any

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.model.answer_path import EarlierAnswer
from workbook_builder.model.base import Line, PictureFile, Prose, Slug
from workbook_builder.model.field import Field, Picture, Question
from workbook_builder.model.items import (
    Item,
    Items,
    ItemsOf,
    answer_each,
)
from workbook_builder.model.measure import Measure

if TYPE_CHECKING:
    from workbook_builder.starter.field_trial import FieldTrial, try_field, updated_case

__all__ = [
    "Answer",
    "AnswerKind",
    "EarlierAnswer",
    "Field",
    "FieldTrial",
    "Item",
    "Items",
    "ItemsOf",
    "Line",
    "Measure",
    "Option",
    "Picture",
    "PictureFile",
    "Prose",
    "Question",
    "Slug",
    "answer_each",
    "join_key",
    "try_field",
    "updated_case",
]


def __getattr__(name: str) -> Any:
    """Import a trial only when it is asked for: it needs everything that prints."""
    if name in __all__:
        from workbook_builder.starter import field_trial

        return getattr(field_trial, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
