"""A document to be made: a PDF or a Word document, before Typst or Word has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.printed_answer import PrintedAnswer


@dataclass(frozen=True)
class Document:
    """Everything that is needed to make one PDF, or one Word document.

    Attributes:
        path: The path of the file, relative to the folder of the site, or to the coach's own
            folder if ``coach`` is true.
        source: The Typst source, or the blocks of a Word document.
        answers: The answers that the form fields stand for, by their key. A PDF without answers
            gets no form.
        files: The files that the source reads, by name.
        coach: Whether it is for the coach only.
        private: Whether it contains a client's answers. It is never kept in a cache.
        fonts: The contents of font files that are needed besides the installed fonts.
        is_word: Whether it is a Word document.
        given: The client's answers that a Word document is filled in with, by their key. Those in
            a PDF are part of the source.
    """

    path: str
    source: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    coach: bool = False
    private: bool = False
    fonts: tuple[bytes, ...] = field(default=(), repr=False)
    is_word: bool = False
    given: Mapping[str, PrintedAnswer] = field(default_factory=dict)
