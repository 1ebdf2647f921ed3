"""What is printed: on each paper and in each variant, with every box where a pen can reach it."""

import ctypes
import difflib
import io
import re
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import segno

from workbook_builder import addresses, press, qrcode
from workbook_builder.documents import Document, documents
from workbook_builder.load import load
from workbook_builder.model import Paper, Print
from workbook_builder.practice import Practice
from workbook_builder.problems import WorkbookError
from workbook_builder.templating import typst_environment

PRACTICE = Path(__file__).parent / "practice"
MM = 72 / 25.4
BLANK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"/>'


class Variant(NamedTuple):
    """A paper, and what is set under `print:` in workbook.yml."""

    paper: Paper = "a4"
    large_print: bool = False
    ink_saver: bool = False
    binding_margin: float = 0
    double_sided: bool = False


PLAIN = Variant()
VARIANTS = {
    "plain": PLAIN,
    "us letter": Variant("us-letter"),
    "a5": Variant("a5"),
    "large print": Variant(large_print=True),
    "ink saver": Variant(ink_saver=True),
    "binding margin": Variant(binding_margin=12),
    "both sides": Variant(binding_margin=12, double_sided=True),
    "a5 for a binder": Variant("a5", False, True, 10, True),
    "all but a5": Variant("us-letter", True, True, 15, True),
}
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())


def of_content(content: Path, variant: Variant, site: str | None) -> dict[str, Document]:
    """The documents of a practice in one variant, by a name without the paper."""
    paper, *rest = variant
    chosen = Print.model_construct(**dict(zip(Variant._fields[1:], rest, strict=True)))
    workbook = load(content)
    pictures = dict.fromkeys(workbook.pictures, BLANK)
    workbook = workbook.model_copy(
        update={"papers": (paper,), "print": chosen, "pictures": pictures}
    )
    environment = typst_environment(None, NullTranslations())
    on_web = addresses.on_web(site) if site else None
    return {
        Path(each.path).stem.removesuffix(f"-{paper}"): each
        for each in documents(workbook, environment, on_web)
    }


@cache
def made(variant: Variant, site: str | None = "https://example.org/") -> dict[str, Document]:
    return of_content(PRACTICE / "content", variant, site)


@cache
def pdf(variant: Variant, name: str) -> bytes:
    return press.pdf(made(variant)[name])


def sheets(variant: Variant) -> list[str]:
    return [name for name in made(variant) if not name.startswith("better-sleep")]


WORKBOOK, GUIDE = "better-sleep-workbook", "better-sleep-coach"


# -- variants ------------------------------------------------------------------------------------


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
        lines = [each.files["pieces.typ"].decode().splitlines() for each in (plain, other)]
        changed = [each for each in difflib.ndiff(*lines) if each[0] in "+-"]
        assert [each[2:] for each in changed if each[0] == "+"] == [line]
        assert len(changed) == 2


@every_variant
def test_every_variant_is_accessible_and_asks_the_same(variant: Variant) -> None:
    for name, document in made(variant).items():
        assert {box.key for box in boxes(pdf(variant, name))} == set(document.answers)
        assert set(document.answers) == set(made(PLAIN)[name].answers)
    assert len(made(variant)[WORKBOOK].answers) > 60
    assert not made(variant)[GUIDE].answers


class Box(NamedTuple):
    """A form field: its page from 1, and its edges in points."""

    key: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def side(self) -> float:
        """The shorter side in millimetres."""
        return min(self.right - self.left, self.top - self.bottom) / MM


def boxes(content: bytes) -> list[Box]:
    found = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for number, page in enumerate(document.pages, 1):
            for annotation in page.get("/Annots", []):  # type: ignore[union-attr]
                if annotation.Subtype == "/Widget":
                    key = str(annotation.get("/T", annotation.get("/Parent", {}).get("/T")))
                    found.append(Box(key, number, *(float(edge) for edge in annotation.Rect)))
    return found


def width(content: bytes) -> float:
    with pypdfium2.PdfDocument(content) as document:
        return document[0].get_width()


@every_variant
def test_no_box_leaves_the_page_or_covers_another(variant: Variant) -> None:
    count = sum(check_boxes(pdf(variant, name), variant) for name in sheets(variant))
    assert count > 100


def check_boxes(content: bytes, variant: Variant) -> int:
    """Look at every pair of boxes, and return how many boxes there are."""
    margin = (13 if variant.paper == "a5" else 18) * MM - 0.1
    found, across = boxes(content), width(content)
    for box in found:
        assert margin <= box.left < box.right <= across - margin, box
        assert box.bottom > 12 * MM, box
    for one, other in combinations(found, 2):
        apart = (
            one.page != other.page
            or one.right <= other.left + 0.1
            or other.right <= one.left + 0.1
            or one.top <= other.bottom + 0.1
            or other.top <= one.bottom + 0.1
        )
        assert apart, (one, other)
    return len(found)


