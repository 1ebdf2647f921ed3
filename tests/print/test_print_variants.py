"""Documents are accessible and usable in each paper size and variant."""

import ctypes
import difflib
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
from support.print_variants import (
    GUIDE,
    MM,
    PLAIN,
    WORKBOOK,
    Variant,
    boxes,
    every_variant,
    made,
    of_content,
    overlapping,
    pdf,
    sheets,
)

from workbook_builder.content.loader import load
from workbook_builder.model.workbook_settings import Print
from workbook_builder.print import press
from workbook_builder.print.documents import documents
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.rendering.environments import typst_environment


@pytest.mark.parametrize(
    ("variant", "line"),
    [
        (Variant("us-letter"), '#let paper = "us-letter"'),
        (Variant("a5"), '#let paper = "a5"'),
        (Variant(large_print=True), "#let large = true"),
        (Variant(ink_saver=True), "#let saver = true"),
        (Variant(binding_margin=12.5), "#let binding = 12.5 * 1mm"),
        (Variant(double_sided=True), "#let two-sided = true"),
    ],
)
def test_a_variant_changes_one_line_of_a_document(variant: Variant, line: str) -> None:
    assert len(made(PLAIN)) > 8
    for name, plain in made(PLAIN).items():
        other = made(variant)[name]
        assert other.source == plain.source
        before, after = (each.files["pieces.typ"].decode().splitlines() for each in (plain, other))
        changed = [each for each in difflib.ndiff(before, after) if each[0] in "+-"]
        assert [each[2:] for each in changed if each[0] == "+"] == [line]
        assert len(changed) == 2


@every_variant
def test_every_variant_is_accessible_and_asks_the_same(variant: Variant) -> None:
    for name, document in made(variant).items():
        assert {box.key for box in boxes(pdf(variant, name))} == set(document.answers)
        assert set(document.answers) == set(made(PLAIN)[name].answers)
    assert len(made(variant)[WORKBOOK].answers) > 60
    assert not made(variant)[GUIDE].answers


def width(content: bytes) -> float:
    with pypdfium2.PdfDocument(content) as document:
        return float(document[0].get_width())


@every_variant
def test_no_box_leaves_the_page_or_covers_another(variant: Variant) -> None:
    count = sum(check_boxes(pdf(variant, name), variant) for name in sheets(variant))
    assert count > 100


def check_boxes(content: bytes, variant: Variant) -> int:
    """Check every pair of boxes, and return the number of boxes."""
    margin = (13 if variant.paper == "a5" else 18) * MM - 0.1
    found, across = boxes(content), width(content)
    for box in found:
        assert margin <= box.left < box.right <= across - margin, box
        assert box.bottom > 12 * MM, box
    assert not overlapping(found)
    return len(found)


@every_variant
def test_boxes_are_large_enough_for_a_pen(variant: Variant) -> None:
    ticks = {answer.key for answer in made(variant)["evenings-now"].answers.values()}
    least = min(box.side for box in boxes(pdf(variant, "evenings-now")) if box.key in ticks)
    assert least == pytest.approx(7.9 if variant.large_print else 4.6, abs=0.05)


def text_sizes(content: bytes) -> list[float]:
    """The font size of every letter in points."""
    sizes = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    sizes.append(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index))
    return sizes


@every_variant
def test_text_is_large_enough_to_read(variant: Variant) -> None:
    for name in ("evenings-now", "life-wheel", "steps", WORKBOOK):
        sizes = text_sizes(pdf(variant, name))
        assert len(sizes) > 200
        assert min(sizes) >= (14 if variant.large_print else 8) - 0.01
        if name == "evenings-now":
            body = 18 if variant.large_print else 10 if variant.paper == "a5" else 10.5
            assert max(set(sizes), key=sizes.count) == pytest.approx(body, abs=0.01)


def inked(content: bytes) -> float:
    """The share of the first page that is not white."""
    with pypdfium2.PdfDocument(content) as document:
        pixels = bytes(document[0].render(scale=0.5, grayscale=True).buffer)
    return sum(pixel < 250 for pixel in pixels) / len(pixels)


def test_an_ink_saver_prints_no_areas_of_color() -> None:
    assert inked(pdf(PLAIN, WORKBOOK)) > 0.4
    assert inked(pdf(Variant(ink_saver=True), WORKBOOK)) < 0.1
    for name in (*sheets(PLAIN), GUIDE):
        fills = filled_areas(pdf(Variant(ink_saver=True), name))
        assert not [fill for fill in fills if fill != (1.0,)], name
    assert filled_areas(pdf(PLAIN, "evenings-now"))


