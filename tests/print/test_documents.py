"""Page numbers, the table of contents, headings, and notices of printed documents."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from support.print_variants import (
    GUIDE,
    MM,
    PLAIN,
    WORKBOOK,
    Variant,
    every_variant,
    outline,
    pdf,
    sheets,
    titles,
)
from support.tags import elements

from workbook_builder.practice.practice import Practice
from workbook_builder.typesetting.typst_compiler import typeset


@every_variant
def test_page_numbers_match_the_table_of_contents(variant: Variant) -> None:
    for name in (WORKBOOK, GUIDE):
        content = pdf(variant, name)
        entries = outline(content)
        assert len(entries) > 10
        with pypdfium2.PdfDocument(content) as document:
            labels = [document.get_page_label(index) for index in range(len(document))]
            assert labels == [str(number) for number in range(1, len(document) + 1)]
            texts = [page.get_textpage().get_text_bounded() for page in document]
        contents = next(text for text in texts if "Contents" in text)
        listed = re.findall(
            r"^(.+?) ?[. ]{3,}\s?(\d+)\s*$", contents.replace("\r", ""), re.MULTILINE
        )
        assert len(listed) > 4
        assert {(title, int(page)) for title, page in listed} <= set(entries)
        for title, page in entries:
            assert title.split()[-1] in texts[page - 1], (title, page)
        for number, text in enumerate(texts[1:], 2):
            assert re.search(rf"\b{number}\s*$", text), f"page {number} bears its number"


def test_in_double_sided_printing_parts_begin_on_the_right() -> None:
    entries = outline(pdf(Variant(double_sided=True), WORKBOOK))
    parts = [page for title, page in entries if title in [*titles(PLAIN), "Assess", "Plan", "Act"]]
    assert len(parts) > 9
    assert all(page % 2 for page in parts)
    on_one_side = outline(pdf(PLAIN, WORKBOOK))
    assert any(page % 2 == 0 for title, page in on_one_side if title in titles(PLAIN))
    guide = outline(pdf(Variant(double_sided=True), GUIDE))
    assert all(page % 2 == 0 for title, page in guide if title.startswith("Guidance: "))


def test_an_empty_page_has_lines_for_notes() -> None:
    empty = 0
    with pypdfium2.PdfDocument(pdf(Variant(double_sided=True), WORKBOOK)) as document:
        for page in list(document)[1:]:
            words = page.get_textpage().get_text_bounded().split("Quiet Harbor Coaching")[0]
            if not words.strip():
                shapes = [(each.get_bounds(), each) for each in page.get_objects()]
                wide = [each for (left, _, right, _), each in shapes if right - left > 170 * MM]
                ends = sum(pypdfium2.raw.FPDFPath_CountSegments(each.raw) for each in wide)
                assert ends / 2 > 25  # each line has two segments
                empty += 1
    assert empty > 5


def headings(content: bytes) -> list[int]:
    """The level of each heading in the tags, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as document:
        kinds = [str(each.S) for each in elements(document)]
    return [int(found[1]) for kind in kinds if (found := re.fullmatch(r"/H(\d)", kind))]


@pytest.mark.parametrize("name", [WORKBOOK, GUIDE, "evenings-now", "goal", "steps"])
def test_no_level_of_headings_is_skipped(name: str) -> None:
    levels = headings(pdf(PLAIN, name))
    assert levels
    assert levels[0] == 1
    assert all(next - level <= 1 for level, next in pairwise(levels))
    assert len(levels) > 10 or name in sheets(PLAIN)


def test_a_single_sheet_has_the_first_sentence_of_its_tracks_notice(practice: Path) -> None:
    track = practice / "content/tracks/wellness/track.yml"
    notice = "This is not medical advice."
    track.write_text(track.read_text().replace(notice, f"{notice} Ask your doctor."))
    made = Practice.open(practice / "content").documents
    alone = [each for each in made if not each.coach and "-workbook-" not in each.path]
    assert len(alone) == 16
    assert all(f'  ·  {notice}"' in each.source for each in alone)
    assert not any("Ask your doctor" in each.source for each in alone)


def test_on_paper_the_title_of_a_worksheet_stands_for_a_link_to_it(practice: Path) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    for old in ("intro: Welcome", "intro: We look at", 'text: "Think', "source: Original"):
        text = text.replace(old, f"{old} [here](../goal/)", 1)
    path.write_text(text, encoding="utf-8")
    documents = {each.path: each.source for each in Practice.open(practice / "content").documents}
    shown = '#"here"#" (My goal)"'
    assert documents["wellness/better-sleep/downloads/evenings-now-a4.pdf"].count(shown) == 2
    for name in (
        "wellness/better-sleep/downloads/better-sleep-workbook-a4.pdf",
        "wellness/better-sleep-coach-a4.pdf",
    ):
        assert documents[name].count(shown) == 4


@pytest.mark.parametrize("lines", range(2, 18, 2))
def test_a_heading_stays_with_the_question_below_it(practice: Path, lines: int) -> None:
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    head = sheet.read_text(encoding="utf-8").partition("fields:\n")[0]
    sheet.write_text(
        f"{head}fields:\n"
        "  - {id: story, type: long-text, label: Your story, lines: 14}\n"
        f"  - {{id: more, type: long-text, label: More of it, lines: {lines}}}\n"
        "  - {type: note, title: The other half}\n"
        "  - {id: last, type: long-text, label: What comes last, lines: 3}\n",
        encoding="utf-8",
    )
    made = Practice.open(practice / "content").documents
    document = next(each for each in made if each.path.endswith("/weekly-check-in-a4.pdf"))
    with pypdfium2.PdfDocument(typeset(document.source, document.files)) as printed:
        pages = [page.get_textpage().get_text_range() for page in printed]
    (whole,) = (page for page in pages if "The other half" in page)
    assert "What comes last" in whole


def test_each_further_page_of_a_sheet_says_which_sheet_it_is_of() -> None:
    several = 0
    for name, title in zip(sheets(PLAIN), titles(PLAIN), strict=True):
        with pypdfium2.PdfDocument(pdf(PLAIN, name)) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        for number, page in enumerate(pages, 1):
            assert f"{number} of {len(pages)}" in page
            assert (page.lstrip().startswith(title) and "Name" in page) == (number > 1)
            several += number > 1
    assert several


def test_in_a_book_a_page_that_continues_begins_with_its_title() -> None:
    starts = {page: title for title, page in outline(pdf(PLAIN, WORKBOOK))}
    with pypdfium2.PdfDocument(pdf(PLAIN, WORKBOOK)) as document:
        pages = [page.get_textpage().get_text_bounded().lstrip() for page in document]
    title = ""
    for number, page in enumerate(pages, 1):
        if number not in starts and title and not page.startswith("Contents"):
            assert page.startswith(title)
        title = starts.get(number, title)
