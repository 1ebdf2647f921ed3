"""One thing that came back from a client, and what was read from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workbook_builder.answers.ids import is_about_client

Kind = Literal["answers file", "program file", "PDF", "Word document"]


class Value(NamedTuple):
    """An answer in something that came.

    Attributes:
        value: The answer, as in a file of answers.
        saved: When the client wrote it, as an ISO time in UTC; empty if that is not known.
    """

    value: str
    saved: str = ""


@dataclass(frozen=True)
class Received:
    """One thing that came back from a client.

    Attributes:
        digest: The SHA-256 of its bytes, in hexadecimal digits.
        name: The name of the file, as it came.
        kind: What kind of file it is, once it is opened.
        encrypted: Whether it came encrypted.
        at: When it was collected, as an ISO time in UTC.
        answers: Each answer by its key, whether the client's or, with ``@others``, of somebody
            else.
        replaced: Further values of the same keys: older ones that the client's browser had kept,
            and second ones in a merged PDF.
        done: When worksheets were marked as done, as ISO times, by ``program/worksheet[@time]``.
        client: The client's id, if the file names it.
        practice: The name of the practice, if the file names it.
        language: The code of the language in which it was written, if the file names it.
        placed: The worksheets that repeat whose time nobody wrote down, as
            ``program/worksheet@time`` with the time that was assumed.
        by_place: How many answers were found by the place of their field, as a program had dropped
            its name.
    """

    digest: str
    name: str
    kind: Kind
    at: str
    answers: Mapping[str, Value]
    encrypted: bool = False
    replaced: tuple[tuple[str, Value], ...] = ()
    done: Mapping[str, str] = field(default_factory=dict)
    client: str = ""
    practice: str = ""
    language: str = ""
    placed: tuple[str, ...] = ()
    by_place: int = 0

    @property
    def count(self) -> int:
        """How many answers there are, without the client's name and the beginning of a program.

        These are in every file, and a pack has filled them in.
        """
        return sum(not is_about_client(key) for key in self.answers)

    @property
    def day(self) -> str:
        """The day on which it was collected."""
        return self.at[:10]