def filled_areas(content: bytes) -> list[tuple[float, ...]]:
    """The colors of all filled areas, except dots of less than 4 mm."""
    found: list[tuple[float, ...]] = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for shape in page.get_objects():
                left, bottom, right, top = shape.get_bounds()
                if (
                    shape.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
                    and min(right - left, top - bottom) > 4 * MM
                ):
                    color = fill_of(shape)
                    if color is not None:
                        found.append(color)
    return found


def fill_of(shape: Any) -> tuple[float, ...] | None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDFPath_GetDrawMode(shape.raw, mode, stroke)
    if not mode.value:
        return None
    parts = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetFillColor(shape.raw, *parts)
    levels = tuple(part.value / 255 for part in parts[:3])
    return (1.0,) if levels == (1.0, 1.0, 1.0) else levels


def edges(content: bytes) -> list[tuple[float, float]]:
    """The distance of the text of each page from its left and right edge, in millimeters."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            sides = [text.get_charbox(index) for index in range(text.count_chars())]
            left = min(side[0] for side in sides if side[2] > side[0])
            right = max(side[2] for side in sides)
            found.append((left / MM, (page.get_width() - right) / MM))
    return found


def test_a_binding_margin_stays_free() -> None:
    pages = edges(pdf(Variant(binding_margin=12), WORKBOOK))
    assert len(pages) > 12
    assert all(left >= 29.8 and right >= 17.5 for left, right in pages)


def test_in_double_sided_printing_the_binding_margin_is_inside() -> None:
    pages = edges(pdf(Variant(binding_margin=12, double_sided=True), WORKBOOK))
    assert all(left >= 29.8 for left, _ in pages[::2])
    assert all(right >= 29.5 for _, right in pages[1::2])
    assert min(left for left, _ in pages[1::2]) < 19


def test_in_a_right_to_left_language_the_binding_is_on_the_right(practice: Path) -> None:
    workbook = load(practice / "content").model_copy(
        update={"language": "ar", "print": Print.model_construct(binding_margin=12)}
    )
    document = next(iter(documents(workbook, typst_environment(None, NullTranslations()))))
    assert all(left < 20 and right >= 29.5 for left, right in edges(press.make_pdf(document)))


def test_large_print_is_refused_on_paper_that_is_too_small(practice: Path) -> None:
    file = practice / "content/workbook.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}papers: [a4, a5]\nprint: {{large-print: true}}\n", encoding="utf-8")
    with pytest.raises(WorkbookError, match="large print does not fit on A5") as caught:
        load(practice / "content")
    assert caught.value.problems[0].hint == "remove `a5`, or `large-print`"


FULL = """\
title: The fullest fields
kind: exercise
purpose: Show that even these have room.
minutes: 30
fields:
  - {id: rating, type: scale, label: How sure are you?, low: not at all, high: completely}
  - id: ratings
    type: ratings
    label: How often is this true?
    low: never
    high: always
    min: 0
    max: 10
    items: [I say what I need even when it is hard., I ask., I rest when I am tired.]
  - id: wheel
    type: wheel
    label: How content are you?
    low: not at all
    high: fully
    areas: [Relationships, Responsibilities, Health, Money, Home, Family and friends,
      Work, Learning, Community, Spirituality, Movement, Fun]
  - id: steps
    type: table
    label: What will you do?
    columns:
      - {label: What, width: 3}
      - {label: By when, type: date}
      - {label: Minutes, type: number, unit: min}
      - {label: When, type: choice, options: [Morning, Evening]}
      - {label: Who helps}
      - {label: Done, type: check, width: 1}
    row-names: [Monday, Tuesday, The weekend that comes after]
  - id: which
    type: choice
    label: Which fits?
    several: true
    options: [Yes, I have not thought about this before but I will do so now., Perhaps some day]
  - {id: what, type: checklist, label: What is there?, items: [Bread, Butter], blank: 3}
"""


@every_variant
def test_fields_with_as_many_entries_as_allowed_fit(variant: Variant, practice: Path) -> None:
    (practice / "content/worksheets/full.yml").write_text(FULL, encoding="utf-8")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    used = "      - use: weekly-check-in\n"
    text = program.read_text(encoding="utf-8").replace(used, f"{used}      - use: full\n")
    program.write_text(text, encoding="utf-8")
    document = of_content(practice / "content", variant, None)["full"]
    content = press.make_pdf(document)
    assert {box.key for box in boxes(content)} == set(document.answers)
    check_boxes(content, variant)
    for left, right in edges(content):
        assert left > 10
        assert right > 10
