"""WeasyPrint: a tagged, fillable PDF from HTML."""

from collections.abc import Iterable, Iterator
from html import escape

from weasyprint import HTML

from neutral.sheets import HIGH, LONG_MM, LOW, ROWS, Sheet

STYLE = f"""
@page {{ size: A4; margin: 18mm }}
body {{ font: 10pt "DejaVu Sans", sans-serif }}
h2 {{ font-size: 10pt; margin: 4mm 0 1mm; break-after: avoid }}
input, textarea {{ border: 1px solid #555; width: 100%; height: 7mm; box-sizing: border-box }}
textarea {{ height: {LONG_MM}mm }}
input[type=checkbox], input[type=radio] {{ width: 4mm; height: 4mm }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
td, th {{ border: 1px solid #ccc; text-align: start }}
p {{ margin: 1mm 0; display: flex; justify-content: space-between }}
"""


def _page(sheet: Sheet) -> str:
    parts = [f"<h1>{escape(sheet.title)}</h1><p>{escape(sheet.purpose)}</p>"]
    for number, scale in enumerate(sheet.scales):
        dots = "".join(
            f'<label>{value} <input type="radio" name="scale-{number}" value="{value}"></label> '
            for value in range(LOW, HIGH + 1)
        )
        ends = f"<p><span>{escape(scale.low)}</span><span>{escape(scale.high)}</span></p>"
        parts.append(f"<h2>{escape(scale.label)}</h2><p>{dots}</p>{ends}")
    for number, label in enumerate(sheet.long):
        box = f'<textarea name="long-{number}" title="{escape(label)}"></textarea>'
        parts.append(f"<h2>{escape(label)}</h2>{box}")
    for number, label in enumerate(sheet.lines):
        box = f'<input name="line-{number}" title="{escape(label)}">'
        parts.append(f"<h2>{escape(label)}</h2>{box}")
    head = "".join(f"<th>{escape(column)}</th>" for column in sheet.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td><input name="table-{row}-{number}" title="{escape(column)}"></td>'
            for number, column in enumerate(sheet.columns)
        )
        + "</tr>"
        for row in range(ROWS)
    )
    parts.append(f"<h2>{escape(sheet.table)}</h2><table><tr>{head}</tr>{rows}</table>")
    parts.append(f"<h2>{escape(sheet.ticks)}</h2>")
    for number, item in enumerate(sheet.items):
        box = f'<input type="checkbox" name="tick-{number}">'
        parts.append(f"<div><label>{box} {escape(item)}</label></div>")
    return (
        f'<html lang="en"><title>{escape(sheet.title)}</title><style>{STYLE}</style>'
        f"<body><form>{''.join(parts)}</form>"
    )


def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The PDF of each worksheet."""
    for sheet in sheets:
        yield HTML(string=_page(sheet)).write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1")
