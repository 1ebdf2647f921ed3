"""Each number of a scale stands above its circle, and what the ends mean below them."""

import io
from gettext import NullTranslations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.one_sheet import practice_with_sheet

from workbook_builder.content.loader import load
from workbook_builder.print import press
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import typst_environment

SHEET = """\
- {id: sure, type: scale, label: How sure are you?, low: Ahem, high: Zounds, min: 1, max: 10}
- {id: mood, type: scale, label: Which mood?, low: Brr, middle: Fine, high: Great, min: 1, max: 5}
"""


def middles(pdf: bytes, key: str) -> tuple[list[float], list[float]]:
    """The middle of each circle of a scale, and of the number above it, in points from the left."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (field,) = (each for each in document.Root.AcroForm.Fields if str(each.T).endswith(key))
        rects = [[float(side) for side in kid.Rect] for kid in field.Kids]
    numbers = []
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        for left, bottom, right, top in rects:
            middle, apart = (left + right) / 2, (rects[1][0] - rects[0][0]) / 2
            found = [
                text.get_charbox(index)
                for index in range(text.count_chars())
                if text.get_text_range(index, 1).isdigit()
            ]
            sides = [
                (box[0], box[2])
                for box in found
                if abs((box[0] + box[2]) / 2 - middle) < abs(apart)
                and 0 < box[1] - top < (top - bottom)
            ]
            assert sides, (key, middle)
            numbers.append((min(side[0] for side in sides) + max(side[1] for side in sides)) / 2)
    return [(left + right) / 2 for left, _, right, _ in rects], numbers


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["plain", "folio", "herbarium", "pebble"])
def test_numbers_are_above_their_circles(practice: Path, theme: str, language: str) -> None:
    practice_with_sheet(SHEET, practice)
    with (practice / "content/workbook.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"language: {language}\nbrand: {{theme: {theme}}}\n")
    sheets = documents(load(practice / "content"), typst_environment(None, NullTranslations()))
    pdf = press.make_pdf(next(each for each in sheets if "try" in each.path))
    for key in ("sure", "mood"):
        circles, numbers = middles(pdf, key)
        assert circles == sorted(circles, reverse=language == "ar")
        assert numbers == pytest.approx(circles, abs=1.5)
