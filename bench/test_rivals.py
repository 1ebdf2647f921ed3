"""The same worksheet by other ways to a form in a PDF, in turns with ours: `make rivals`.

WeasyPrint sets it from HTML, tagged; ReportLab without tags, each box where this file puts it. Both
ask the same 120 questions, with the same keys, in plainer looks than ours.
"""

import io
from collections.abc import Iterator
from html import escape

import pytest
from limits import Limits
from made_up import fresh
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
    """Every field of a dense worksheet, and what it asks."""
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
            rows = [answers[at : at + width] for at in range(0, len(answers), width)]
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
    """Tagged and fillable, from HTML."""
    made: bytes = HTML(string=page(sheet)).write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1")
    return made


def by_reportlab(sheet: Worksheet) -> bytes:
    """Fillable, each box placed by hand."""
    file = io.BytesIO()
    canvas = Canvas(file, A4)
    form, (width, height) = canvas.acroForm, A4
    y = height - 60
    canvas.setFont("Helvetica", 9)
    canvas.drawString(45, y, sheet.title)
    for field, answers in asked(sheet):
        y -= 20
        canvas.drawString(45, y, field.label)
        across = len(field.columns) if isinstance(field, Table) else 1
        for at, answer in enumerate(answers):
            if at % across == 0:
                y -= 20
            if y < 60:
                canvas.showPage()
                canvas.setFont("Helvetica", 9)
                y = height - 60
            room = (width - 90) / across
            x = 45 + room * (at % across)
            named = {"name": answer.key, "tooltip": answer.label}
            if isinstance(field, Checklist):
                form.checkbox(x=x, y=y, size=10, **named)
                canvas.drawString(x + 16, y, answer.label)
            else:
                form.textfield(x=x, y=y, width=room - 4, height=16, **named)
    canvas.save()
    return file.getvalue()


RIVALS = {  # how each makes it, and the limit; the one that leaves little in memory comes first
    "ReportLab, untagged": (by_reportlab, 1 / 3),
    "WeasyPrint, PDF/UA": (by_weasyprint, 1 / 20),
}


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival(benchmark: Benchmark, limits: Limits, sizes: Sizes, name: str) -> None:
    """From the model of a dense worksheet to a fillable PDF, in its way and in ours."""
    rival, limit = RIVALS[name]
    *sheets, spare = fresh(sizes.sheets + 1)
    made = make_pdf(spare.document()), rival(spare.worksheet)  # which reads fonts
    times = interleaved(
        benchmark,
        {
            "ours": lambda number: make_pdf(sheets[number].document()),
            "theirs": lambda number: rival(sheets[number].worksheet),
        },
        sizes.sheets,
    )
    size = " : ".join(f"{len(each) / 1000:.0f} kB" for each in made)
    of = f"{times.medians('ours', 'theirs')}, {size}"
    limits.note(f"a fillable sheet : {name}", times.of_pairs("ours", "theirs"), limit, made_of=of)
