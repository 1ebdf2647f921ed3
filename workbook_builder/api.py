"""The stable API for packages with field types. All other modules may change at any time.

A field type is a subclass of `Question`, or of `Field` if it asks nothing. Its method `answers`
returns the answers that it asks for. Other properties of `Field`, such as `shown_pictures`, say
what else it does; override those that differ. In tests, `try_field` returns what a field becomes.
"""

from typing import TYPE_CHECKING, Any

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.totals import Total
from workbook_builder.model.base import CaptionsFile, Line, PictureFile, Prose, RecordingFile, Slug
from workbook_builder.model.earlier_answer import EarlierAnswer
from workbook_builder.model.field import Field, Picture, Question, Recording, TrackedRow
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
    "CaptionsFile",
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
    "Recording",
    "RecordingFile",
    "Slug",
    "Total",
    "TrackedRow",
    "answer_each",
    "join_key",
    "try_field",
    "updated_case",
]


def __getattr__(name: str) -> Any:
    """Import `field_trial` only when it is needed, because it imports everything for printing."""
    if name in __all__:
        from workbook_builder.starter import field_trial

        return getattr(field_trial, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
