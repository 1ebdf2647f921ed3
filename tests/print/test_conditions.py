"""On paper and in a PDF, a question says when it is asked."""

import io
from gettext import NullTranslations
from pathlib import Path

import pikepdf
import pypdfium2
from support.one_sheet import practice_with_sheet
from support.places import DATA
from support.tags import elements, kids

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.typesetting.typst_compiler import typeset

SHEET = (DATA / "conditional_sheet.yml").read_text(encoding="utf-8")
WHY = "- {id: why, type: date, label: Since when?, only-if: {question: sleep, is: poorly}}\n"
SENTENCE = "Only if you chose “Poorly” in question 1"


def pdf_of(fields: str, practice: Path) -> bytes:
    made = documents(
        practice_with_sheet(fields, practice), typst_environment(None, NullTranslations())
    )
    document = next(each for each in made if each.path.endswith("/try-a4.pdf"))
    return make_fillable(typeset(document.source, document.files), document.answers)


def test_the_sentence_is_read_before_its_question(practice: Path) -> None:
    with pypdfium2.PdfDocument(pdf_of(SHEET + WHY, practice)) as pdf:
        text = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert f"{SENTENCE} 7 Since when?" in text


def test_a_form_field_says_when_it_is_asked(practice: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(SHEET + WHY, practice))) as pdf:
        tooltips = [str(each.TU) for each in pdf.Root.AcroForm.Fields if "/TU" in each]
    assert f"Since when? ({SENTENCE})" in tooltips
    assert sum("Only if" in each for each in tooltips) == 1


def test_the_sentence_is_a_paragraph_of_its_own(practice: Path) -> None:
    def paragraphs(fields: str) -> int:
        with pikepdf.open(io.BytesIO(pdf_of(fields, practice))) as pdf:
            return sum(each.get("/S") == "/P" and not kids(each) for each in elements(pdf))

    always = WHY.replace(", only-if: {question: sleep, is: poorly}", "")
    assert paragraphs(SHEET + WHY) == paragraphs(SHEET + always) + 1
