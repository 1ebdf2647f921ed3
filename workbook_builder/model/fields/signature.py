"""The field type ``signature``."""

from typing import Literal

from pydantic import Field as Describe

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items

_PARTS = {"name": AnswerKind.LINE, "signature": AnswerKind.LINE, "date": AnswerKind.DATE}


class Signature(Question):
    """Signatures under an agreement: a name, a signature, and a date for each person."""

    type: Literal["signature"]
    who: Items = Describe(
        min_length=1,
        max_length=4,
        description="Who signs. Each person is a role, or an id and a label.",
        examples=[["Client", "Coach"]],
    )

    @property
    def asks_for_date(self) -> bool:
        """Always false, because the date of a signature is not that of a goal or a step."""
        return False

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The name, the signature, and the date of each person."""
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
