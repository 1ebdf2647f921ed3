"""The documents of the small practice in a theme, on several papers and in several brands."""

import io
import shutil
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest

from support.places import PRACTICE
from support.print_variants import (
    BLANK,
    GUIDE,
    MM,
    PLAIN,
    Box,
    Variant,
    boxes,
    of_workbook,
    overlapping,
)
from support.print_variants import made as plain
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.print import press
from workbook_builder.print.document import Document
from workbook_builder.print.program_art import program_art
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering.environments import typst_environment

BRANDS = {
    "blue and orange": ("#123a6b", "#b3501a"),
    "black and red": ("#000000", "#b3122b"),
    "purple and green": ("#5b2a86", "#1f7a3d"),
    "one color twice": ("#1d5c63", "#1d5c63"),
    "gray": ("#555555", "#6b6b6b"),
    "as light as allowed": ("#767676", "#b35900"),
}
every_brand = pytest.mark.parametrize("colors", BRANDS.values(), ids=BRANDS.keys())


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


def themed(
    theme: str, colors: tuple[str, str] | None = None, changes: Mapping[str, str] = {}
) -> Workbook:
    """The small practice with a theme, perhaps in other colors, or with other texts."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(PRACTICE / "content", content)
        brand = f"brand:\n  theme: {theme}\n"
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


@cache
def made(theme: str, variant: Variant) -> dict[str, Document]:
    """The documents of the practice in a theme, by their name without the paper size."""
    return of_workbook(themed(theme), variant)


@cache
def pdf(theme: str, variant: Variant, name: str) -> bytes:
    """One of them as a PDF."""
    return press.make_pdf(made(theme, variant)[name])


def check_questions(theme: str, variant: Variant, margins: tuple[float, float]) -> None:
    """All documents ask what they ask without a theme, between the margins.

    Each is also valid PDF/UA-1, which the compiler checks.

    Args:
        theme: The theme.
        variant: The paper, and how it is printed.
        margins: The margins of A5 and of other papers, in millimeters.
    """
    for name, document in made(theme, variant).items():
        content = pdf(theme, variant, name)
        assert keys(content) == set(document.answers) == set(plain(PLAIN)[name].answers)
        if name != GUIDE:
            with pikepdf.open(io.BytesIO(content)) as opened:
                across = float(opened.pages[0].MediaBox[2])
            check_boxes(boxes(content), across, margins[variant.paper != "a5"])


def pieces(workbook: Workbook) -> dict[str, bytes]:
    """The files that the documents of the program share."""
    track = workbook.tracks[0]
    environment = typst_environment(None, NullTranslations())
    return ProgramDocuments(workbook, track, track.programs[0], environment).pieces("a4")


def art(workbook: Workbook) -> dict[str, bytes]:
    """The pictures of its program."""
    return program_art(workbook, typst_environment(None, NullTranslations()))


def check_art(theme: str) -> dict[str, bytes]:
    """The pictures are the same for the same program alone, and differ from stage to stage."""
    pictures = art(themed(theme))
    stages = [pictures[f"assets/art/better-sleep-{stage}.svg"] for stage in range(5)]
    assert len(set(stages[1:])) == 4
    assert len(pictures) == 5
    assert art(themed(theme)) == pictures
    (track,) = themed(theme).tracks
    (program,) = track.programs
    other = program.model_copy(update={"id": "calm-days"})
    track = track.model_copy(update={"programs": (other,)})
    renamed = themed(theme).model_copy(update={"tracks": (track,)})
    assert not set(art(renamed).values()) & set(pictures.values())
    return pictures


def keys(content: bytes) -> set[str]:
    """The keys of the boxes of a PDF."""
    return {box.key for box in boxes(content)}


def check_boxes(found: list[Box], across: float, margin: float) -> None:
    """They are between the margins, in millimeters, and do not cover each other."""
    for box in found:
        assert margin * MM - 0.1 <= box.left < box.right <= across - margin * MM + 0.1, box
        assert box.bottom > 12 * MM, box
    assert not overlapping(found)


def right_of_text(content: bytes, margins: tuple[float, float] = (13, 18)) -> float:
    """By how many points text leaves the margins of a page on its right.

    Args:
        content: The PDF.
        margins: The margins of A5 and of other papers, in millimeters.
    """
    most = 0.0
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            width = page.get_width()
            margin = margins[0 if width < 450 else 1] * MM
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                # The tab of the phase is at the edge, and turned. A huge letter is a picture.
                inside = right > left and left < width - margin and top - bottom < 50 * MM
                if inside and text.get_text_range(index, 1).strip():
                    most = max(most, right - (width - margin))
    return most
