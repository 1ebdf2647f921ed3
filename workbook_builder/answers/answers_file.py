"""Reads and writes files of answers, which the site, PDF forms, and printed worksheets share.

    {"format": "workbook-answers", "version": 1, "answers": {"<key>": "<value>"}}

docs/answers.md describes the format for developers of other software.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Describe

from workbook_builder.answers.contract import FILE_FORMAT, FILE_VERSION
from workbook_builder.answers.ids import is_key, normalized
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

# Where a program that is one file has its answers, and how such a file begins.
_COPY = re.compile(r"<script[^>]*\bdata-wb-copy\b[^>]*>(.*?)</script", re.DOTALL)
_MARK = b"data-wb-copy"
_HTML = re.compile(rb"\s*<!doctype html", re.IGNORECASE)
_LONGEST_LINE = 300  # characters of a name
_SAVE_AGAIN = "save it again on the site, or with `workbook answers`"


class AnswersFile(BaseModel):
    """A client's answers in one or more programs."""

    model_config = ConfigDict(frozen=True, title="Answers to worksheets")

    format: Literal["workbook-answers"] = Describe(description="What kind of file this is.")
    version: Literal[1] = Describe(
        description="The version of the format. It changes when older software could no longer"
        " read the file."
    )
    client: str = Describe(
        "", description="The client's id, if the coach has given them one.", examples=["ana-ruiz"]
    )
    practice: str = Describe(
        "", description="The name of the practice.", examples=["Quiet Harbor Coaching"]
    )
    language: str = Describe(
        "", description="The code of the language of the questions.", examples=["en"]
    )
    answers: Mapping[str, str] = Describe(
        description="Each answer by its key, which is `program/worksheet/field`, followed by"
        " further ids if the field has several answers. An answer is a text, a number with a"
        " decimal point, a day in the form year-month-day, the id of an option, or `yes` for a"
        " tick. Questions without an answer are left out.",
        examples=[{"better-sleep/goal/goal": "Asleep at eleven", "better-sleep/goal/nights": "5"}],
    )
    saved: Mapping[str, str] = Describe(
        {},
        description="When each answer was written, by its key, as a time in UTC.",
        examples=[{"better-sleep/goal/goal": "2026-12-07T20:15:00.000Z"}],
    )
    done: Mapping[str, str] = Describe(
        {},
        description="When worksheets were marked as done, by `program/worksheet`; times in UTC.",
        examples=[{"better-sleep/goal": "2026-12-07T20:16:00.000Z"}],
    )
    replaced: tuple[Mapping[str, str], ...] = Describe(
        (),
        description="Values that newer ones have replaced, each with `key`, `value` and `saved`.",
    )


class Replaced(NamedTuple):
    """A value that the client's browser has kept after a newer one had replaced it.

    Attributes:
        key: The key of the answer.
        value: The value.
        saved: When it was written, as an ISO time in UTC; empty if that is not known.
    """

    key: str
    value: str
    saved: str = ""


@dataclass(frozen=True)
class Content:
    """What a file of answers holds. Times are ISO times in UTC.

    Attributes:
        answers: The value of each answer, by its key. This includes answers to questions that no
            worksheet asks.
        saved: When answers were written, by key, as far as that is known.
        replaced: Values that newer ones have replaced.
        done: When worksheets were marked as done, by ``program/worksheet[@time]``.
        client: The client's id, if the coach has given them one.
        practice: The name of the practice.
        language: The code of the language in which the questions were asked.
        more: The value of the key ``received``, which a file has that was collected.
    """

    answers: Mapping[str, str]
    saved: Mapping[str, str] = field(default_factory=dict)
    replaced: tuple[Replaced, ...] = ()
    done: Mapping[str, str] = field(default_factory=dict)
    client: str = ""
    practice: str = ""
    language: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def is_program(content: bytes) -> bool:
    """Whether a file is HTML, as a program is that a client saved with its answers."""
    return _HTML.match(content) is not None


def has_answers(content: bytes) -> bool:
    """Whether a file is one that `read` can read, with a client's answers in it."""
    if is_program(content):
        return _data(content) not in (None, "{}")
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    words = (f'"{FILE_FORMAT}"'.encode(each) for each in ("ascii", "utf-16-le", "utf-16-be"))
    return start == b"{" and any(word in content for word in words)


def read(content: bytes, name: str) -> Mapping[str, str]:
    """Read the answers in a file, by key; see `opened`."""
    return opened(content, name).answers


def opened(content: bytes, name: str) -> Content:
    """Read a file of answers, or a program in one file that a client saved with its answers.

    What is no answer is left out where it has not the right form, and keeps no answer from being
    read.

    Args:
        content: The bytes of the file.
        name: The name of the file, for problems.

    Raises:
        WorkbookError: It is not a file of answers, or has a version that cannot be read.
    """
    if is_program(content):
        content = _in_program(content, name)
    try:
        # Editors and shells on Windows write UTF-16, and a byte order mark in front of UTF-8.
        text = content.decode(json.detect_encoding(content))
        data = json.loads(text, object_pairs_hook=_unique_keys)
    except UnicodeDecodeError as error:
        raise _problem(name, "this is not text in UTF-8 or UTF-16", _SAVE_AGAIN) from error
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _problem(name, message, _SAVE_AGAIN, error.lineno, error.colno) from error
    except _DuplicateKey as error:
        raise _set_twice(name, _without_surrogates(str(error))) from error
    except (
        RecursionError,
        ValueError,
    ) as error:  # nested too deeply, a number with too many digits
        raise _problem(name, "this is not a file of answers", _SAVE_AGAIN) from error
    answers = _answers(data, name)
    return Content(
        answers,
        dict(_times(data.get("saved"))),
        tuple(_replaced(data.get("replaced"))),
        dict(_times(data.get("done"))),
        _line(data.get("client")),
        _line(data.get("practice")),
        _line(data.get("language")),
        more if isinstance(more := data.get("received"), dict) else {},
    )


