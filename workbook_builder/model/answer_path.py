"""References to the answers of other worksheets, as in `from: my-goal/goal`."""

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

THE_GOAL = "goal"  # in `from:`, this stands for the answer that the program names as its `goal:`
# In place of a worksheet, this stands for the time before of the same worksheet. In keys it stands
# in place of a number.
PREVIOUS = "previous"
LATEST = "latest"  # in keys, the last time of another worksheet that has the answer

_HINT = "write a worksheet and one of its fields: `goal/first-step`"
# The checks of `answer_path` and `answer_path_or_goal` as JSON Schemas, for editors.
ANSWER_PATH: dict[str, JsonValue] = {
    "pattern": r"^\s*[^/]+(/[^/]+)+\s*$",
    "patternErrorMessage": _HINT,
}
ANSWER_PATH_OR_GOAL: dict[str, JsonValue] = {
    "pattern": r"^\s*(goal|[^/]+(/[^/]+)+)\s*$",
    "patternErrorMessage": f"{_HINT}, or `goal`",
}


def answer_path(value: str) -> str:
    """Refuse text that does not have the form ``worksheet/field`` or ``worksheet/field/part``."""
    if len(value.split("/")) < 2 or not all(value.split("/")):
        raise PydanticCustomError(
            "recall_path",
            "`{value}` does not name an answer",
            {"value": value, "hint": _HINT},
        )
    return value


def answer_path_or_goal(value: str) -> str:
    """Refuse text that neither has the form of an `answer_path` nor is ``goal``."""
    return value if value == THE_GOAL else answer_path(value)
