"""Validates files with the models, and turns pydantic's errors into problems for the author.

What the author reads depends on the type of pydantic's error, never on its English text. The
wording is in `error_messages`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError

from workbook_builder.content.error_messages import (
    MESSAGES,
    empty_value,
    is_key,
    missing_key,
    nearest_word,
    not_keys,
    suggestion,
    unknown_key,
    unknown_type,
)
from workbook_builder.content.yaml_parsing import MOST_PROBLEMS
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.base import Model, UnknownKey
from workbook_builder.problems.problem import Problem, Rule

M = TypeVar("M", bound=Model)

# By the type of pydantic's error. A type that is not listed comes from keys that contradict
# each other; field types of other packages raise their own.
_RULES = {
    "extra_forbidden": Rule.UNKNOWN_KEY,
    "missing": Rule.MISSING_KEY,
    "missing_label": Rule.MISSING_KEY,
    "missing_text": Rule.MISSING_KEY,
    "empty": Rule.EMPTY_VALUE,
    "string_too_short": Rule.EMPTY_VALUE,
    **dict.fromkeys(
        (
            "string_type", "int_type", "float_type", "bool_type", "tuple_type",
            "model_type", "mapping_type", "field_type", "option_type", "worksheet_type",
        ),
        Rule.WRONG_KIND,
    ),
    "literal_error": Rule.UNKNOWN_WORD,
    "string_pattern_mismatch": Rule.WRONG_FORM,
    "recall_path": Rule.WRONG_FORM,
    "item_id": Rule.WRONG_FORM,
    "string_too_long": Rule.WRONG_LENGTH,
    "markdown": Rule.WRONG_LENGTH,
    "pdf_name": Rule.WRONG_LENGTH,
    "too_short": Rule.WRONG_LENGTH,
    "too_long": Rule.WRONG_LENGTH,
    "greater_than_equal": Rule.OUT_OF_RANGE,
    "less_than_equal": Rule.OUT_OF_RANGE,
    "duplicate_id": Rule.ID_TAKEN,
    "reserved_id": Rule.ID_RESERVED,
    "no_column": Rule.NO_ANSWER,
    "private_part": Rule.PRIVATE_PART,
    "unknown_name": Rule.NO_FIELD_TYPE,
}  # fmt: skip


def validate_file(kind: type[M], source: YamlSource, language: str) -> M | list[Problem]:
    """Validate a file as a model.

    Args:
        kind: The model.
        source: The file.
        language: The language code whose quotation marks the texts of the model get.

    Returns:
        The model, or the problems of the file if there are any: all of them, unless there are so
        many that nobody would read them.
    """
    data = source.data
    if not isinstance(data, dict):
        return [source.problem((), Rule.NO_KEYS, *not_keys(data))]
    try:
        return kind.model_validate(data, context={"language": language})
    except ValidationError as error:
        return error_problems(source, error)


def error_problems(
    source: YamlSource, error: ValidationError, at: tuple[str | int, ...] = ()
) -> list[Problem]:
    """The problems that an error of pydantic stands for.

    Args:
        source: The file.
        error: The error.
        at: The keys and indexes that lead to the value that was validated.
    """
    details: list[Any] = [
        {**each, "loc": (*at, *each["loc"])} for each in error.errors(include_url=False)
    ]
    follows = _consequences(details)
    own = (detail for detail in details if not follows(detail))
    return [_problem(source, detail) for detail in islice(own, MOST_PROBLEMS)]


def _consequences(details: Sequence[Any]) -> Callable[[Any], bool]:
    """A function that says whether an error only follows from one that explains it better."""
    around = {each["loc"][:end] for each in details for end in range(len(each["loc"]))}
    unknown: dict[tuple[str | int, ...], list[Any]] = defaultdict(list)
    for each in details:
        if each["type"] == "extra_forbidden":
            unknown[each["loc"][:-1]].append(each)

    def follows(detail: Any) -> bool:
        path = detail["loc"]
        if detail["type"] == "too_short":
            return path in around  # too short only because invalid entries are not counted
        # The missing key is there but misspelled, or text was read as a key.
        return detail["type"] == "missing" and any(
            not is_key(other["loc"][-1])
            or nearest_word(other["loc"][-1], other["input"].known) == path[-1]
            for other in unknown[path[:-1]]
        )

    return follows


def _problem(source: YamlSource, detail: Any) -> Problem:
    context: dict[str, Any] = detail.get("ctx") or {}
    path = (*detail["loc"], *context.get("at", ()))
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    entry = path[-1] + 1 if path and isinstance(path[-1], int) else None
    value, kind = detail["input"], detail["type"]
    if kind == "extra_forbidden" and isinstance(value, UnknownKey):
        message, hint = unknown_key(path, value.known)
    elif kind == "missing":
        message, hint = missing_key(path[-1])
    elif value is None and not context.get("at"):
        kind = "empty"
        message, hint = empty_value(name, entry)
    elif kind in MESSAGES:
        subject = f"entry {entry} of `{name}`" if entry else f"`{name}`"
        message, hint = MESSAGES[kind](subject, value, context)
    else:  # an error that a model raises itself, with its own message
        message, hint = detail["msg"], context.get("hint", "")
        if kind == "unknown_name":
            hint = unknown_type(context["name"], context["known"])
        elif "known" in context:
            hint = suggestion(context.get("name", ""), context["known"])
    rule = _RULES.get(kind, Rule.KEYS_CLASH)
    return source.problem(path, rule, message, hint, key=kind == "extra_forbidden")
