"""The theme Folio asks what the plain one asks, fits every paper, and can always be read."""

import io
import shutil
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from support.places import PRACTICE
from support.print_variants import (
    BLANK,
    GUIDE,
    MM,
    PLAIN,
    WORKBOOK,
    Box,
    boxes,
    outline,
    overlapping,
)
from support.print_variants import made as plain

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Paper, Print
from workbook_builder.print import press
from workbook_builder.print.document import Document
from workbook_builder.print.documents import documents
from workbook_builder.print.program_art import program_art
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.typesetting.typst_compiler import typeset

BRANDS = {
    "blue and orange": ("#123a6b", "#b3501a"),
    "black and red": ("#000000", "#b3122b"),
    "purple and green": ("#5b2a86", "#1f7a3d"),
    "one color twice": ("#1d5c63", "#1d5c63"),
    "gray": ("#555555", "#6b6b6b"),
    "as light as allowed": ("#767676", "#b35900"),
}


class Variant(NamedTuple):
    """A paper, how it is printed, and the language."""

    paper: Paper = "a4"
    large_print: bool = False
    ink_saver: bool = False
    binding_margin: float = 0
    double_sided: bool = False
    language: str = "en"


VARIANTS = {
    "plain": Variant(),
    "us letter, ink saver": Variant("us-letter", ink_saver=True),
    "a5": Variant("a5"),
    "large print": Variant(large_print=True),
    "both sides": Variant(binding_margin=12, double_sided=True),
    "right to left": Variant(language="ar"),
    "right to left, both sides": Variant("us-letter", False, False, 12, True, "ar"),
    "a5 for a binder, right to left": Variant("a5", False, True, 10, True, "ar"),
}
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())


