"""A practice that wants Word documents gets them beside each PDF, and its guide for itself."""

import re
from pathlib import Path

import pytest
from support.command_line import run

from workbook_builder.content.loader import load
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.word.filled_document import read_word

FORMATS = "formats: [pdf, docx]\n"
WORD = re.compile(r'href="([^"]+\.docx)"')


def wants(practice: Path, formats: str = FORMATS) -> Path:
    path = practice / "content/workbook.yml"
    path.write_text(path.read_text(encoding="utf-8") + formats, encoding="utf-8")
    return practice


def test_a_site_has_no_word_documents_unless_a_practice_wants_them(practice: Path) -> None:
    opened = Practice.open(practice / "content")
    assert not [path for path in (*opened.sheets(), *opened.guides()) if path.endswith(".docx")]
    assert not any("Word" in page.source() for page in opened.pages().values())


def test_each_page_links_to_its_word_document_beside_its_pdf(practice: Path) -> None:
    opened = Practice.open(wants(practice) / "content")
    pages = opened.pages()
    linked = {
        link.rpartition("/")[2] for each in pages.values() for link in WORD.findall(each.source())
    }
    made = {path.rpartition("/")[2] for path in opened.sheets() if path.endswith(".docx")}
    assert linked == made
    assert "downloads/goal.docx" in pages["wellness/better-sleep/goal.md"].source()
    assert "better-sleep-workbook.docx" in pages["wellness/better-sleep/index.md"].source()
    assert list(opened.guides())[-1] == "wellness/better-sleep-coach.docx"


def test_a_pdf_is_always_among_the_formats(practice: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        load(wants(practice, "formats: [docx]\n") / "content")
    assert "`formats` needs `pdf`" in str(caught.value)
    assert "formats: [pdf, docx]" in str(caught.value)


@pytest.mark.slow
def test_a_build_writes_word_documents_and_keeps_the_guide_apart(practice: Path) -> None:
    result = run("build", at=wants(practice))
    assert result.exit_code == 0, result.output
    assert re.search(r"PDFs, \d+ Word documents in site", result.output)
    site = {path.name for path in (practice / "site").rglob("*.docx")}
    pdfs = {path.name.replace("-a4.pdf", ".docx") for path in (practice / "site").rglob("*-a4.pdf")}
    assert site == pdfs
    assert [path.name for path in (practice / "coach").rglob("*.docx")] == [
        "better-sleep-coach.docx"
    ]
    assert read_word((practice / "site/wellness/better-sleep/downloads/goal.docx").read_bytes())
    assert run("build", at=practice).exit_code == 0
