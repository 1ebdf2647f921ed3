"""A model's complaints about a file become problems with a place and a way out.

Every message is chosen by pydantic's error type, never by its English text.
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.field import Model, UnknownKey
from workbook_builder.problems.problem import Problem, Rule

M = TypeVar("M", bound=Model)


_KEY = re.compile(r"[a-z_]+(-[a-z_]+)*")


def suggestion(word: object, known: Collection[str]) -> str:
    """A hint that names the known word nearest to this one, or else all of them."""
    if near := _nearest(word, known):
        return f"did you mean `{near}`?"
    return f"known here: {', '.join(f'`{name}`' for name in sorted(known))}" if known else ""


def _nearest(word: object, known: Iterable[str]) -> str | None:
    text = str(word).lower().replace("_", "-").replace(" ", "-")
    near = difflib.get_close_matches(text, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else None


def validate_file(kind: type[M], source: YamlSource, language: str) -> M | list[Problem]:
    """Validate a file as a model: returns it, or every problem of the file.

    Quotes in its texts become those of the language.
    """
    data = source.data
    if not isinstance(data, dict):
        message = "the file is empty" if data is None else "the file must be keys with values"
        return [source.problem((), Rule.NO_KEYS, message, "begin with a line like `title: …`")]
    try:
        return kind.model_validate(data, context={"language": language})
    except ValidationError as error:
        details = error.errors(include_url=False)
    return [_problem(source, detail) for detail in details if not _follows(detail, details)]


def _follows(detail: Any, details: Iterable[Any]) -> bool:
    """Whether an error only follows from another one, which says more about the mistake."""
    path = detail["loc"]
    for other in details:
        if detail["type"] == "too_short" and other["loc"][: len(path)] == path != other["loc"]:
            return True  # entries that are wrong are not counted
        if detail["type"] == "missing" and other["type"] == "extra_forbidden":
            wrong = other["loc"]
            if wrong[:-1] == path[:-1] and (
                not _KEY.fullmatch(str(wrong[-1]))
                or _nearest(wrong[-1], other["input"].known) == path[-1]
            ):
                return True  # the key is there, but misspelled, or the text looks like a key
    return False


def _problem(source: YamlSource, detail: Any) -> Problem:
    context: dict[str, Any] = detail.get("ctx") or {}
    path = (*detail["loc"], *context.get("at", ()))
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    found, kind = detail["input"], detail["type"]
    on_key = kind == "extra_forbidden"
    if kind == "extra_forbidden" and isinstance(found, UnknownKey):
        message, hint = f"`{path[-1]}` is not a key here", suggestion(path[-1], found.known)
        if not _KEY.fullmatch(str(path[-1])):
            hint = "put text that holds a comma or a colon in quotes"
        elif path == ("id",):
            hint = "delete the line: the id is the file's name"
    elif kind == "missing":
        message, hint = f"`{path[-1]}` is missing", f"add a line `{path[-1]}: …`"
    elif found is None and not context.get("at"):
        kind = "empty"
        message, hint = f"`{name}` is empty", "write a value behind the colon, or delete the line"
    elif kind in _WORDING:
        message, hint = _WORDING[kind](f"`{name}`", found, context)
    else:
        message, hint = detail["msg"], context.get("hint", "")
        if "known" in context:
            hint = suggestion(context.get("name", ""), context["known"])
    return source.problem(path, _RULES.get(kind, Rule.KEYS_CLASH), message, hint, key=on_key)


# What is not named here is a field that refuses its keys together, as those of others' packages do.
_RULES = {
    "extra_forbidden": Rule.UNKNOWN_KEY,
    "missing": Rule.MISSING_KEY,
    "missing_label": Rule.MISSING_KEY,
    "empty": Rule.EMPTY_VALUE,
    "string_too_short": Rule.EMPTY_VALUE,
    **dict.fromkeys(
        (
            "string_type", "int_type", "float_type", "bool_type", "tuple_type",
            "model_type", "mapping_type", "field_type", "worksheet_type",
        ),
        Rule.WRONG_KIND,
    ),
    "literal_error": Rule.UNKNOWN_WORD,
    "string_pattern_mismatch": Rule.WRONG_FORM,
    "recall_path": Rule.WRONG_FORM,
    "item_id": Rule.WRONG_FORM,
    "string_too_long": Rule.WRONG_LENGTH,
    "too_short": Rule.WRONG_LENGTH,
    "too_long": Rule.WRONG_LENGTH,
    "greater_than_equal": Rule.OUT_OF_RANGE,
    "less_than_equal": Rule.OUT_OF_RANGE,
    "duplicate_id": Rule.ID_TAKEN,
    "reserved_id": Rule.ID_KEPT,
    "unknown_name": Rule.NO_FIELD_TYPE,
}  # fmt: skip

Wording = Callable[[str, Any, dict[str, Any]], tuple[str, str]]


def _not_text(name: str, found: Any, _: dict[str, Any]) -> tuple[str, str]:
    message = f"{name} must be text"
    if isinstance(found, bool):
        return message, f'put it in quotes: "{str(found).lower()}"'
    if isinstance(found, int | float):
        return message, f'put it in quotes: "{found}"'
    if isinstance(found, dict):
        return message, "put text that holds a colon in quotes"
    return message, "write one text, without dashes"


def _literal(name: str, found: Any, context: dict[str, Any]) -> tuple[str, str]:
    known = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(", ")]
    return f"{name} cannot be `{found}`", suggestion(found, known)


def _pattern(name: str, found: Any, context: dict[str, Any]) -> tuple[str, str]:
    shown = " ".join(str(found)[:60].split())
    return f"{name} cannot be `{shown}`", PATTERNS.get(context["pattern"], "")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use small letters, digits and single hyphens: `first-step`",
    r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$": "use small letters, digits and single hyphens: `first-step`",
    r"^[^\n\r]+$": "write it in one line",
    r"^#[0-9a-fA-F]{6}$": 'write a colour as six hexadecimal digits in quotes: "#1f5f5b"',
    r"^https?://[^\s\"<>]+$": "write a whole address: https://example.org",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "write a language code, like `en` or `de`",
    r"^[\w-]+(/[\w-]+)*\.(svg|png|jpg)$": "name a picture in the content folder: logo.svg",
    r"^\w[\w .+&-]*$": "name one font family: Noto Sans",
    r"^[a-z]+(/[a-z0-9-]+)+$": "name an icon of Material for MkDocs: material/sprout",
}

_WORDING: dict[str, Wording] = {
    "string_type": _not_text,
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "string_too_short": lambda name, _, __: (f"{name} is empty", "write at least one letter"),
    "string_too_long": lambda name, found, context: (
        f"{name} has {len(found)} letters, and {context['max_length']} are the most",
        "make it shorter, or move a part of it to another key",
    ),
    "int_type": lambda name, _, __: (f"{name} must be a whole number", "like 15, without quotes"),
    "float_type": lambda name, _, __: (f"{name} must be a number", "like 7.5, without quotes"),
    "bool_type": lambda name, _, __: (f"{name} must be true or false", "without quotes"),
    "tuple_type": lambda name, _, __: (
        f"{name} must be a list",
        "begin each entry with a dash in a line of its own",
    ),
    "model_type": lambda name, found, _: (f"{name} must be keys with values", ""),
    "mapping_type": lambda name, found, _: (f"{name} must be keys with values", ""),
    "too_short": lambda name, _, context: (
        f"{name} needs at least {_plural(context['min_length'], 'entry')}".replace("ys", "ies"),
        "add to the list",
    ),
    "too_long": lambda name, _, context: (
        f"{name} has more than {context['max_length']} entries",
        "split it, or leave some out",
    ),
    "greater_than_equal": lambda name, found, context: (
        f"{name} is {found}, and {context['ge']} is the least",
        "",
    ),
    "less_than_equal": lambda name, found, context: (
        f"{name} is {found}, and {context['le']} is the most",
        "",
    ),
}