def write(answers: Mapping[str, str]) -> str:
    """The text of a file with these answers, given as key -> value."""
    return written(Content(answers))


def written(content: Content) -> str:
    """The text of a file of answers. What is empty is left out."""
    whose = {key: getattr(content, key) for key in ("client", "practice", "language")}
    replaced = [each._asdict() for each in content.replaced]
    more = {"saved": dict(content.saved), "done": dict(content.done), "replaced": replaced}
    data = {
        "format": FILE_FORMAT,
        "version": FILE_VERSION,
        **{key: value for key, value in whose.items() if value},
        "answers": dict(content.answers),
        **{key: value for key, value in more.items() if value},
        **({"received": dict(content.more)} if content.more else {}),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """The JSON Schema of files of answers."""
    result = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **AnswersFile.model_json_schema(),
    }
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _in_program(content: bytes, name: str) -> bytes:
    """The file of answers in a program that is one file."""
    data = _data(content)
    if data is None:
        hint = "choose the file that the client saved in the program, or a file of answers"
        raise _problem(name, "this page has no place for answers", hint)
    if data == "{}":
        hint = "ask the client for the copy that “Save” put into their downloads"
        raise _problem(name, "nobody has saved answers in this file yet", hint)
    return data.encode()


def _data(content: bytes) -> str | None:
    """The data of a program in one file: ``{}`` before it is saved; None if it has none."""
    found = _COPY.search(content.decode("utf-8", "replace")) if _MARK in content else None
    return found[1].strip() if found else None


class _DuplicateKey(Exception):
    """A key is set twice in the same object. The text of the error is the key."""


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object from its keys and values. Raises _DuplicateKey."""
    result = dict(pairs)
    if len(result) < len(pairs):
        raise _DuplicateKey(_twice(key for key, _ in pairs))
    return result


def _twice(keys: Iterable[str]) -> str:
    """The first key that is there a second time."""
    seen: set[str] = set()
    return next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _answers(data: Any, name: str) -> Mapping[str, str]:
    if not isinstance(data, dict) or data.get("format") != FILE_FORMAT:
        hint = (
            "such a file begins with"
            f' {{"format": "{FILE_FORMAT}", "version": {FILE_VERSION}, "answers": …'
        )
        raise _problem(name, "this is not a file of answers", hint)
    version = data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > FILE_VERSION:
        message = (
            f"this file has version {version}, but this version of Workbook Builder can read only"
            f" version {FILE_VERSION}"
        )
        raise _problem(name, message, "update Workbook Builder")
    if version != FILE_VERSION or isinstance(version, bool):
        raise _problem(name, f"`version` must be {FILE_VERSION}", _SAVE_AGAIN)
    answers = data.get("answers")
    if not isinstance(answers, dict):
        hint = 'write them as {"<key>": "<value>"}'
        raise _problem(name, "`answers` must consist of keys with values", hint)
    keys = [normalized(_without_surrogates(key)) for key in answers]
    if len(set(keys)) < len(keys):
        raise _set_twice(name, _twice(keys))
    problems = [
        Problem(
            name,
            0,
            0,
            Rule.ANSWERS,
            f"the value of `{_without_surrogates(key)}` must be text",
            "put it in quotes",
        )
        for key, value in answers.items()
        if not isinstance(value, str)
    ]
    if problems:
        raise WorkbookError(problems)
    return dict(zip(keys, map(_without_surrogates, answers.values()), strict=True))


def _times(listed: Any) -> Iterator[tuple[str, str]]:
    """The times in an object, by key. Whatever is no time is left out."""
    for key, value in listed.items() if isinstance(listed, dict) else ():
        if time := _time(value):
            yield normalized(_without_surrogates(key)), time


def _time(value: Any) -> str:
    """An ISO time in UTC, with milliseconds; empty if a value is no time."""
    try:
        time = datetime.fromisoformat(value)
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        text = time.astimezone(UTC).isoformat(timespec="milliseconds")
    except (TypeError, ValueError, OverflowError):
        return ""
    return text.replace("+00:00", "Z")


def _replaced(listed: Any) -> Iterator[Replaced]:
    """The values that newer ones have replaced. Whatever is none is left out."""
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and isinstance(value := each.get("value"), str):
            key = normalized(_without_surrogates(str(each.get("key"))))
            if is_key(key):
                yield Replaced(key, _without_surrogates(value), _time(each.get("saved")))


def _line(value: Any) -> str:
    """A short text on one line; empty if a value is none."""
    text = " ".join(_without_surrogates(value).split()) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST_LINE else ""


def _without_surrogates(text: str) -> str:
    """Replace lone surrogates, which JSON can contain but UTF-8 cannot, with U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _set_twice(name: str, key: str) -> WorkbookError:
    return _problem(name, f"`{key}` is set twice", "delete one of them")


def _problem(name: str, message: str, hint: str, line: int = 0, column: int = 0) -> WorkbookError:
    return WorkbookError([Problem(name, line, column, Rule.ANSWERS, message, hint)])