@every_variant
def test_boxes_are_as_large_as_a_pen_needs(variant: Variant) -> None:
    ticks = {answer.key for answer in made(variant)["evenings-now"].answers.values()}
    least = min(box.side for box in boxes(pdf(variant, "evenings-now")) if box.key in ticks)
    assert least == pytest.approx(7.9 if variant.large_print else 4.6, abs=0.05)


def text_sizes(content: bytes) -> list[float]:
    """The size in points of every letter."""
    sizes = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    sizes.append(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index))
    return sizes


@every_variant
def test_text_is_as_large_as_its_reader_needs(variant: Variant) -> None:
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


def test_an_ink_saver_prints_no_areas_of_colour() -> None:
    assert inked(pdf(PLAIN, WORKBOOK)) > 0.4
    assert inked(pdf(Variant(ink_saver=True), WORKBOOK)) < 0.1
    for name in (*sheets(PLAIN), GUIDE):
        fills = filled_areas(pdf(Variant(ink_saver=True), name))
        assert not [fill for fill in fills if fill != (1.0,)], name
    assert filled_areas(pdf(PLAIN, "evenings-now"))


def filled_areas(content: bytes) -> list[tuple[float, ...]]:
    """The colour of everything that is filled on its pages, but dots of less than 4 mm."""
    found: list[tuple[float, ...]] = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for shape in page.get_objects():
                left, bottom, right, top = shape.get_bounds()
                if (
                    shape.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
                    and min(right - left, top - bottom) > 4 * MM
                ):
                    colour = fill_of(shape)
                    if colour is not None:
                        found.append(colour)
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
    """How far the text of each page is from its left and right edge, in millimetres."""
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


def test_on_both_sides_the_binding_margin_is_inside() -> None:
    pages = edges(pdf(Variant(binding_margin=12, double_sided=True), WORKBOOK))
    assert all(left >= 29.8 for left, _ in pages[::2])
    assert all(right >= 29.5 for _, right in pages[1::2])
    assert min(left for left, _ in pages[1::2]) < 19


def test_in_a_language_from_right_to_left_the_binding_is_on_the_right(practice: Path) -> None:
    workbook = load(practice / "content").model_copy(
        update={"language": "ar", "print": Print.model_construct(binding_margin=12)}
    )
    document = next(iter(documents(workbook, typst_environment(None, NullTranslations()))))
    assert all(left < 20 and right >= 29.5 for left, right in edges(press.pdf(document)))


def test_large_print_is_refused_on_paper_that_is_too_small(practice: Path) -> None:
    file = practice / "content/workbook.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}papers: [a4, a5]\nprint: {{large-print: true}}\n", encoding="utf-8")
    with pytest.raises(WorkbookError, match="large print has no room on A5") as caught:
        load(practice / "content")
    assert caught.value.problems[0].hint == "leave out `a5`, or `large-print`"


# -- the way from paper to the web ---------------------------------------------------------------


def test_each_worksheet_leads_to_its_page() -> None:
    for name in sheets(PLAIN):
        address = f"https://example.org/wellness/better-sleep/{name}/"
        for document in (made(PLAIN)[name], made(PLAIN)[WORKBOOK], made(PLAIN)[GUIDE]):
            assert document.source.count(f'#on-the-web("On the web:", "{address}")') == 1
            assert qrcode.svg(address).replace('"', '\\"') in document.source
            assert f'"QR code of this worksheet on the web: {address}"' in document.source


def test_the_address_can_be_followed_on_the_first_page_of_a_sheet_alone() -> None:
    with pikepdf.open(io.BytesIO(pdf(PLAIN, WORKBOOK))) as document:
        links = [
            (number, str(each.A.URI))
            for number, page in enumerate(document.pages, 1)
            for each in page.get("/Annots", [])  # type: ignore[union-attr]
            if each.get("/Subtype") == "/Link" and "/A" in each
        ]
    starts = dict(outline(pdf(PLAIN, WORKBOOK)))
    on_web = [(page, uri) for page, uri in links if "example.org" in uri]
    assert [page for page, _ in on_web] == [
        starts[title] for title in starts if title in titles(PLAIN)
    ]


def titles(variant: Variant) -> list[str]:
    (track,) = load(PRACTICE / "content").tracks
    return [sheet.title for sheet in track.programs[0].worksheets]


def test_without_a_site_nothing_leads_there() -> None:
    for document in made(PLAIN, None).values():
        assert "#on-the-web(" not in document.source
        assert '<svg xmlns=\\"' not in document.source


@pytest.mark.parametrize(
    ("directory_urls", "address"),
    [
        (True, "https://example.org/coaching/wellness/better-sleep/goal/"),
        (False, "https://example.org/coaching/wellness/better-sleep/goal.html"),
    ],
)
def test_a_practice_knows_where_its_site_is(directory_urls: bool, address: str) -> None:
    practice = Practice.open(
        PRACTICE / "content",
        site_url="https://example.org/coaching",
        directory_urls=directory_urls,
    )
    goal = next(each for each in practice.documents if each.path.endswith("/goal-a4.pdf"))
    assert f'"{address}"' in goal.source


