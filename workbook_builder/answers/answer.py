"""What a client can answer: the one list that web form, PDF form and answers file share."""

from enum import StrEnum
from typing import NamedTuple


class AnswerKind(StrEnum):
    """How an answer is given."""

    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    CHECK = "check"
    CHOICE = "choice"


class Option(NamedTuple):
    """One of the values that a CHOICE can take."""

    id: str
    label: str


class Answer(NamedTuple):
    """One answer: its key, how it is given, and the whole question that it answers.

    The key is ``program/worksheet/field`` with further parts for fields that have several
    answers. It names the web input, the PDF form field and the entry in an answers file.
    ``part`` names a part of a field whose words are translated, as in ``plan/when``; they follow
    the label wherever it is shown.
    """

    key: str
    kind: AnswerKind
    label: str
    options: tuple[Option, ...] = ()
    part: str = ""
