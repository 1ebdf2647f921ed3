"""Reads what came back from a client: files of answers, programs in one file, filled forms."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from workbook_builder.answers import answers_file
from workbook_builder.answers.filled_form import FilledForm, UnreadableForm
from workbook_builder.answers.ids import is_name_key, is_others_key, normalized
from workbook_builder.history.received import Kind, Received, Value
from workbook_builder.pdf import form_values
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.word.filled_document import read_word
from workbook_builder.word.word_package import is_word

_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_FORMS: tuple[Kind, ...] = ("PDF", "Word document")
_PDF_WITHIN = 1024  # bytes from the beginning or the end, as in viewers: mail programs add some


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes of a file, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def is_pdf(content: bytes) -> bool:
    """Whether a file is a PDF."""
    return _PDF in content[:_PDF_WITHIN]


def is_known(content: bytes) -> bool:
    """Whether a file is of a kind that `read` reads, as far as its first bytes tell."""
    return is_pdf(content) or is_word(content) or answers_file.has_answers(content)


@dataclass(frozen=True)
class Origin:
    """What is known of a file before it is read.

    Attributes:
        name: The name of the file, as it came.
        digest: The SHA-256 of its bytes, as they came.
        at: When it was collected, as an ISO time in UTC.
        encrypted: Whether it came encrypted.
    """

    name: str
    digest: str
    at: str
    encrypted: bool = False


def read(content: bytes, origin: Origin) -> Received:
    """Read a file that came back. It is not encrypted any more.

    Args:
        content: The bytes of the file.
        origin: What is known of it.

    Raises:
        WorkbookError: It cannot be read, or holds answers of several people.
    """
    received = _read(content, origin)
    if len(names := _names(received)) > 1:
        listed = " and ".join(f"“{each}”" for each in names)
        message = f"this has answers of several people: {listed}"
        raise _problem(origin.name, message, "collect the files that were merged one by one")
    theirs = sum(map(is_others_key, received.answers))
    twice = any(is_others_key(key) for key, _ in received.replaced)
    if 0 < theirs < len(received.answers) or twice:
        message = "this has what several people wrote"
        raise _problem(origin.name, message, "collect the files that were merged one by one")
    if not (received.count or received.done):
        hint = "a form that is filled in and saved has answers; a scan or a printout does not"
        raise _problem(origin.name, "there are no answers in this file", hint)
    return received


def _read(content: bytes, origin: Origin) -> Received:
    if is_pdf(content):
        return _pdf(content, origin)
    return _word(content, origin) if is_word(content) else _file(content, origin)


def _file(content: bytes, origin: Origin) -> Received:
    """What is in a file of answers, or in a program in one file."""
    found = answers_file.opened(content, origin.name)
    kind: Kind = "program file" if answers_file.is_program(content) else "answers file"
    return Received(
        origin.digest,
        origin.name,
        kind,
        origin.at,
        {
            key: Value(value, found.saved.get(key, ""))
            for key, value in found.answers.items()
            if value.strip()
        },
        origin.encrypted,
        tuple((each.key, Value(each.value, each.saved)) for each in found.replaced),
        found.done,
        found.client,
        found.practice,
        found.language,
    )


def _pdf(content: bytes, origin: Origin) -> Received:
    """What is filled in in a PDF, which may have been merged from several."""
    if _PDF_END not in content[-_PDF_WITHIN:]:  # what is left could still be read, but not all
        message = "this PDF has been cut short"
        raise _problem(origin.name, message, "ask for it again: some of its answers are missing")
    form = _form(form_values.read_form, content, origin)
    if form.nameless:
        message = "the program that merged this PDF has dropped the names of some answers"
        raise _problem(origin.name, message, "collect the files that were merged one by one")
    return _filled(form, "PDF", origin)


def _word(content: bytes, origin: Origin) -> Received:
    """What is filled in in a Word document."""
    form = _form(read_word, content, origin)
    if form.nameless:
        message = "the program that saved this document has dropped the names of some answers"
        hint = "ask for the file from before it was saved there, or read it with `workbook answers`"
        raise _problem(origin.name, message, hint)
    return _filled(form, "Word document", origin)


def _form(read_form: Callable[[bytes], FilledForm], content: bytes, origin: Origin) -> FilledForm:
    try:
        return read_form(content)
    except UnreadableForm as error:
        raise _problem(origin.name, str(error), error.hint) from error


def _filled(form: FilledForm, kind: Kind, origin: Origin) -> Received:
    return Received(
        origin.digest,
        origin.name,
        kind,
        origin.at,
        {key: Value(value) for key, value in form.values.items() if value.strip()},
        origin.encrypted,
        tuple((key, Value(each)) for key, values in form.others.items() for each in values),
        client=form.client,
        by_place=len(form.placed),
    )


def _names(received: Received) -> tuple[str, ...]:
    """The different names of clients in a file."""
    values = [(key, value) for key, value in received.answers.items()]
    if received.kind in _FORMS:  # in other files, these are names that the client has corrected
        values += received.replaced
    names = (value.value for key, value in values if is_name_key(key))
    folded = {" ".join(normalized(each).split()).casefold(): each for each in names}
    return tuple(folded.values())


def _problem(name: str, message: str, hint: str) -> WorkbookError:
    return WorkbookError([Problem(name, 0, 0, Rule.ANSWERS, message, hint)])
