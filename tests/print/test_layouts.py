"""Each layout holds whatever fields a worksheet has, on every paper and in every variant."""

import io
import shutil
from collections.abc import Mapping
from gettext import NullTranslations
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.layouts import LAYOUTS, add_layouts
from support.places import PRACTICE
from support.print_variants import (
    MM,
    PLAIN,
    Variant,
    boxes,
    every_variant,
    of_content,
    overlapping,
)
from support.tags import elements

from workbook_builder.content.loader import load
from workbook_builder.content.themes import built_in
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.print import press
from workbook_builder.print.document import Document
from workbook_builder.print.documents import documents
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering.environments import typst_environment

every_layout = pytest.mark.parametrize("layout", LAYOUTS)
SITE = "https://example.org/"
PAPERS: Mapping[Paper, int] = {"a4": 14, "a5": 12}  # the smallest margin that a theme has


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layouts") / "practice"
    shutil.copytree(PRACTICE, folder)
    return add_layouts(folder)


_made: dict[Variant, dict[str, Document]] = {}


def made(content: Path, variant: Variant) -> dict[str, Document]:
    if variant not in _made:
        _made[variant] = of_content(content, variant, SITE)
    return _made[variant]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def check(pdf: bytes, document: Document, margin: float) -> None:
    """Check that a form asks for all its answers, in boxes that lie apart from each other."""
    found, pages = boxes(pdf), sizes(pdf)
    assert {box.key for box in found} == set(document.answers)
    for box in found:
        width, height = pages[box.page - 1]
        assert margin <= box.left < box.right <= width - margin, box
        assert 11 * MM < box.bottom < box.top < height - 10 * MM, box
    assert not overlapping(found)


@every_layout
@every_variant
def test_every_type_of_field_fits(content: Path, variant: Variant, layout: str) -> None:
    margin = (13 if variant.paper == "a5" else 18) * MM - 0.1
    document = made(content, variant)[f"all-{layout}"]
    check(press.make_pdf(document), document, margin)


@every_layout
def test_a_right_to_left_language_mirrors_it(practice: Path, layout: str) -> None:
    workbook = load(add_layouts(practice)).model_copy(update={"language": "ar"})
    for each in documents(workbook, typst_environment(None, NullTranslations())):
        if Path(each.path).stem == f"short-{layout}-a4":
            pdf = press.make_pdf(each)
            check(pdf, each, 18 * MM - 0.1)
            break
    else:
        raise AssertionError
    here = {box.key: box for box in boxes(pdf)}
    plain = press.make_pdf(of_content(practice / "content", PLAIN, None)[f"short-{layout}"])
    for box in boxes(plain):
        if box.key.endswith(("/well", "/friend")):
            width = sizes(plain)[box.page - 1][0]
            assert here[box.key].right == pytest.approx(width - box.left, abs=0.1)


@every_layout
def test_the_answers_are_those_of_a_worksheet_without_a_layout(practice: Path, layout: str) -> None:
    content = add_layouts(practice)
    path = content / f"worksheets/short-{layout}.yml"
    laid_out = of_content(content, PLAIN, None)[f"short-{layout}"]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"layout: {layout}\n", ""), encoding="utf-8")
    plain = of_content(content, PLAIN, None)[f"short-{layout}"]
    assert laid_out.answers == plain.answers
    assert laid_out.source != plain.source


@every_layout
def test_questions_are_read_in_their_order(content: Path, layout: str) -> None:
    pdf = press.make_pdf(made(content, PLAIN)[f"short-{layout}"])
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kids = [each for each in elements(opened) if str(each.S) == "/Form"]
    labels = [
        "went well?",
        "Who helped",
        "How sure",
        "Where were",
        "How many hours",
        "tell a friend",
    ]
    places = [text.index(label) for label in labels]
    assert places == sorted(places)
    assert len(kids) >= len(labels)


def left_edges(pdf: bytes, *ids: str) -> set[int]:
    return {round(box.left) for box in boxes(pdf) if box.key.rpartition("/")[2] in ids}


def short(content: Path, layout: str, variant: Variant = PLAIN) -> bytes:
    return press.make_pdf(made(content, variant)[f"short-{layout}"])


def test_two_columns_end_at_the_same_height(content: Path) -> None:
    pdf = short(content, "two-columns")
    assert len(left_edges(pdf, "well", "friend")) == 2
    assert len(sizes(pdf)) == 1
    lowest: dict[bool, float] = {}
    for box in boxes(pdf):
        column = box.left > sizes(pdf)[0][0] / 2
        if box.bottom < 600:  # below the head
            lowest[column] = min(box.bottom, lowest.get(column, 1000))
    assert lowest[False] == pytest.approx(lowest[True], abs=15)  # below a scale are words


