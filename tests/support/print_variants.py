"""The documents of the small practice in each paper size and variant, and what is in them."""

import io
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest

from support.places import PRACTICE
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Paper, Print
from workbook_builder.print import press
from workbook_builder.print.document import Document
from workbook_builder.print.documents import documents
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import typst_environment

MM = 72 / 25.4

BLANK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"/>'


class Variant(NamedTuple):
    """A paper size, the settings under `print:` in workbook.yml, and perhaps another language."""

    paper: Paper = "a4"
    large_print: bool = False
    ink_saver: bool = False
    binding_margin: float = 0
    double_sided: bool = False
    language: str = ""


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
    """The documents of a practice in one variant, by their name without the paper size."""
    workbook = load(content)
    pictures = dict.fromkeys(workbook.pictures, BLANK)
    return of_workbook(workbook.model_copy(update={"pictures": pictures}), variant, site)


def of_workbook(
    workbook: Workbook, variant: Variant, site: str | None = "https://example.org/"
) -> dict[str, Document]:
    """The documents of a loaded practice in one variant, by their name without the paper size."""
    paper = variant.paper
    chosen = Print.model_construct(
        large_print=variant.large_print,
        ink_saver=variant.ink_saver,
        binding_margin=variant.binding_margin,
        double_sided=variant.double_sided,
    )
    language = variant.language or workbook.language
    workbook = workbook.model_copy(
        update={"papers": (paper,), "print": chosen, "language": language}
    )
    environment = typst_environment(None, NullTranslations())
    on_web = output_paths.full_address(site) if site else None
    return {
        Path(each.path).stem.removesuffix(f"-{paper}"): each
        for each in documents(workbook, environment, on_web)
    }


@cache
def made(variant: Variant, site: str | None = "https://example.org/") -> dict[str, Document]:
    return of_content(PRACTICE / "content", variant, site)


@cache
def pdf(variant: Variant, name: str) -> bytes:
    return press.make_pdf(made(variant)[name])


def sheets(variant: Variant) -> list[str]:
    return [name for name in made(variant) if not name.startswith("better-sleep")]


WORKBOOK, GUIDE = "better-sleep-workbook", "better-sleep-coach"


class Box(NamedTuple):
    """A form field: its page, counted from 1, and its edges in points."""

    key: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def side(self) -> float:
        """The shorter side in millimeters."""
        return min(self.right - self.left, self.top - self.bottom) / MM


def boxes(content: bytes) -> list[Box]:
    found = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for number, page in enumerate(document.pages, 1):
            for annotation in page.get("/Annots", []):
                if annotation.Subtype == "/Widget":
                    field = annotation if "/T" in annotation else annotation.Parent
                    edges = (float(edge) for edge in annotation.Rect)
                    found.append(Box(str(field.T), number, *edges))
    return found


def overlapping(found: Iterable[Box]) -> list[tuple[Box, Box]]:
    """Each two boxes of a page that cover each other."""
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if one.page == other.page
        and one.right > other.left + 0.1
        and other.right > one.left + 0.1
        and one.top > other.bottom + 0.1
        and other.top > one.bottom + 0.1
    ]


def titles(variant: Variant) -> list[str]:
    (track,) = load(PRACTICE / "content").tracks
    return [sheet.title for sheet in track.programs[0].worksheets]


def outline(content: bytes) -> list[tuple[str, int]]:
    """The title and page of each entry of the outline, in order."""
    with pypdfium2.PdfDocument(content) as document:
        entries = [(item.get_title(), item.get_dest()) for item in document.get_toc()]
        return [(title, dest.get_index() + 1) for title, dest in entries if dest]
