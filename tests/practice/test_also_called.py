"""Other names of a worksheet can be searched for, and are shown where its author wants them."""

from gettext import NullTranslations
from pathlib import Path

import pypdfium2

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import html_environment, typst_environment
from workbook_builder.typesetting.typst_compiler import typeset
from workbook_builder.web.page_rendering import pages

WORDS = "Also called Weekly review, Friday & Sunday"


def with_names(practice: Path, more: str = "") -> Workbook:
    """The small practice, in which a worksheet has other names."""
    path = practice / "content/worksheets/weekly-check-in.yml"
    names = f'also-called: [Weekly review, "Friday & Sunday"]\n{more}kind:'
    path.write_text(path.read_text().replace("kind:", names, 1))
    return load(practice / "content")


def page(workbook: Workbook) -> str:
    made = pages(workbook, html_environment(None, NullTranslations()))
    return made["wellness/better-sleep/weekly-check-in.md"].searchable("<h1>…</h1>")


def sheet(workbook: Workbook) -> bytes:
    made = documents(workbook, typst_environment(None, NullTranslations()))
    found = next(each for each in made if each.path.endswith("/weekly-check-in-a4.pdf"))
    return typeset(found.source, found.files)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())


def test_other_names_are_searched_but_not_shown(practice: Path) -> None:
    workbook = with_names(practice)
    assert f'<p class="wb-also" hidden>{WORDS.replace("&", "&amp;")}</p>' in page(workbook)
    assert WORDS not in text_of(sheet(workbook))


def test_other_names_are_shown_below_the_title(practice: Path) -> None:
    workbook = with_names(practice, "show-also-called: true\n")
    assert f'<p class="wb-also">{WORDS.replace("&", "&amp;")}</p>' in page(workbook)
    text = text_of(sheet(workbook))
    assert text.index("Weekly check-in") < text.index(WORDS) < text.index("See what you did")


def test_a_worksheet_without_other_names_has_no_place_for_them(practice: Path) -> None:
    assert "wb-also" not in page(load(practice / "content"))
