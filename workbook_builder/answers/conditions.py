"""Decides which questions of a worksheet are asked, where some depend on earlier answers.

The page of a worksheet follows the same rules: ``templates/theme/assets/conditions.js``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.contract import TICKED
from workbook_builder.answers.understood import exact


@dataclass(frozen=True, slots=True)
class Condition:
    """What an earlier answer must be, so that a question is asked.

    Attributes:
        field: The id of the question that is asked only then.
        question: The id of the earlier question.
        number: The number of the earlier question on the worksheet.
        kind: How it is answered.
        answers: The keys of the answers that count, without the program and the worksheet. If there
            are several, they are ticks.
        values: The options of which one must be chosen, for the kind ``choice``.
        negated: Whether the author names what the answer must not be. For ticks, none of them may
            be set then; for a choice, ``values`` are the other options.
        least: The lowest number, for the kind ``number``.
        most: The highest number, for the kind ``number``.
        names: What the client reads for the options or ticks that the author names.
        part: What the client reads for the part of the question that is meant, if it has several.
    """

    field: str
    question: str
    number: int
    kind: Literal["choice", "tick", "number"]
    answers: tuple[str, ...]
    values: tuple[str, ...] = ()
    negated: bool = False
    least: float | None = None
    most: float | None = None
    names: tuple[str, ...] = ()
    part: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """What a script needs in order to decide."""
        values: dict[str, Any] = {
            "field": self.field,
            "question": self.question,
            "kind": self.kind,
            "answers": self.answers,
        }
        match self.kind:
            case "choice":
                values["values"] = self.values
            case "tick":
                values["negated"] = self.negated
            case "number":
                values |= {"least": self.least, "most": self.most}
        return values

    def is_met(self, answers: Mapping[str, str], language: str) -> bool:
        """Whether the answers are as they must be.

        Args:
            answers: The values of the worksheet's answers, by their key without the program and
                the worksheet.
            language: The code of the client's language, in which numbers may be written.
        """
        given = [answers.get(key, "") for key in self.answers]
        match self.kind:
            case "choice":
                return any(value in self.values for value in given)
            case "tick":
                return (TICKED in given) != self.negated
            case "number":
                known = exact(AnswerKind.NUMBER, given[0], language)
                return known != "" and self._has(float(known))

    def _has(self, number: float) -> bool:
        """Whether a number is within the limits."""
        least, most = self.least, self.most
        return (least is None or number >= least) and (most is None or number <= most)


def not_asked(
    conditions: Iterable[Condition], answers: Mapping[str, str], language: str
) -> frozenset[str]:
    """The ids of the questions that are not asked at present.

    A question that depends on one that is not asked is not asked either.

    Args:
        conditions: The conditions of a worksheet, in the order of their questions.
        answers: The values of its answers, by their key without the program and the worksheet.
        language: The code of the client's language, in which numbers may be written.
    """
    found: set[str] = set()
    for each in conditions:
        if each.question in found or not each.is_met(answers, language):
            found.add(each.field)
    return frozenset(found)
