"""Reads the answers from PDF forms that clients have filled in with any viewer."""

import io

import pikepdf

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.contract import NOT_CHOSEN, OFF, RADIO, TICKED
from workbook_builder.answers.ids import from_pdf_name, normalized
from workbook_builder.answers.understood import meant


def read_values(pdf: bytes) -> dict[str, str]:
    """Read the answers from a filled-in form.

    Args:
        pdf: The bytes of the PDF.

    Returns:
        Key -> value, which is a text, ``yes`` for a tick, or the id of an option. Fields without
        an answer are left out.

    Raises:
        ValueError: The PDF cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            language = _text(document.Root.get("/Lang")) or "en"
            found = [(_text(field.T), _value(field, language)) for field in _fields(document)]
    except pikepdf.PdfError as error:
        raise ValueError("cannot be read as a PDF") from error
    return {normalized(key): value for key, value in found if value}


def _fields(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The fields of a form that have a name. Whatever else stands among them is left out."""
    form = document.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(listed, pikepdf.Array):
        return []
    return [each for each in listed if isinstance(each, pikepdf.Dictionary) and "/T" in each]


def _value(field: pikepdf.Object, language: str) -> str:
    """The value of a form field, or an empty text if nothing is entered or chosen.

    Numbers and days that are written as people of the language do are in the stored form.
    """
    value = _text(field.get("/V"))
    match _text(field.get("/FT")):
        case "/Btn":
            state = value.removeprefix("/")  # a name, although pypdf writes a string
            if state in ("", OFF):
                return ""
            flags = field.get("/Ff")
            is_radio = isinstance(flags, int) and flags & RADIO
            return from_pdf_name(state) if is_radio else TICKED
        case "/Ch":
            return "" if value == NOT_CHOSEN else normalized(value)
    kind = _text(field.get("/WB_Kind")).removeprefix("/")
    if kind in (AnswerKind.NUMBER, AnswerKind.DATE):
        return meant(AnswerKind(kind), value, language) or value
    return value.replace("\r\n", "\n").replace("\r", "\n")  # viewers use different line endings


def _text(value: object) -> str:
    """The text of a string, name, or stream; empty for anything else.

    Letters in a damaged text are replaced with U+FFFD.
    """
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    if not isinstance(value, pikepdf.String | pikepdf.Name):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8-sig", "replace")
