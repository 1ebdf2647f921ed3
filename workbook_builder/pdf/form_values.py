"""Reads the answers from PDF forms that clients have filled in with any viewer."""

import io

import pikepdf

from workbook_builder.answers.contract import NOT_CHOSEN, OFF, RADIO, TICKED
from workbook_builder.answers.ids import from_pdf_name, normalized


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
            form = document.Root.get("/AcroForm", pikepdf.Dictionary())
            found = [(str(field.T), _value(field)) for field in form.get("/Fields", ())]
    except pikepdf.PdfError as error:
        raise ValueError(f"cannot be read as a PDF: {error}") from error
    return {normalized(key): value for key, value in found if value}


def _value(field: pikepdf.Object) -> str:
    """The value of a form field, or an empty text if nothing is entered or chosen."""
    value = str(field.get("/V", ""))
    match str(field.get("/FT", "")):
        case "/Btn":
            state = value.removeprefix("/")  # a name, although pypdf writes a string
            if state in ("", OFF):
                return ""
            return from_pdf_name(state) if int(field.get("/Ff", 0)) & RADIO else TICKED
        case "/Ch":
            return "" if value == NOT_CHOSEN else value
    return value.replace("\r\n", "\n").replace("\r", "\n")  # viewers use different line endings
