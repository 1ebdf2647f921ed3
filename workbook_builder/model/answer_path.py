"""How content names the answer of another worksheet, and what is known of it when it is found."""

from dataclasses import dataclass

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer

THE_GOAL = "goal"  # what `from:` says for the answer that the program names as its goal

# What `answer_path` and `answer_path_or_goal` refuse, for editors.
_HINT = "write a worksheet and a field of it: `goal/first-step`"
ANSWER_PATH: dict[str, JsonValue] = {
    "pattern": r"^\s*[^/]+(/[^/]+)+\s*$",
    "patternErrorMessage": _HINT,
}
ANSWER_PATH_OR_GOAL: dict[str, JsonValue] = {
    "pattern": r"^\s*(goal|[^/]+(/[^/]+)+)\s*$",
    "patternErrorMessage": f"{_HINT}, or `goal`",
}


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """Where an answer was given: its path, id and title of its worksheet, and what it answers."""

    path: str
    id: str
    title: str
    answer: Answer


def answer_path(value: str) -> str:
    """Refuse what does not name a worksheet and a field of it."""
    if len(value.split("/")) < 2 or not all(value.split("/")):
        raise PydanticCustomError(
            "recall_path",
            "`{value}` names no answer",
            {"value": value, "hint": _HINT},
        )
    return value


def answer_path_or_goal(value: str) -> str:
    """Refuse what names neither an answer nor the goal of the program."""
    return value if value == THE_GOAL else answer_path(value)
