"""What real worksheets ask, on every paper: halves of a line, and what is read from the PDF."""

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.kinds import add_kinds
from support.print_variants import (
    GUIDE,
    PLAIN,
    WORKBOOK,
    Box,
    Variant,
    boxes,
    every_variant,
    of_content,
)
from support.tags import elements

from workbook_builder.pdf.form_values import read_values
from workbook_builder.print import press

KEY = "better-sleep/kinds"


def made(practice: Path, variant: Variant, document: str = "kinds") -> bytes:
    """The sheet of the browser tests on paper, or a document that contains it."""
    return press.make_pdf(of_content(add_kinds(practice), variant, None)[document])


def placed(pdf: bytes) -> dict[str, Box]:
    return {box.key.removeprefix(f"{KEY}/"): box for box in boxes(pdf)}


@every_variant
def test_halves_share_a_line_where_there_is_room(practice: Path, variant: Variant) -> None:
    found = placed(made(practice, variant))
    one, other = found["bed"], found["up"]
    if variant.large_print:
        assert one.left == other.left
        assert one.bottom > other.top or one.page < other.page
    else:
        assert (one.page, one.bottom) == (other.page, other.bottom)
        assert one.right < other.left


@pytest.mark.parametrize(("document", "level"), [("kinds", 2), (WORKBOOK, 3), (GUIDE, 4)])
def test_a_heading_is_one_level_below_its_sheet(practice: Path, document: str, level: int) -> None:
    with pikepdf.open(io.BytesIO(made(practice, PLAIN, document))) as opened:
        levels = [
            int(str(each.S)[2:])
            for each in elements(opened)
            if str(each.S)[:2] == "/H" and str(each.S)[2:].isdigit()
        ]
    assert level in levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_variant
def test_a_heading_is_on_the_page_of_the_question_that_follows(
    practice: Path, variant: Variant
) -> None:
    pdf = made(practice, variant)
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert "Your evenings" in texts[placed(pdf)["bed"].page - 1]


WRITTEN = {
    "place": "other",
    "place/other": "In the park",
    "help/other": "yes",
    "help/other/text": "My aunt",
    "week/rest": "4",
    "week/rest/remark": "An hour less of work",
    "change": "-5",
    "bed": "7.30 pm",
    "write": "ana@example.org ",
    "call": "+44 20  7946",
    "areas/own-2": "7",
    "areas/own-2/name": "Music",
    "people/time-2/name": "Ana",
    "people/time-2/trust": "9",
    "days/mood/day-1": "calm",
    "days/one-word/day-2": "slow",
}
READ = WRITTEN | {"bed": "19:30", "write": "ana@example.org", "call": "+44 20 7946"}


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_what_is_written_into_the_pdf_is_read_back(practice: Path, paper: str) -> None:
    pdf = made(practice, Variant("a4" if paper == "a4" else "a5"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.Root.AcroForm.Fields:
            value = WRITTEN.get(str(each.T).removeprefix(f"{KEY}/"))
            if value is not None:
                each.V = pikepdf.Name(f"/{value}") if each.FT == "/Btn" else value
        filled = io.BytesIO()
        document.save(filled)
    assert read_values(filled.getvalue()) == {
        f"{KEY}/{name}": value for name, value in READ.items()
    }
