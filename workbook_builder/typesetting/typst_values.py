"""Writes Python values as Typst expressions, so that text is never interpreted as code."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from workbook_builder.typesetting import loaded_code


class TypstCode(str):
    """Typst code that is inserted into a document unchanged."""

    __slots__ = ()


_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def typst_literal(value: Any) -> TypstCode:
    """A Typst expression for a text, number, boolean, None, list, or mapping.

    `TypstCode` is returned unchanged.

    Raises:
        TypeError: There is no Typst expression for a value of this type.
    """
    match value:
        case TypstCode():
            return value
        case str():
            return TypstCode(f'"{loaded_code.escaped(_SPECIAL.sub(_escaped, value))}"')
        case bool():
            return TypstCode("true" if value else "false")
        case None:
            return TypstCode("none")
        case int() | float():
            return TypstCode(repr(value))
        case Mapping():
            pairs = ", ".join(
                f"{typst_literal(str(key))}: {typst_literal(each)}" for key, each in value.items()
            )
            return TypstCode(f"({pairs})" if pairs else "(:)")
        case Iterable():
            entries = [typst_literal(each) for each in value]
            return TypstCode(f"({', '.join(entries)},)" if entries else "()")
    raise TypeError(f"Typst has no value for {type(value).__name__}")


def answers_file(values: Mapping[str, Any], name_key: str | None) -> bytes:
    """The file that the pieces of documents read a client's answers from.

    Args:
        values: The answers by their key.
        name_key: The key of the client's name, if there are answers.
    """
    code = f"#let values = {typst_literal(values)}\n#let name-key = {typst_literal(name_key)}\n"
    return code.encode()


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    return f"\\{character}" if character in '\\"' else f"\\u{{{ord(character):x}}}"
