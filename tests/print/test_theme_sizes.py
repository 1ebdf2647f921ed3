"""Every theme leaves room for a pen, and text that can be read, on both common papers."""

from collections import Counter

import pypdfium2
import pypdfium2.raw
import pytest
from support.print_variants import PLAIN, Box, Variant, boxes, sheets
from support.themed import made, pdf

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.content.themes import built_in

every_theme = pytest.mark.parametrize("theme", built_in())
every_paper = pytest.mark.parametrize("variant", [PLAIN, Variant("us-letter")], ids=str)


def text_sizes(content: bytes) -> Counter[float]:
    """How many letters have each font size, in tenths of a point."""
    sizes: Counter[float] = Counter()
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    sizes[round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index), 1)] += 1
    return sizes


@every_theme
@every_paper
def test_most_words_are_in_ten_points_and_none_in_less_than_eight(
    theme: str, variant: Variant
) -> None:
    sizes = text_sizes(pdf(theme, variant, "evenings-now"))
    ((most, _),) = sizes.most_common(1)
    assert most >= 10
    assert min(sizes) >= 8


@every_theme
@every_paper
def test_a_line_to_write_on_is_seven_millimeters_high(theme: str, variant: Variant) -> None:
    lines: list[Box] = []
    for name in sheets(PLAIN):
        kinds = {answer.key: answer.kind for answer in made(theme, variant)[name].answers.values()}
        lines += [
            box
            for box in boxes(pdf(theme, variant, name))
            if kinds.get(box.key) in (AnswerKind.LINE, AnswerKind.NUMBER, AnswerKind.DATE)
        ]
    assert len(lines) > 50
    assert min(line.side for line in lines) >= 6.99
