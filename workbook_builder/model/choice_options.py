"""The options of a part of a field that is answered with one of them, such as a column."""

from typing import Any

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

_NOT_CHOICE = "`options` need `type: choice`"

# The same check for editors.
OPTIONS_FOR_CHOICE: list[JsonValue] = [
    {
        "if": {"required": ["type"], "properties": {"type": {"const": "choice"}}},
        "then": {
            "required": ["options"],
            "properties": {"options": {"minItems": 1}},
            "errorMessage": "the type `choice` needs `options`",
        },
    },
    {
        "if": {"required": ["options"], "properties": {"options": {"minItems": 1}}},
        "then": {
            "required": ["type"],
            "properties": {"type": {"const": "choice", "errorMessage": _NOT_CHOICE}},
            "errorMessage": _NOT_CHOICE,
        },
    },
]


def check_options(type: str, options: tuple[Any, ...]) -> None:
    """Refuse options without ``type: choice``, and the type without options."""
    if (type == "choice") != bool(options):
        raise PydanticCustomError(
            "column_options",
            "`options` and `type: choice` must be used together",
            {"at": ("type",), "hint": "write both, as in `type: choice, options: […]`"},
        )
