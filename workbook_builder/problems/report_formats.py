"""Reports of problems: text for people, JSON for programs, GitHub commands, and SARIF."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from workbook_builder.problems.explanations import explanations
from workbook_builder.problems.problem import Problem, Rule

JSON_VERSION = 1
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def text(problems: Sequence[Problem]) -> str:
    """Plain text: each problem with its line and hint, followed by an empty line."""
    return "".join(f"{each}\n\n" for each in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON object with a list of problems. Lines and columns are as in `Problem`."""
    data = {"version": JSON_VERSION, "problems": [_plain(each) for each in problems]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows as annotations on the lines of a change."""
    return "".join(f"{_command(each)}\n" for each in problems)


def sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, which code hosts and editors read as the results of a static analysis."""
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "workbook",
                        "version": version("workbook-builder"),
                        "rules": [_rule(each) for each in sorted({each.rule for each in problems})],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each) for each in problems],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "code": str(problem.rule),
        "name": explanations()[problem.rule].name,
        "advice": problem.rule.is_advice,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _command(problem: Problem) -> str:
    kind = "warning" if problem.rule.is_advice else "error"
    place = f",line={problem.line},col={problem.column}" if problem.line else ""
    title = f"{problem.rule} {explanations()[problem.rule].name}"
    shown = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{kind} file={_property(problem.file)}{place},title={title}::{_data(shown)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _rule(rule: Rule) -> dict[str, Any]:
    explanation = explanations()[rule]
    return {
        "id": str(rule),
        "name": explanation.name,
        "shortDescription": {"text": explanation.what},
        "fullDescription": {"text": explanation.why},
        "help": {
            "text": f"{explanation.example.strip()}\n\nInstead:\n\n{explanation.instead.strip()}"
        },
    }


def _result(problem: Problem) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        where["region"] = {"startLine": problem.line, "startColumn": problem.column}
    shown = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": str(problem.rule),
        "level": "warning" if problem.rule.is_advice else "error",
        "message": {"text": shown},
        "locations": [{"physicalLocation": where}],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file.replace("\\", "/"))
