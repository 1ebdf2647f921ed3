"""Workbook Builder: from the text of a YAML file to a tagged, fillable PDF."""

import gc
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from neutral.sheets import HIGH, LONG_MM, LOW, ROWS, Sheet

LINES = LONG_MM // 8 + (LONG_MM % 8 > 0)  # lines of 8 mm that are at least as high

PRACTICE = """\
practice: Neutral work
coach: Nobody
contact: {email: nobody@example.org}
disclaimer: None.
crisis: None.
papers: [a4]
toolbox:
  title: Toolbox
  summary: Sheets.
  worksheets:
"""


def text(sheet: Sheet) -> str:
    """A worksheet as its author would write it."""
    lines = [
        f"title: {sheet.title}",
        "kind: exercise",
        f"purpose: {sheet.purpose}",
        "minutes: 20",
        "fields:",
    ]
    for number, scale in enumerate(sheet.scales):
        lines += [
            f"  - id: scale-{number}",
            "    type: scale",
            f"    label: {scale.label}",
            f"    min: {LOW}",
            f"    max: {HIGH}",
            f"    low: {scale.low}",
            f"    high: {scale.high}",
        ]
    for number, label in enumerate(sheet.long):
        lines += [
            f"  - id: long-{number}",
            "    type: long-text",
            f"    label: {label}",
            f"    lines: {LINES}",
        ]
    for number, label in enumerate(sheet.lines):
        lines += [f"  - id: line-{number}", "    type: text", f"    label: {label}"]
    lines += ["  - id: table", "    type: table", f"    label: {sheet.table}", "    columns:"]
    lines += [f"      - {column}" for column in sheet.columns]
    lines += [f"    rows: {ROWS}"]
    lines += ["  - id: ticks", "    type: checklist", f"    label: {sheet.ticks}", "    items:"]
    lines += [f"      - {item}" for item in sheet.items]
    return "\n".join(lines) + "\n"


def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The PDF of each worksheet, all of which are in the toolbox of one practice."""
    gc.set_threshold(50_000, 20, 50)  # as the command `workbook` does
    from workbook_builder.content.loader import load
    from workbook_builder.print.press import make_pdf
    from workbook_builder.print.program_documents import ProgramDocuments
    from workbook_builder.rendering.environments import typst_environment
    from workbook_builder.rendering.translations import translations

    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        (content / "worksheets").mkdir(parents=True)
        head = PRACTICE
        for sheet in sheets:
            (content / "worksheets" / f"{sheet.id}.yml").write_text(text(sheet), encoding="utf-8")
            head += f"    - {sheet.id}\n"
        (content / "workbook.yml").write_text(head, encoding="utf-8")
        workbook = load(content)
    ((track, program),) = workbook.collections()
    documents = ProgramDocuments(
        workbook, track, program, typst_environment(None, translations("en", []))
    )
    for worksheet in program.worksheets:
        yield make_pdf(documents.worksheet(worksheet, "a4"))
