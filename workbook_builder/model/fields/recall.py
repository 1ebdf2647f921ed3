"""An earlier answer, shown again."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, JsonValue, PrivateAttr
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.field import Field, Line


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """Where an answer was given: id and title of the worksheet, and the question."""

    id: str
    title: str
    question: str


THE_GOAL = "goal"  # what `from:` says for the answer that the program names as its goal

# What `answer_path` and `_path` refuse, for editors.
_HINT = "write a worksheet and a field of it: `goal/first-step`"
ANSWER_PATH: dict[str, JsonValue] = {
    "pattern": r"^\s*[^/]+(/[^/]+)+\s*$",
    "patternErrorMessage": _HINT,
}
_ANSWER_PATH_OR_GOAL: dict[str, JsonValue] = {
    "pattern": r"^\s*(goal|[^/]+(/[^/]+)+)\s*$",
    "patternErrorMessage": f"{_HINT}, or `goal`",
}


def answer_path(value: str) -> str:
    """Refuse what does not name a worksheet and a field of it."""
    if len(value.split("/")) < 2 or not all(value.split("/")):
        raise PydanticCustomError(
            "recall_path",
            "`{value}` names no answer",
            {"value": value, "hint": _HINT},
        )
    return value


def _path(value: str) -> str:
    return value if value == THE_GOAL else answer_path(value)


class Recall(Field):
    """An answer of an earlier worksheet of the same program, shown again."""

    type: Literal["recall"]
    source: Annotated[Line, AfterValidator(_path)] = Describe(
        alias="from",
        description="The answer: worksheet and field, and its part if there are several. Or `goal`:"
        " the answer that the program names as its `goal`.",
        examples=["my-goal/goal", "goal"],
        json_schema_extra={"allOf": [_ANSWER_PATH_OR_GOAL]},
    )
    label: Line = Describe(description="Stands above the answer.", examples=["Your goal"])
    lines: int = Describe(2, ge=1, le=6, description="The lines on paper, to copy it into.")
    _earlier: EarlierAnswer | None = PrivateAttr(None)

    @property
    def earlier(self) -> EarlierAnswer:
        """Where the answer was given."""
        assert self._earlier, "set when the program is loaded"
        return self._earlier

    def found(self, source: str, earlier: EarlierAnswer) -> Self:
        """The same field, knowing the whole path of the answer and where it was given."""
        field = self.model_copy(update={"source": source})
        field._earlier = earlier
        return field
