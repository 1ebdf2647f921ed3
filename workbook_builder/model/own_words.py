"""Keys that an author turns on with `true`, or with words of their own."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from workbook_builder.model.base import Line, TextKind


class _SwitchOrLine:
    """Accepts `true` and `false` beside a text of one line, without the tags of a union."""

    def __get_pydantic_core_schema__(
        self, _: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        line = handler.generate_schema(Line)
        return core_schema.no_info_wrap_validator_function(_words, line)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "type": ["boolean", "string"]}


def _words(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, bool) else validate(value)


# False, True for the usual words, which are translated, or the author's words.
OwnWords = Annotated[bool | str, _SwitchOrLine(), TextKind.LINE]