def test_columns_become_one_in_large_print(content: Path) -> None:
    assert (
        len(left_edges(short(content, "two-columns", Variant(large_print=True)), "well", "friend"))
        == 1
    )


@pytest.mark.parametrize("layout", ["canvas", "fold-out"])
@pytest.mark.parametrize("paper", ["a4", "us-letter", "a5"])
def test_pages_lie_on_their_long_side(content: Path, layout: str, paper: str) -> None:
    pdf = short(
        content, layout, Variant("a4" if paper == "a4" else "a5" if paper == "a5" else "us-letter")
    )
    lying = [width > height for width, height in sizes(pdf)]
    assert lying[0]
    assert all(lying) == (layout == "fold-out")


def test_a_box_fills_the_page_of_a_canvas(content: Path) -> None:
    pdf = short(content, "canvas")
    (box,) = [each for each in boxes(pdf) if each.key.endswith("/well")]
    width, height = sizes(pdf)[0]
    assert box.right - box.left > 0.85 * width
    assert box.top - box.bottom > 0.5 * height
    assert {each.page for each in boxes(pdf) if each.key.endswith("/who")} == {2}


def test_a_margin_for_notes_is_free_on_every_page(content: Path) -> None:
    for variant in (PLAIN, Variant(double_sided=True)):
        pdf = press.make_pdf(made(content, variant)["all-margin"])
        width = sizes(pdf)[0][0]
        for box in boxes(pdf):
            below_head = box.page > 1 or box.top < 690
            left_hand = variant.double_sided and not box.page % 2
            if below_head:
                outer = box.left if left_hand else width - box.right
                assert outer > 60 * MM, box


def test_all_cards_are_of_one_size(content: Path) -> None:
    pdf = short(content, "cards")
    found = {
        round(box.top - box.bottom) for box in boxes(pdf) if box.key.endswith(("/well", "/friend"))
    }
    assert len(found) == 1
    assert len(left_edges(pdf, "well", "who")) == 2


def test_a_poster_asks_for_the_name_at_its_end(content: Path) -> None:
    found = {box.key: box for box in boxes(short(content, "poster"))}
    name = found["better-sleep/client-name"]
    assert all((box.page, -box.bottom) <= (name.page, -name.bottom) for box in found.values())


def test_an_empty_page_after_a_layout_has_lines_in_double_sided_print(content: Path) -> None:
    pdf = press.make_pdf(made(content, Variant(double_sided=True))["better-sleep-workbook"])
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            grey = page.render(scale=0.5, grayscale=True).to_pil()
            inked = grey.point(lambda level: 255 * (level < 245)).histogram()[255]
            assert inked > 1000


@pytest.mark.parametrize("double_sided", [False, True])
def test_a_page_that_lies_on_its_long_side_is_bound_above(
    content: Path, double_sided: bool
) -> None:
    variant = Variant(binding_margin=12, double_sided=double_sided)
    pdf = press.make_pdf(made(content, variant)["all-fold-out"])
    height = sizes(pdf)[0][1]
    assert max(box.top for box in boxes(pdf)) < height - 27 * MM
    assert min(box.bottom for box in boxes(pdf)) > (22 if double_sided else 12) * MM


def test_every_theme_has_every_layout(content: Path) -> None:
    """Names that a theme gives to its own values do not hide those of a layout."""
    settings = content / "workbook.yml"
    before = settings.read_text(encoding="utf-8")
    environment = typst_environment(None, NullTranslations())
    plain: dict[str, int] = {}
    for theme in built_in():
        settings.write_text(before + f"brand: {{theme: {theme}}}\n", encoding="utf-8")
        workbook = load(content)
        (track,) = workbook.tracks
        sheets = ProgramDocuments(workbook, track, track.programs[0], environment)
        short = [each for each in track.programs[0].worksheets if each.id.startswith("short-")]
        assert len(short) == len(LAYOUTS)
        for sheet, paper in product(short, PAPERS):
            document = sheets.worksheet(sheet, paper)
            pdf = press.make_pdf(document)
            check(pdf, document, PAPERS[paper] * MM - 0.1)
            count = len(sizes(pdf))
            assert count <= plain.setdefault(document.path, count) + 1, (theme, document.path)
    settings.write_text(before, encoding="utf-8")
