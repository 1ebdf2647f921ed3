"""Names under an agreement."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.field import Items, Question

_PARTS = {"name": AnswerKind.LINE, "signature": AnswerKind.LINE, "date": AnswerKind.DATE}


class Signature(Question):
    """An agreement that is signed: a name, a signature and a date for each who agrees."""

    type: Literal["signature"]
    who: Items = Describe(
        min_length=1,
        max_length=4,
        description="Who signs; each a role, or an id and a label.",
        examples=[["Client", "Coach"]],
    )

    @property
    def asks_for_date(self) -> bool:
        """Never: the day of a signature sets no day for a goal or a step."""
        return False

    def answers(self, key: str) -> tuple[Answer, ...]:
        """Name, signature and date of each who signs."""
        return tuple(
            Answer(
                join_key(key, role.id, part),
                kind,
                f"{self.label} {role.label}",
                part=f"signature/{part}",
            )
            for role in self.who
            for part, kind in _PARTS.items()
        )
