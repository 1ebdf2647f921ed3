"""The steps that a client has promised, and which of them are done.

The pages of a program follow the same rules: ``steps`` in ``templates/theme/assets/due.js``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.ids import split_time
from workbook_builder.answers.understood import meant

_WHAT, _DONE = "what", "done"


@dataclass(frozen=True, slots=True)
class Step:
    """A row with ``what``, in a plan or a table of a worksheet.

    Attributes:
        row: What the keys of the row begin with, up to the last slash.
        what: What the client has promised.
        day: By when; empty if the row has no day.
        done: Whether it is done.
    """

    row: str
    what: str
    day: str
    done: bool

    @property
    def sheet(self) -> str:
        """The id of its worksheet."""
        return split_time(self.row)[0].split("/")[1]

    @property
    def time(self) -> int | None:
        """Which time its worksheet was filled in, if that repeats."""
        return split_time(self.row)[1]

    def state(self, today: str) -> Literal["done", "carried over", "open"]:
        """How it stands on a day. A step that is not done on its day is carried over."""
        if self.done:
            return "done"
        return "carried over" if self.day and self.day < today else "open"


def steps(program: str, answers: Mapping[str, str], language: str) -> tuple[Step, ...]:
    """The steps in a program, given by its id.

    Args:
        program: The id of the program.
        answers: All answers of the client, by key.
        language: The code of the client's language, in which days may be written.
    """
    own = {
        key: value
        for key, value in sorted(answers.items())
        if key.startswith(f"{program}/") and value
    }
    found = []
    for key, what in own.items():
        if not key.endswith(f"/{_WHAT}"):
            continue
        row = key.removesuffix(_WHAT)
        days = (meant(AnswerKind.DATE, own[each], language) for each in own if each.startswith(row))
        found.append(Step(row, what, next(filter(None, days), ""), f"{row}{_DONE}" in own))
    return tuple(found)
