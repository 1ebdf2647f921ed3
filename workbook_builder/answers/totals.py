"""Adds up the answers to a question.

The page of a worksheet follows the same rules: ``templates/theme/assets/totals.js``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.contract import TICKED
from workbook_builder.answers.understood import exact

How = Literal["sum", "mean"]


@dataclass(frozen=True, slots=True)
class Total:
    """A number that is computed from answers to the same question.

    Attributes:
        part: What follows the key of the field and a slash in the key of the total.
        how: Whether the answers are added up, or their average is taken.
        name: What the client reads for the part of the question that is added up; empty for all.
        within: The part whose answers are added up, such as a row of a tracker; empty for all.
        column: The last part of the keys that are added up, such as a column of a table; empty for
            all.
        weights: The last part of the keys of their weights; empty if all count the same.
        weights_name: What the client reads for the weights.
    """

    part: str
    how: How
    name: str = ""
    within: str = ""
    column: str = ""
    weights: str = ""
    weights_name: str = ""

    @property
    def data(self) -> dict[str, str]:
        """What a script needs in order to compute it."""
        values = asdict(self)
        del values["name"], values["weights_name"]
        return {name: value for name, value in values.items() if value}

    def of(self, answers: Mapping[str, str], language: str) -> str:
        """The total of some answers as a number with a period, or an empty text if there is none.

        What is empty, no number, or has no weight is left out. A tick counts as 1.

        Args:
            answers: The values of the answers that the field asks for, by their key without that of
                the field, in the order of the field.
            language: The code of the client's language, in which numbers may be written.
        """
        amount, weight, count = 0.0, 0.0, 0
        for key, value in answers.items():
            row, _, last = key.rpartition("/")
            if not f"{key}/".startswith(f"{self.within}/" if self.within else ""):
                continue
            if self.column and last != self.column:
                continue
            if row and not self.column and row != self.within:
                continue  # a remark, or the name of an area
            weighing = answers.get(f"{row}/{self.weights}", "") if self.weights else "1"
            each, share = _number(value, language), _number(weighing, language)
            if each is not None and share is not None:
                # One by one, as in the script: Python's own sum() rounds in another way.
                amount, weight, count = amount + each * share, weight + share, count + 1
        if not count or (self.how == "mean" and not weight):
            return ""
        return _rounded(amount / weight if self.how == "mean" else amount)


def _number(value: str, language: str) -> float | None:
    known = "1" if value == TICKED else exact(AnswerKind.NUMBER, value, language)
    return float(known) if known else None


def _rounded(number: float) -> str:
    """A number with at most two decimals."""
    rounded = Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
