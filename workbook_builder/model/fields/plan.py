"""The field type ``plan``."""

from typing import ClassVar, Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.base import Line
from workbook_builder.model.field import Question

_PARTS = {
    "what": AnswerKind.LINES,
    "when": AnswerKind.DATE,
    "who": AnswerKind.LINES,
    "done": AnswerKind.CHECK,
}


class Plan(Question):
    """Steps to a goal, each with what, when, who helps, and whether it is done."""

    takes_width: ClassVar[bool] = True
    type: Literal["plan"]
    goal: Line | None = Describe(
        None,
        description="A question about the goal, asked above the steps.",
        examples=["My goal"],
    )
    steps: int = Describe(4, ge=1, le=12, description="The number of steps.", examples=[5])

    @property
    def lines(self) -> tuple[str, ...]:
        """The id of each step."""
        return tuple(f"step-{number}" for number in range(1, self.steps + 1))

    @property
    def items_asked(self) -> int:
        """One for each step."""
        return self.steps

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The goal, if it is asked for, then the four parts of each step."""
        goal = (Answer(join_key(key, "goal"), AnswerKind.LINES, self.goal),) if self.goal else ()
        steps = (
            Answer(join_key(key, id, part), kind, f"{self.label} {number}", part=f"plan/{part}")
            for number, id in enumerate(self.lines, 1)
            for part, kind in _PARTS.items()
        )
        return (*goal, *steps)
