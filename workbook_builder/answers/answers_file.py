"""A client's answers as a file that web form, PDF form and printed sheets share.

    {"format": "workbook-answers", "version": 1, "answers": {"<key>": "<value>"}}

docs/answers.md describes it for those who write programs of their own.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Describe

from workbook_builder.answers.contract import FILE_FORMAT, FILE_VERSION
from workbook_builder.answers.ids import normalized
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

_EXPORT = "save it again on the site, or with `workbook answers`"


class AnswersFile(BaseModel):
    """What a client has answered, in one or several programs."""

    model_config = ConfigDict(frozen=True, title="Answers to worksheets")

    format: Literal["workbook-answers"] = Describe(description="What kind of file this is.")
    version: Literal[1] = Describe(
        description="The version of the format; it changes when older programs cannot read it."
    )
    answers: Mapping[str, str] = Describe(
        description="Each answer by its key, `program/worksheet/field` with further parts for"
        " fields with several answers: a text, a number with a period, a day as year-month-day,"
        " the id of an option, or `yes` for a tick. What is not answered is left out.",
        examples=[{"better-sleep/goal/goal": "Asleep at eleven", "better-sleep/goal/nights": "5"}],
    )


def read(content: bytes, name: str) -> Mapping[str, str]:
    """The answers in a file, those to unknown questions among them.

    Raises WorkbookError for what is no file of answers; ``name`` is what the problem calls it.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise _problem(name, "this is no text in UTF-8", _EXPORT) from error
    except json.JSONDecodeError as error:
        message = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _problem(name, message, _EXPORT, error.lineno, error.colno) from error
    except _Twice as error:
        message = f"`{error}` stands here twice"
        raise _problem(name, message, "keep one of the two") from error
    except (RecursionError, ValueError) as error:  # nested too deep, a number with too many digits
        raise _problem(name, "this is no file of answers", _EXPORT) from error
    return _answers(data, name)


def write(answers: Mapping[str, str]) -> str:
    """A file with these answers."""
    data = {"format": FILE_FORMAT, "version": FILE_VERSION, "answers": dict(answers)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """The JSON Schema of such a file."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **AnswersFile.model_json_schema(),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


class _Twice(Exception):
    """A key that stands twice; its text is the key."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _answers(data: Any, name: str) -> Mapping[str, str]:
    if not isinstance(data, dict) or data.get("format") != FILE_FORMAT:
        hint = (
            f'it begins with {{"format": "{FILE_FORMAT}", "version": {FILE_VERSION}, "answers": …'
        )
        raise _problem(name, "this is no file of answers", hint)
    version = data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > FILE_VERSION:
        message = f"this file is of version {version}, and this program reads {FILE_VERSION}"
        raise _problem(name, message, "update Workbook Builder")
    if version != FILE_VERSION or isinstance(version, bool):
        raise _problem(name, f"`version` must be {FILE_VERSION}", _EXPORT)
    answers = data.get("answers")
    if not isinstance(answers, dict):
        hint = 'write them as {"<key>": "<value>"}'
        raise _problem(name, "`answers` must be keys with values", hint)
    problems = [
        Problem(
            name,
            0,
            0,
            Rule.ANSWERS,
            f"the value of `{_whole(key)}` must be text",
            "put it in quotes",
        )
        for key, value in answers.items()
        if not isinstance(value, str)
    ]
    if problems:
        raise WorkbookError(problems)
    return {normalized(_whole(key)): _whole(value) for key, value in answers.items()}


def _whole(text: str) -> str:
    """A text whose half characters, which JSON can hold and UTF-8 cannot, are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _problem(name: str, message: str, hint: str, line: int = 0, column: int = 0) -> WorkbookError:
    return WorkbookError([Problem(name, line, column, Rule.ANSWERS, message, hint)])
