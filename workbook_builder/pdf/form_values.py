"""The answers in a PDF form that a client has filled in, with whatever program."""

import io

import pikepdf

from workbook_builder.answers.contract import NOT_CHOSEN, OFF, RADIO, TICKED
from workbook_builder.answers.ids import from_pdf_name, normalized


def read_values(pdf: bytes) -> dict[str, str]:
    """Read the answers from a filled form.

    Returns:
        Each answer by its key: a text, ``yes`` for a tick, or the id of an option. What is not
        answered is left out.

    Raises:
        ValueError: The bytes are no PDF that can be read.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            form = document.Root.get("/AcroForm", pikepdf.Dictionary())
            found = [(str(field.T), _value(field)) for field in form.get("/Fields", ())]
    except pikepdf.PdfError as error:
        raise ValueError(f"This is no PDF that can be read: {error}") from error
    return {normalized(key): value for key, value in found if value}


def _value(field: pikepdf.Object) -> str:
    """Read the value of a field; it is empty where nothing is written or chosen."""
    value = str(field.get("/V", ""))
    match str(field.get("/FT", "")):
        case "/Btn":
            state = value.removeprefix("/")  # a name, or with pypdf a string
            if state in ("", OFF):
                return ""
            return from_pdf_name(state) if int(field.get("/Ff", 0)) & RADIO else TICKED
        case "/Ch":
            return "" if value == NOT_CHOSEN else value
    return value.replace("\r\n", "\n").replace("\r", "\n")  # Viewers end lines in three ways.