@every_variant
def test_the_code_is_large_enough_for_a_phone(variant: Variant) -> None:
    with pypdfium2.PdfDocument(pdf(variant, "goal")) as document:
        shapes = [
            shape.get_bounds()
            for shape in document[0].get_objects()
            if shape.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
            and pypdfium2.raw.FPDFPath_CountSegments(shape.raw) > 300
        ]
    ((left, bottom, right, top),) = shapes
    modules = len(
        segno.make_qr("https://example.org/wellness/better-sleep/goal/", error="m").matrix
    )
    drawn = min(right - left, top - bottom) / MM  # with half a line around it
    assert drawn * (modules + 8) / (modules + 1) >= 18


def test_the_picture_of_a_code_is_the_code() -> None:
    text = "https://example.org/wellness/better-sleep/goal/"
    drawn = qrcode.svg(text)
    code = segno.make_qr(text, error="m", mask=4, boost_error=False).matrix
    side = len(code) + 8
    assert f'viewBox="0 0 {side} {side}"' in drawn
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawn):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    assert dark == {
        (x + 4, y + 4) for y, row in enumerate(code) for x, bit in enumerate(row) if bit
    }
    assert qrcode.svg(text) == drawn


# -- the furniture of the pages ------------------------------------------------------------------


def outline(content: bytes) -> list[tuple[str, int]]:
    """Title and page of each entry of the outline, in its order."""
    with pypdfium2.PdfDocument(content) as document:
        entries = [(item.get_title(), item.get_dest()) for item in document.get_toc()]
        return [(title, dest.get_index() + 1) for title, dest in entries if dest]


@every_variant
def test_pages_are_numbered_as_the_contents_say(variant: Variant) -> None:
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


def test_on_both_sides_parts_begin_on_the_right() -> None:
    entries = outline(pdf(Variant(double_sided=True), WORKBOOK))
    parts = [page for title, page in entries if title in [*titles(PLAIN), "Assess", "Plan", "Act"]]
    assert len(parts) > 9
    assert all(page % 2 for page in parts)
    on_one_side = outline(pdf(PLAIN, WORKBOOK))
    assert any(page % 2 == 0 for title, page in on_one_side if title in titles(PLAIN))
    guide = outline(pdf(Variant(double_sided=True), GUIDE))
    assert all(page % 2 == 0 for title, page in guide if title.startswith("Guidance: "))


def test_a_page_that_stays_empty_has_lines_for_notes() -> None:
    empty = 0
    with pypdfium2.PdfDocument(pdf(Variant(double_sided=True), WORKBOOK)) as document:
        for page in list(document)[1:]:
            words = page.get_textpage().get_text_bounded().split("Quiet Harbor Coaching")[0]
            if not words.strip():
                lines = [each.get_bounds() for each in page.get_objects()]
                wide = [each for each in lines if each[2] - each[0] > 170 * MM]
                assert len(wide) > 25
                empty += 1
    assert empty > 5


def headings(content: bytes) -> list[int]:
    """The level of each heading in the tags, in reading order."""

    def levels(node: Any) -> Iterator[int]:
        if isinstance(node, pikepdf.Array):
            for kid in node:  # type: ignore[attr-defined]
                yield from levels(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if found := re.fullmatch(r"/H(\d)", str(node.get("/S", ""))):
                yield int(found[1])
            yield from levels(node.get("/K"))

    with pikepdf.open(io.BytesIO(content)) as document:
        return list(levels(document.Root.StructTreeRoot.K))


@pytest.mark.parametrize("name", [WORKBOOK, GUIDE, "evenings-now", "goal", "steps"])
def test_no_level_of_headings_is_skipped(name: str) -> None:
    levels = headings(pdf(PLAIN, name))
    assert levels
    assert levels[0] == 1
    assert all(next - level <= 1 for level, next in pairwise(levels))
    assert len(levels) > 10 or name in sheets(PLAIN)


# -- the fullest fields --------------------------------------------------------------------------


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
def test_the_fullest_fields_have_room(variant: Variant, practice: Path) -> None:
    (practice / "content/worksheets/full.yml").write_text(FULL, encoding="utf-8")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    used = "      - use: weekly-check-in\n"
    text = program.read_text(encoding="utf-8").replace(used, f"{used}      - use: full\n")
    program.write_text(text, encoding="utf-8")
    document = of_content(practice / "content", variant, None)["full"]
    content = press.pdf(document)
    assert {box.key for box in boxes(content)} == set(document.answers)
    check_boxes(content, variant)
    for left, right in edges(content):
        assert left > 10
        assert right > 10


def test_a_sheet_alone_says_first_what_clients_of_its_track_should_know(practice: Path) -> None:
    track = practice / "content/tracks/wellness/track.yml"
    notice = "This is not medical advice."
    track.write_text(track.read_text().replace(notice, f"{notice} Ask your doctor."))
    made = Practice.open(practice / "content").documents
    alone = [each for each in made if not each.coach and "-workbook-" not in each.path]
    assert len(alone) == 16
    assert all(f'  ·  {notice}"' in each.source for each in alone)
    assert not any("Ask your doctor" in each.source for each in alone)
