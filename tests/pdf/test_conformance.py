"""The standards that a PDF names in its metadata."""

import io
import xml.etree.ElementTree as ET

from pikepdf import Pdf

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.typesetting.typst_compiler import typeset

HEAD = """
#set document(title: "Sheet", date: none)
#set text(lang: "en", font: "Atkinson Hyperlegible")
#text(fill: rgb("#123456"))[Text]
"""
FIELD = '#link("field:p/w/name", box(width: 50mm, height: 8mm))'
TICK = FIELD.replace("name", "tick")
ANSWERS = {
    answer.key: answer
    for answer in (
        Answer("p/w/name", AnswerKind.LINE, "Name"),
        Answer("p/w/tick", AnswerKind.CHECK, "Tick"),
    )
}
DECLARED = "{http://pdfa.org/declarations/}conformsTo"
ACCESSIBLE = "http://pdfa.org/declarations/wtpdf#accessibility1.0"
ARCHIVED = "{http://www.aiim.org/pdfa/ns/id/}part"
UNIVERSAL = "{http://www.aiim.org/pdfua/ns/id/}part"


def named(source: str) -> dict[str, str | None]:
    """The properties in the metadata of a completed PDF, by their name."""
    with Pdf.open(io.BytesIO(make_fillable(typeset(HEAD + source), ANSWERS))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.N == 3
        return {
            each.tag: each.text for each in ET.fromstring(pdf.Root.Metadata.read_bytes()).iter()
        }


def test_a_document_without_text_fields_names_all_standards() -> None:
    for source in ("", TICK):
        found = named(source)
        assert found[UNIVERSAL] == "1"
        assert found[ARCHIVED] == "2"
        assert found[DECLARED] == ACCESSIBLE


def test_an_archive_is_not_promised_for_fields_without_an_appearance() -> None:
    found = named(FIELD)
    assert found[UNIVERSAL] == "1"
    assert found[DECLARED] == ACCESSIBLE
    assert ARCHIVED not in found