def folio(colors: tuple[str, str] | None = None, changes: Mapping[str, str] = {}) -> Workbook:
    """The small practice with this theme, perhaps in other colors, or with other texts."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(PRACTICE / "content", content)
        brand = "brand:\n  theme: folio\n"
        if colors:
            brand += f'  primary: "{colors[0]}"\n  accent: "{colors[1]}"\n'
        settings = content / "workbook.yml"
        settings.write_text(settings.read_text(encoding="utf-8") + brand, encoding="utf-8")
        program = content / "tracks/wellness/better-sleep.yml"
        text = program.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        program.write_text(text, encoding="utf-8")
        workbook = load(content)
    return workbook.model_copy(update={"pictures": dict.fromkeys(workbook.pictures, BLANK)})


def of_variant(workbook: Workbook, variant: Variant) -> dict[str, Document]:
    chosen = Print.model_construct(
        large_print=variant.large_print,
        ink_saver=variant.ink_saver,
        binding_margin=variant.binding_margin,
        double_sided=variant.double_sided,
    )
    update = {"papers": (variant.paper,), "print": chosen, "language": variant.language}
    found = documents(
        workbook.model_copy(update=update),
        typst_environment(None, NullTranslations()),
        output_paths.full_address("https://example.org/"),
    )
    return {Path(each.path).stem.removesuffix(f"-{variant.paper}"): each for each in found}


@cache
def made(variant: Variant) -> dict[str, Document]:
    return of_variant(folio(), variant)


@cache
def pdf(variant: Variant, name: str) -> bytes:
    return press.make_pdf(made(variant)[name])


def keys(content: bytes) -> set[str]:
    return {box.key for box in boxes(content)}


def check_boxes(found: list[Box], across: float, margin: float) -> None:
    for box in found:
        assert margin * MM - 0.1 <= box.left < box.right <= across - margin * MM + 0.1, box
        assert box.bottom > 12 * MM, box
    assert not overlapping(found)


@pytest.mark.slow
@every_variant
def test_every_variant_asks_what_the_plain_theme_asks(variant: Variant) -> None:
    """Each is also valid PDF/UA-1, which the compiler checks."""
    margin = 13 if variant.paper == "a5" else 18
    for name, document in made(variant).items():
        content = pdf(variant, name)
        assert keys(content) == set(document.answers) == set(plain(PLAIN)[name].answers)
        if name != GUIDE:
            with pikepdf.open(io.BytesIO(content)) as opened:
                across = float(opened.pages[0].MediaBox[2])
            check_boxes(boxes(content), across, margin)


def test_the_certificate_has_the_name_of_the_cover() -> None:
    names = [box.page for box in boxes(pdf(Variant(), WORKBOOK)) if box.key.endswith("client-name")]
    assert names[0] == 1
    with pikepdf.open(io.BytesIO(pdf(Variant(), WORKBOOK))) as opened:
        assert names[-1] == len(opened.pages) - 1


def test_contents_lead_to_each_worksheet_once() -> None:
    content = pdf(Variant(), WORKBOOK)
    titles = [title for title, _ in outline(content)]
    sheets = [sheet.title for sheet in folio().tracks[0].programs[0].client_worksheets]
    assert [each for each in titles if each in sheets] == sheets
    with pikepdf.open(io.BytesIO(content)) as opened:
        links = [each for each in opened.pages[2].Annots if each.Subtype == "/Link"]
    # Four phases, the pages before and after them, and every worksheet.
    assert len(links) == 4 + 3 + len(sheets)


def test_long_titles_stay_on_the_page() -> None:
    title = "Selbstverständlichkeiten und Gemeinschaftsverantwortlichkeit"
    workbook = folio(
        changes={"title: Better nights": f"title: {title}", "title: My goal": f"title: {title}"}
    )
    for paper in ("a4", "a5"):
        found = of_variant(workbook, Variant(paper))
        for name in (WORKBOOK, "goal"):
            content = press.make_pdf(found[name])
            assert right_of_text(content) <= 0.5


def right_of_text(content: bytes) -> float:
    """By how many points text leaves the margins of a page on its right."""
    most = 0.0
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            width = page.get_width()
            margin = (13 if width < 450 else 18) * MM
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, _, right, _ = text.get_charbox(index)
                # The tab of the phase is at the edge, and turned.
                if right > left and left < width - margin and text.get_text_range(index, 1).strip():
                    most = max(most, right - (width - margin))
    return most


def art(workbook: Workbook) -> dict[str, bytes]:
    return program_art(workbook, typst_environment(None, NullTranslations()))


def test_a_picture_is_the_same_for_the_same_program_alone() -> None:
    pictures = art(folio())
    stages = [pictures[f"assets/art/better-sleep-{stage}.svg"] for stage in range(5)]
    assert len(set(stages[1:])) == 4
    assert len(pictures) == 5
    assert art(folio()) == pictures
    (track,) = folio().tracks
    (program,) = track.programs
    other = program.model_copy(update={"id": "calm-days"})
    renamed = folio().model_copy(
        update={"tracks": (track.model_copy(update={"programs": (other,)}),)}
    )
    assert not set(art(renamed).values()) & set(pictures.values())
    assert max(map(len, pictures.values())) < 60_000


@pytest.mark.parametrize("colors", BRANDS.values(), ids=BRANDS.keys())
def test_text_can_be_read_in_every_brand(colors: tuple[str, str]) -> None:
    workbook = folio(colors)
    track = workbook.tracks[0]
    environment = typst_environment(None, NullTranslations())
    files = ProgramDocuments(workbook, track, track.programs[0], environment).pieces("a4")
    assert typeset(
        '#import "pieces.typ": *\n'
        "#set document(title: [Contrast])\n"
        "#for paint in (ink, quiet, accent-ink, ..phase-paint) {\n"
        "  for ground in (white, cream) { assert(contrast(paint, ground) >= 4.5) }\n"
        "}\n"
        "#for paint in phase-paint { assert(contrast(white, paint) >= 4.5) }\n"
        "#assert(contrast(edge.paint, white) >= 3)\n",
        files,
    )
