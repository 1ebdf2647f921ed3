"""The wording of errors about what authors write: what is wrong, and a hint about what to do.

Messages about a value are chosen by the type of pydantic's error (see `MESSAGES`). For text that
must match a pattern, the hint depends on the pattern (see `PATTERNS`).
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from workbook_builder.answers.ids import slug
from workbook_builder.content.named_files import CAPTIONS, PICTURE, RECORDING
from workbook_builder.content.other_programs import (
    INSTEAD_OF_TYPES,
    OTHER_NAMES,
    instead_of_key,
)

Wording = tuple[str, str]  # message and hint

_KEY = re.compile(r"[a-z_]+(-[a-z_]+)*")
_ID = "use lowercase letters, digits, and single hyphens: `first-step`"

_ASCII_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_FILES = {kind.pattern: kind for kind in (PICTURE, RECORDING, CAPTIONS)}

# What to write where a text must match a regular expression. Editors show these hints as well.
PATTERNS = {
    _ASCII_ID: _ID,
    r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$": _ID,
    r"^[^\n\r]+$": "write it on one line",
    r"^[^/]+(/[^/]+)*$": "write the id of an earlier question: `first-step`",
    r"^#[0-9a-fA-F]{6}$": 'write a color as # and six hexadecimal digits in quotes: "#1f5f5b"',
    r"^https?://[^\s\"<>]+$": "write a full address: https://example.org",
    r"^[A-Z]{2}$": "write the code of a country in two capital letters, like `US` or `GB`",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "write a language code, like `en` or `de`",
    PICTURE.pattern: "name a picture in the content folder: logo.svg",
    RECORDING.pattern: "name a recording in the content folder: recordings/calm-breathing.mp3",
    CAPTIONS.pattern: "name captions in the content folder: recordings/stretching.vtt",
    r"^\w[\w .+&-]*$": "name one font family: Noto Sans",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "write year, month, and day: 2026-12-07",
    r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": "write the track and the program:"
    " wellness/better-sleep",
    r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$": "write all 43 characters that `workbook key new`"
    " has made",
    r"^[a-z]+(/[a-z0-9-]+)+$": "name an icon of Material for MkDocs: material/sprout",
}


def suggestion(word: object, known: Collection[str]) -> str:
    """A hint that names the known word most similar to ``word``, or all of them if none is."""
    if nearest := nearest_word(word, known):
        return f"did you mean `{nearest}`?"
    return f"choose one of: {', '.join(f'`{name}`' for name in sorted(known))}" if known else ""


def nearest_word(word: object, known: Iterable[str]) -> str | None:
    """The known word most similar to ``word``, or None if none is similar enough."""
    plain = {_plain(each): each for each in sorted(known, reverse=True)}
    text = _plain(word)
    for name in OTHER_NAMES.get(text, "").split():
        if name in plain:
            return plain[name]
    matches = difflib.get_close_matches(text, sorted(plain), n=1, cutoff=0.6)
    return plain[matches[0]] if matches else None


def _plain(word: object) -> str:
    return str(word).lower().replace("_", "-").replace(" ", "-")


def is_key(text: object) -> bool:
    """Whether a text looks like a key, rather than like a part of a sentence."""
    return bool(_KEY.fullmatch(str(text)))


def not_keys(value: object) -> Wording:
    """The wording for a file that does not consist of keys with values."""
    message = "the file is empty" if value is None else "the file must consist of keys with values"
    return message, "begin with a line like `title: …`"


def unknown_key(path: tuple[str | int, ...], known: Collection[str]) -> Wording:
    """The wording for a key that the model does not have; ``known`` are those that it has."""
    key = path[-1]
    message = f"`{key}` is not a key here"
    if not is_key(key):  # YAML has taken a part of a sentence for a key
        return message, "put text that contains a comma or a colon in quotes"
    if path == ("id",):
        return message, "delete the line: the file name is the id"
    return message, instead_of_key(_plain(key), known) or suggestion(key, known)


def unknown_type(name: str, known: Collection[str]) -> str:
    """A hint for a type of field that does not exist; ``known`` are those that do."""
    return INSTEAD_OF_TYPES.get(_plain(name)) or suggestion(name, known)


def missing_key(key: str | int) -> Wording:
    """The wording for a required key that is missing."""
    return f"`{key}` is missing", f"add a line `{key}: …`"


def empty_value(key: str, entry: int | None = None) -> Wording:
    """The wording for a key without a value, or for an entry of its list, counting from 1."""
    if entry:
        return f"entry {entry} of `{key}` is empty", "write a text there, or delete the entry"
    return f"`{key}` is empty", "write a value after the colon, or delete the line"


def _not_text(name: str, value: Any, _: dict[str, Any]) -> Wording:
    message = f"{name} must be text"
    if isinstance(value, bool):
        return message, f'put it in quotes: "{str(value).lower()}"'
    if isinstance(value, int | float):
        return message, f'put it in quotes: "{value}"'
    if isinstance(value, dict):
        return message, "put text that contains a colon in quotes"
    return message, "write one text, not a list"


def _not_allowed(name: str, value: Any, context: dict[str, Any]) -> Wording:
    words = context["expected"].replace(" or ", ", ").split(", ")
    return f"{name} cannot be `{value}`", suggestion(value, [word.strip(" '") for word in words])


def _wrong_form(name: str, value: Any, context: dict[str, Any]) -> Wording:
    shown = " ".join(str(value)[:60].split())
    hint = PATTERNS.get(context["pattern"], "")
    if kind := _FILES.get(context["pattern"]):
        hint = kind.hint(str(value))
    elif context["pattern"] == _ASCII_ID and (better := ascii_id(str(value))):
        hint = hint.replace("first-step", better)
    return f"{name} cannot be `{shown}`", hint


def ascii_id(text: str) -> str:
    """The id that is most like a text, or an empty text if that has no letters of English."""
    better = slug(text)
    return better if re.fullmatch(_ASCII_ID, better) else ""


def _too_few(name: str, value: Any, context: dict[str, Any]) -> Wording:
    minimum = context["min_length"]
    entries = "1 entry" if minimum == 1 else f"{minimum} entries"
    if isinstance(value, dict):
        return f"{name} needs at least {entries}", "write keys on indented lines below it"
    return f"{name} needs at least {entries}", "add entries to the list"


def _not_keys(name: str, _: Any, __: dict[str, Any]) -> Wording:
    message = f"{name} must consist of keys with values"
    return message, "write its keys on indented lines below it, each with a value"


# By the type of pydantic's error. The arguments are the name of the key in backticks, the value
# that the author wrote, and the context of pydantic's error.
MESSAGES: dict[str, Callable[[str, Any, dict[str, Any]], Wording]] = {
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "literal_error": _not_allowed,
    "string_too_short": lambda name, _, __: (f"{name} is empty", "write at least one letter"),
    "string_too_long": lambda name, value, context: (
        f"{name} has {len(value):,} characters, but may have at most {context['max_length']:,}",
        "shorten it, or move a part of it to another key",
    ),
    "int_type": lambda name, _, __: (
        f"{name} must be a whole number",
        "write a number like 15, without quotes",
    ),
    "float_type": lambda name, _, __: (
        f"{name} must be a number",
        "write a number like 7.5, without quotes",
    ),
    "bool_type": lambda name, _, __: (f"{name} must be true or false", "write it without quotes"),
    "tuple_type": lambda name, _, __: (
        f"{name} must be a list",
        "begin each entry with a dash, on a line of its own",
    ),
    "model_type": _not_keys,
    "mapping_type": _not_keys,
    "too_short": _too_few,
    "too_long": lambda name, _, context: (
        f"{name} may have at most {context['max_length']} entries",
        "remove some, or split the list",
    ),
    "greater_than_equal": lambda name, value, context: (
        f"{name} is {value}, but must be at least {context['ge']}",
        "",
    ),
    "less_than_equal": lambda name, value, context: (
        f"{name} is {value}, but must be at most {context['le']}",
        "",
    ),
}
