"""The answers that a worksheet asks for. Web forms, PDF forms, and files of answers share them."""

from enum import StrEnum
from typing import NamedTuple

from workbook_builder.answers.punctuation import ENGLISH, Punctuation


class AnswerKind(StrEnum):
    """How an answer is given: as text, as something that is understood, or as a choice."""

    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    EMAIL = "email"
    PHONE = "phone"
    CHECK = "check"
    CHOICE = "choice"


class Option(NamedTuple):
    """One of the values that an answer of the kind CHOICE can have.

    Attributes:
        id: The value.
        label: What the client reads. It is empty for “Other”, which is translated.
        meaning: What it stands for if it is a number at the end or in the middle of a scale.
    """

    id: str
    label: str
    meaning: str = ""

    @property
    def explained(self) -> str:
        """The label, and what it means if it is a number."""
        return f"{self.label} = {self.meaning}" if self.meaning else self.label


class Answer(NamedTuple):
    """One answer that a worksheet asks for.

    Attributes:
        key: ``program/worksheet/field``, followed by further ids if the field has several answers.
            It names the input on the web, the form field in the PDF, and the value in a file of
            answers.
        kind: How the answer is given.
        label: The question that it answers.
        options: What can be chosen, if the kind is CHOICE.
        part: The part of the field that it is, such as ``plan/when``, if that part has a name that
            is translated. The name follows the label wherever it is shown.
        words: What else follows the label wherever it is shown, each after a colon: a column of a
            table, a day, a question that is asked several times.
        punctuation: The marks of its language, for what is said of its options.
    """

    key: str
    kind: AnswerKind
    label: str
    options: tuple[Option, ...] = ()
    part: str = ""
    words: tuple[str, ...] = ()
    punctuation: Punctuation = ENGLISH
