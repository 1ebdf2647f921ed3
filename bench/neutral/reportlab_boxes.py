"""ReportLab: an untagged, fillable PDF, with boxes at positions that are computed here."""

import io
from collections.abc import Iterable, Iterator

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from neutral.sheets import HIGH, LONG_MM, LOW, ROWS, Sheet

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
ACROSS = WIDTH - 2 * MARGIN


class _Page:
    """A page that is filled from top to bottom, with another one after it when it is full."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.form = canvas, canvas.acroForm
        self.y = HEIGHT - MARGIN

    def down(self, height: float) -> float:
        """Take some height from the page. Returns the lower edge of it."""
        if self.y - height < MARGIN:
            self.canvas.showPage()
            self.y = HEIGHT - MARGIN
        self.y -= height
        return self.y

    def words(self, text: str, size: float = 10, bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(MARGIN, self.down(size * 1.5), text)

    def box(self, key: str, label: str, height: float, **more: float) -> None:
        place = {"x": MARGIN, "width": ACROSS, "y": self.down(height), **more}
        flags = "multiline" if height > 10 * mm else ""
        self.form.textfield(name=key, tooltip=label, height=height - 2, fieldFlags=flags, **place)


def _pdf(sheet: Sheet) -> bytes:
    file = io.BytesIO()
    page = _Page(Canvas(file, A4))
    canvas, form = page.canvas, page.form
    page.words(sheet.title, 20, bold=True)
    page.words(sheet.purpose)
    for number, scale in enumerate(sheet.scales):
        page.words(scale.label, bold=True)
        y, step = page.down(9 * mm), ACROSS / (HIGH - LOW + 1)
        canvas.setFont("Helvetica", 8)
        for place, value in enumerate(range(LOW, HIGH + 1)):
            x = MARGIN + place * step
            canvas.drawString(x + 2, y + 16, str(value))
            form.radio(
                name=f"scale-{number}", value=str(value), x=x, y=y, size=12,
                tooltip=f"{scale.label}: {value}", selected=False, shape="circle",
            )  # fmt: skip
        y = page.down(4 * mm)
        canvas.drawString(MARGIN, y, scale.low)
        canvas.drawRightString(WIDTH - MARGIN, y, scale.high)
    for number, label in enumerate(sheet.long):
        page.words(label, bold=True)
        page.box(f"long-{number}", label, LONG_MM * mm)
    for number, label in enumerate(sheet.lines):
        page.words(label, bold=True)
        page.box(f"line-{number}", label, 8 * mm)
    page.words(sheet.table, bold=True)
    width = ACROSS / len(sheet.columns)
    y = page.down(5 * mm)
    canvas.setFont("Helvetica", 9)
    for column, head in enumerate(sheet.columns):
        canvas.drawString(MARGIN + column * width, y, head)
    for row in range(ROWS):
        y = page.down(8 * mm)
        for column, head in enumerate(sheet.columns):
            form.textfield(
                name=f"table-{row}-{column}", tooltip=f"{sheet.table}: {head}", y=y,
                x=MARGIN + column * width, width=width - 2, height=7 * mm,
            )  # fmt: skip
    page.words(sheet.ticks, bold=True)
    for number, item in enumerate(sheet.items):
        y = page.down(6 * mm)
        form.checkbox(name=f"tick-{number}", tooltip=item, x=MARGIN, y=y, size=12)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(MARGIN + 18, y + 2, item)
    canvas.save()
    return file.getvalue()


def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The PDF of each worksheet."""
    return map(_pdf, sheets)
