"""The key ``only-if`` of a question: the earlier answer that it depends on."""

from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    JsonValue,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Model

_ONE = "write `is`, or `is-not`, or `at-least` and `at-most`"


def _listed(value: Any) -> Any:
    """Take a single name for a list of one."""
    if isinstance(value, int | float):
        raise PydanticCustomError(
            "option_type",
            "an option is named by its id, not by a number",
            {"hint": "for numbers write `at-least` and `at-most`"},
        )
    return (value,) if isinstance(value, str) else value


Names = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=60)], ...],
    BeforeValidator(_listed),
    WithJsonSchema(
        {
            "type": ["string", "array"],
            "minLength": 1,
            "maxLength": 60,
            "minItems": 1,
            "maxItems": 20,
            "items": {"type": "string", "minLength": 1, "maxLength": 60},
        }
    ),
]


QuestionPath = Annotated[str, StringConstraints(pattern=r"^[^/]+(/[^/]+)*$", max_length=200)]

# For editors: how each key looks that is not used.
_UNUSED: dict[str, dict[str, JsonValue]] = {
    "is": {"not": {}, "errorMessage": _ONE},
    "is-not": {"not": {}, "errorMessage": _ONE},
    "at-least": {"type": "null", "errorMessage": _ONE},
    "at-most": {"type": "null", "errorMessage": _ONE},
}


def _alone(name: str) -> JsonValue:
    """For editors: beside this key there is none of the others."""
    others: JsonValue = {key: each for key, each in _UNUSED.items() if key != name}
    return {"if": {"required": [name]}, "then": {"properties": others}}


class OnlyIf(Model):
    """What an earlier answer of the same worksheet must be, so that the question is asked."""

    model_config = ConfigDict(
        title="only-if",
        json_schema_extra={
            "allOf": [
                _alone("is"),
                _alone("is-not"),
                {
                    "if": {"properties": {**_UNUSED}},
                    "then": {"required": ["is"], "errorMessage": _ONE},
                },
            ]
        },
    )

    question: QuestionPath = Describe(
        description="The id of an earlier question of the same worksheet. A slash and the id of one"
        " of its answers may follow.",
        examples=["sleep", "habits/coffee"],
    )
    is_: Names = Describe(
        (),
        alias="is",
        min_length=1,
        max_length=20,
        description="The option that is chosen, or the item that is ticked: one of these. For a"
        " single tick, `ticked`.",
        examples=[["poorly", "very-poorly"], "ticked"],
    )
    is_not: Names = Describe(
        (),
        min_length=1,
        max_length=20,
        description="The options that are not chosen, or the items that are not ticked: none of"
        " these.",
        examples=["well"],
    )
    at_least: float | None = Describe(
        None, description="The lowest number, for a scale, a rating, or a number.", examples=[4]
    )
    at_most: float | None = Describe(
        None, description="The highest number, for a scale, a rating, or a number.", examples=[3]
    )

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        numbers = self.at_least is not None or self.at_most is not None
        if sum((bool(self.is_), bool(self.is_not), numbers)) != 1:
            raise PydanticCustomError(
                "condition_test",
                "`only-if` must say what the answer is, and in one way only",
                {"hint": _ONE},
            )
        return self
