"""Typst alone: a tagged PDF in a plain layout, with drawn boxes, and without a form."""

from collections.abc import Iterable, Iterator
from json import dumps

import typst

from neutral.sheets import HIGH, LONG_MM, LOW, ROWS, Sheet

HEAD = f"""\
#set page(paper: "a4", margin: 18mm, numbering: "1")
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en")
#let long = rect(width: 100%, height: {LONG_MM}mm)
#let short = rect(width: 100%, height: 8mm)
#let points = range({LOW}, {HIGH} + 1).map(str)
#let numbers = table(columns: (1fr,) * points.len(), align: center, ..points)
#let asked(label, box) = block(breakable: false, {{ heading(level: 2, label); box }})
#let scale(label, low, high) = asked(label, {{ numbers; low; h(1fr); high }})
#let tick(label) = par(box(square(size: 4mm)) + h(2mm) + label)
"""


def source(sheet: Sheet) -> str:
    """A worksheet as a Typst document."""
    said = lambda words: dumps(words)  # noqa: E731
    lines = [
        f"#set document(title: {said(sheet.title)})",
        HEAD,
        f"= #{said(sheet.title)}",
        f"#{said(sheet.purpose)}",
    ]
    lines += [f"#scale({said(s.label)}, {said(s.low)}, {said(s.high)})" for s in sheet.scales]
    lines += [f"#asked({said(label)}, long)" for label in sheet.long]
    lines += [f"#asked({said(label)}, short)" for label in sheet.lines]
    head = ", ".join(said(column) for column in sheet.columns)
    lines += [
        f"== #{said(sheet.table)}",
        f"#table(columns: (1fr,) * 4, rows: 8mm, table.header({head}), ..([],) * {4 * ROWS})",
        f"== #{said(sheet.ticks)}",
        *(f"#tick({said(item)})" for item in sheet.items),
    ]
    return "\n".join(lines)


def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The PDF of each worksheet."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    for sheet in sheets:
        yield compiler.compile(
            {"main.typ": source(sheet).encode()}, format="pdf", pdf_standards=["ua-1"]
        )
