"""Compares us with other libraries that make fillable PDFs: `make rivals`.

WeasyPrint makes a tagged PDF from HTML. ReportLab makes an untagged one, with boxes at positions
that are computed here. Both get the same 120 questions and keys, in a simpler design than ours.
"""

import io
from collections.abc import Iterator
from html import escape

import pytest
from limits import Limits
from made_up import fresh
from neutral.comparison import compare
from pairs import Benchmark, interleaved
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sizes import Sizes
from weasyprint import HTML

from workbook_builder.answers.answer import Answer
from workbook_builder.model.field import Question
from workbook_builder.model.fields.checklist import Checklist
from workbook_builder.model.fields.table import Table
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.print.press import make_pdf

STYLE = """
@page { size: A4; margin: 16mm }
body { font: 9pt "Atkinson Hyperlegible", sans-serif }
input { border: 1px solid #555; width: 100% } input[type=checkbox] { width: 10pt }
table { width: 100%; border-collapse: collapse } td, th { border: 1px solid #ccc }
"""


def asked(sheet: Worksheet) -> Iterator[tuple[Question, list[Answer]]]:
    """Every field of a dense worksheet with its answers."""
    for placed in sheet.placed("program"):
        assert isinstance(placed.field, Question)
        yield placed.field, list(placed.answers.values())


def page(sheet: Worksheet) -> str:
    """A worksheet as plain HTML."""
    parts = [f"<h1>{escape(sheet.title)}</h1><p>{escape(sheet.purpose)}</p>"]
    for field, answers in asked(sheet):
        parts.append(f"<h2>{escape(field.label)}</h2>")
        if isinstance(field, Table):
            head = "".join(f"<th>{escape(column.label)}</th>" for column in field.columns)
            width = len(field.columns)
            rows = [answers[start : start + width] for start in range(0, len(answers), width)]
            cells = "".join(
                "<tr>"
                + "".join(f'<td><input name="{a.key}" title="{escape(a.label)}"></td>' for a in row)
                for row in rows
            )
            parts.append(f"<table><tr>{head}</tr>{cells}</table>")
        else:
            kind = "checkbox" if isinstance(field, Checklist) else "text"
            for each in answers:
                box = f'<input type="{kind}" name="{each.key}">'
                parts.append(f"<p><label>{box} {escape(each.label)}</label></p>")
    body = "".join(parts)
    return (
        f'<html lang="en"><title>{escape(sheet.title)}</title><style>{STYLE}</style>'
        f"<body><form>{body}</form>"
    )


def by_weasyprint(sheet: Worksheet) -> bytes:
    """Make a tagged, fillable PDF from HTML."""
    pdf: bytes = HTML(string=page(sheet)).write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1")
    return pdf


def by_reportlab(sheet: Worksheet) -> bytes:
    """Make an untagged, fillable PDF, with computed positions."""
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    form, (width, height) = canvas.acroForm, A4
    y = height - 60
    canvas.setFont("Helvetica", 9)
    canvas.drawString(45, y, sheet.title)
    for field, answers in asked(sheet):
        y -= 20
        canvas.drawString(45, y, field.label)
        columns = len(field.columns) if isinstance(field, Table) else 1
        for index, answer in enumerate(answers):
            if index % columns == 0:
                y -= 20
            if y < 60:
                canvas.showPage()
                canvas.setFont("Helvetica", 9)
                y = height - 60
            column_width = (width - 90) / columns
            x = 45 + column_width * (index % columns)
            names = {"name": answer.key, "tooltip": answer.label}
            if isinstance(field, Checklist):
                form.checkbox(x=x, y=y, size=10, **names)
                canvas.drawString(x + 16, y, answer.label)
            else:
                form.textfield(x=x, y=y, width=column_width - 4, height=16, **names)
    canvas.save()
    return file.getvalue()


# The function that makes a PDF, and the highest ratio of our time to its time. The library that
# needs less memory comes first.
RIVALS = {
    "ReportLab, untagged": (by_reportlab, 1 / 3),
    "WeasyPrint, PDF/UA": (by_weasyprint, 1 / 20),
}


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival(benchmark: Benchmark, limits: Limits, sizes: Sizes, name: str) -> None:
    """Make fillable PDFs of dense worksheets from their model, with another library and ours."""
    rival, limit = RIVALS[name]
    *sheets, spare = fresh(sizes.sheets + 1)
    pdfs = make_pdf(spare.document()), rival(spare.worksheet)  # this also loads fonts
    times = interleaved(
        benchmark,
        {
            "ours": lambda number: make_pdf(sheets[number].document()),
            "theirs": lambda number: rival(sheets[number].worksheet),
        },
        sizes.sheets,
    )
    size = " : ".join(f"{len(each) / 1000:.0f} kB" for each in pdfs)
    of = f"{times.medians('ours', 'theirs')}, {size}"
    limits.note(f"a fillable sheet : {name}", times.of_pairs("ours", "theirs"), limit, made_of=of)


@pytest.mark.parametrize(
    ("tool", "name", "limit"),
    [
        ("reportlab_boxes", "ReportLab, untagged, boxes by hand", 1 / 3),
        ("weasyprint_tagged", "WeasyPrint, tagged", 1 / 20),
    ],
)
def test_neutral_work(limits: Limits, sizes: Sizes, tool: str, name: str, limit: float) -> None:
    """Make other worksheets, from their text, each library in processes of its own."""
    compare(limits, sizes, tool, name, limit)
