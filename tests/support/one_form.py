"""A form with every kind of field, made from Typst directly, without our templates."""

import io
from collections.abc import Sequence
from functools import cache

import pikepdf
import pypdf
from pikepdf import Name, Pdf
from pikepdf.form import CheckboxField, ChoiceField, Form, RadioButtonGroup, TextField

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.typesetting.typst_compiler import typeset

HEAD = """
#set document(title: "Sheet")
#set page(width: 150mm, height: 150mm, margin: 20mm)
#set text(lang: "en", font: "Atkinson Hyperlegible")
#let field(key, width: 60mm, height: 8mm, ..body) = link(
  "field:" + key, box(width: width, height: height, stroke: 0.5pt, ..body))
"""
DASH = "\N{EN DASH}"
FEELINGS = (Option("calm", "Calm & clear"), Option("unsure", "Unsure, größer"))
ANSWERS = {
    answer.key: answer
    for answer in (
        Answer("p/w/name", AnswerKind.LINE, "What is your name?"),
        Answer("p/w/change", AnswerKind.LINES, "What is changing?"),
        Answer("p/w/hours", AnswerKind.NUMBER, "How many hours?"),
        Answer("p/w/day", AnswerKind.DATE, "By when?"),
        Answer("p/w/commit", AnswerKind.CHECK, "I commit to it"),
        Answer("p/w/feeling", AnswerKind.CHOICE, "How do you feel?", FEELINGS),
        Answer("p/w/mood", AnswerKind.CHOICE, "What is your mood?", FEELINGS),
        Answer("p/größe/Ωμέγα", AnswerKind.LINE, "Größe, Ωμέγα?"),
    )
}
SHEET = """
= Where I stand
Name: #field("p/w/name")

#field("p/w/change", width: 100%, height: 24mm)

#field("p/w/hours") #field("p/w/day") #field("p/größe/Ωμέγα")

#field("p/w/commit", width: 5mm, height: 5mm) I commit.
#field("p/w/feeling#calm", width: 5mm, height: 5mm) calm
#field("p/w/feeling#unsure", width: 5mm, height: 5mm) unsure

#field("p/w/mood") See #link("https://example.org/a(b)")[more].
"""
TYPED = {
    "p/w/name": "Zoë",
    "p/w/change": "a new job\nand a move",
    "p/w/hours": "3",
    "p/w/day": "2030-05-01",
    "p/größe/Ωμέγα": "Дмитрий",
}


def form(source: str) -> bytes:
    return make_fillable(typeset(HEAD + source), ANSWERS)


def opened(source: str) -> Pdf:
    return Pdf.open(io.BytesIO(form(source)))


def fields(pdf: Pdf) -> dict[str, pikepdf.Object]:
    found = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
    assert len(found) == len(pdf.Root.AcroForm.Fields), "names are unique"
    return found


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def chosen(typed: dict[str, str]) -> dict[str, str]:
    """The same values with the label of an option in the drop-down list instead of its id."""
    labels = {option.id: option.label for option in FEELINGS}
    return {
        key: labels.get(value, value) if key == "p/w/mood" else value
        for key, value in typed.items()
    }


def filled_by_pypdf(pdf: bytes, typed: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        writer.update_page_form_field_values(page, chosen(typed), auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_by_pikepdf(pdf: bytes, typed: dict[str, str]) -> bytes:
    with Pdf.open(io.BytesIO(pdf)) as document:
        filled = Form(document)
        for key, value in chosen(typed).items():
            match filled[key]:
                case CheckboxField() as field:
                    field.checked = True
                case RadioButtonGroup() as field:
                    field.value = Name("/" + value)
                case TextField() | ChoiceField() as field:
                    field.value = value
                case other:
                    raise AssertionError(f"{key} is {other}")
        return saved(document)


def radio_buttons(options: Sequence[str]) -> bytes:
    """A form with a radio button for each option, under the key `p/w/option`."""
    boxes = (f'#field("p/w/option#{each}", width: 5mm, height: 5mm)' for each in options)
    answer = Answer(
        "p/w/option", AnswerKind.CHOICE, "Which?", tuple(Option(each, each) for each in options)
    )
    return make_fillable(typeset(HEAD + "\n".join(boxes)), {"p/w/option": answer})


@cache
def name_only() -> bytes:
    """The PDF that Typst makes of a sheet with one line, whose box is still a link."""
    return typeset(HEAD + '#field("p/w/name")')
