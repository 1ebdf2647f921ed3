"""Notices and numbers to call stand where clients need them, on pages, on paper, and in Word."""

from gettext import NullTranslations
from pathlib import Path

import pypdfium2
import pytest

from workbook_builder.content.help_lines import known_help_lines
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.print.documents import documents
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.print.word_documents import WordDocuments
from workbook_builder.rendering.environments import (
    html_environment,
    typst_environment,
    word_environment,
)
from workbook_builder.typesetting.typst_compiler import typeset
from workbook_builder.web.page_rendering import pages

SHEET = "content/worksheets/weekly-check-in.yml"
PROGRAM = "content/tracks/wellness/better-sleep.yml"
SETTINGS = "content/workbook.yml"
BOX = "If this gets too much,"
OF_US = "1-800-799-7233"


def begin(practice: Path, file: str, lines: str) -> None:
    path = practice / file
    path.write_text(lines + path.read_text(encoding="utf-8"), encoding="utf-8")


def page(workbook: Workbook, name: str = "wellness/better-sleep/weekly-check-in.md") -> str:
    return pages(workbook, html_environment(None, NullTranslations()))[name].source()


def printed(workbook: Workbook, name: str = "weekly-check-in") -> str:
    made = documents(workbook, typst_environment(None, NullTranslations()))
    found = next(each for each in made if each.path.endswith(f"/{name}-a4.pdf"))
    with pypdfium2.PdfDocument(typeset(found.source, found.files)) as document:
        return " ".join("".join(each.get_textpage().get_text_range() for each in document).split())


def in_word(workbook: Workbook) -> str:
    ((track, program),) = workbook.programs()
    texts = NullTranslations()
    made = ProgramDocuments(workbook, track, program, typst_environment(None, texts))
    sheet = next(each for each in program.worksheets if each.id == "weekly-check-in")
    return WordDocuments(made, word_environment(None, texts)).worksheet(sheet).source


def test_a_worksheet_shows_the_numbers_of_its_country(practice: Path) -> None:
    begin(practice, SETTINGS, "country: US\n")
    begin(practice, SHEET, "show-crisis: true\n")
    workbook = load(practice / "content")
    shown = page(workbook)
    assert BOX in shown
    assert f'<a href="tel:18007997233">{OF_US}</a>' in shown
    assert f"National Domestic Violence Hotline: {OF_US}." in printed(workbook)
    assert BOX in in_word(workbook)
    assert OF_US in in_word(workbook)


def test_without_a_country_it_says_where_numbers_are(practice: Path) -> None:
    begin(practice, SHEET, "show-crisis: true\n")
    workbook = load(practice / "content")
    for shown in (page(workbook), printed(workbook), in_word(workbook)):
        assert "Find A Helpline" in shown


def test_other_worksheets_have_no_such_box(practice: Path) -> None:
    begin(practice, SETTINGS, "country: US\n")
    workbook = load(practice / "content")
    for shown in (page(workbook), printed(workbook), in_word(workbook)):
        assert BOX not in shown


def test_the_text_about_a_crisis_ends_with_the_numbers(practice: Path) -> None:
    begin(practice, SETTINGS, "country: GB\n")
    workbook = load(practice / "content")
    about = page(workbook, "about-coaching.md")
    assert (
        about.index('id="crisis"') < about.index('href="tel:116123"') < about.index('id="contact"')
    )
    assert "Samaritans: 116 123" in printed(workbook, "better-sleep-workbook")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ({}, "This is not medical advice."),
        ({PROGRAM: "notice: Ask a lawyer. Or a union.\n"}, "Ask a lawyer."),
        ({PROGRAM: "notice: Ask a lawyer.\n", SHEET: "notice: Ask a banker.\n"}, "Ask a banker."),
    ],
    ids=["track", "program", "worksheet"],
)
def test_the_notice_that_is_nearest_counts(
    practice: Path, lines: dict[str, str], shown: str
) -> None:
    for file, line in lines.items():
        begin(practice, file, line)
    workbook = load(practice / "content")
    others = {"This is not medical advice.", "Ask a lawyer.", "Ask a banker."} - {shown}
    for text in (page(workbook), printed(workbook), in_word(workbook)):
        assert shown in text
        assert not any(other in text for other in others)


def test_every_known_country_has_numbers_with_a_source() -> None:
    known = known_help_lines()
    assert {"US", "CA", "GB", "IE", "AU", "NZ"} <= known.keys()
    for country in known.values():
        assert country.lines[0].source.startswith("https://")
