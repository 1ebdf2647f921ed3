"""An earlier answer, shown again."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, PrivateAttr
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.field import Field, Line


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where an answer was given: id and title of the worksheet, and the question."""

    id: str
    title: str
    question: str


def _path(value: str) -> str:
    if len(value.split("/")) < 2 or not all(value.split("/")):
        raise PydanticCustomError(
            "recall_path",
            "`from` cannot be `{value}`",
            {"value": value, "hint": "write a worksheet and a field of it: `goal/first-step`"},
        )
    return value


class Recall(Field):
    """An answer of an earlier worksheet of the same program, shown again."""

    type: Literal["recall"]
    source: Annotated[Line, AfterValidator(_path)] = Describe(
        alias="from",
        description="The answer: worksheet and field, and its part if there are several.",
        examples=["my-goal/goal"],
    )
    label: Line = Describe(description="Stands above the answer.", examples=["Your goal"])
    lines: int = Describe(2, ge=1, le=6, description="The lines on paper, to copy it into.")
    _earlier: Earlier | None = PrivateAttr(None)

    @property
    def earlier(self) -> Earlier:
        """Where the answer was given."""
        assert self._earlier, "set when the program is loaded"
        return self._earlier

    def found(self, earlier: Earlier) -> Self:
        """The same field, knowing where the answer was given."""
        field = self.model_copy()
        field._earlier = earlier
        return field
