"""The coach's handbook has the pages for coaches, and finds a worksheet for a sentence."""

from gettext import NullTranslations
from pathlib import Path

import pypdfium2
import pytest

from workbook_builder.content.loader import load
from workbook_builder.practice.practice import Practice
from workbook_builder.practice.practice_part import part_of
from workbook_builder.print.handbook_documents import HandbookDocuments
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.rendering.environments import typst_environment

REFER = """# When to refer

Say it **early**: "I notice something."

## What to listen for

- Bad sleep for months

| You hear | You do |
|---|---|
| Nothing helps | Ask more |
"""


@pytest.fixture
def coached(practice: Path) -> Path:
    """The small practice with a page for coaches, and a worksheet that says when it helps."""
    (practice / "content/coach").mkdir()
    (practice / "content/coach/refer.md").write_text(REFER, encoding="utf-8")
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    text = sheet.read_text(encoding="utf-8")
    says = 'coach:\n  client-says: ["My week just happened to me."]\n'
    sheet.write_text(text.replace("coach:\n", says, 1), encoding="utf-8")
    return practice


def texts(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_it_has_the_pages_and_the_sentences(coached: Path) -> None:
    guides = Practice.open(coached / "content").guides()
    assert {"handbook-a4.pdf", "handbook-us-letter.pdf"} <= set(guides)
    text = texts(make_pdf(guides["handbook-a4.pdf"]))
    parts = ("When to refer", "What to listen for", "Ask more", "My client says", "Better nights")
    places = [text.rindex(part) for part in (*parts, "My week just happened to me.")]
    assert places == sorted(places)
    assert "“I notice something.”" in text
    assert "Weekly check-in" in text[places[-1] :]


def test_without_pages_there_is_none(practice: Path) -> None:
    guides = Practice.open(practice / "content").guides()
    assert guides
    assert not [path for path in guides if "handbook" in path]


def test_a_part_of_the_practice_has_none(coached: Path) -> None:
    part = part_of(load(coached / "content"), "wellness")
    assert not HandbookDocuments(part, typst_environment(None, NullTranslations())).guides()


def test_nothing_of_it_is_for_clients(coached: Path) -> None:
    documents = Practice.open(coached / "content").sheets()
    assert documents
    for document in documents.values():
        assert "Say it" not in document.source
        assert "just happened" not in document.source


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No title here.\n", "this page has no title"),
        ("# Long\n" + "word " * 5000, "at most 20000 characters"),
    ],
)
def test_a_page_that_cannot_be_used_is_explained(practice: Path, text: str, said: str) -> None:
    (practice / "content/coach").mkdir()
    (practice / "content/coach/refer.md").write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    assert "content/coach/refer.md:1:1" in str(caught.value)
    assert said in str(caught.value)


def test_a_page_that_is_no_text_is_explained_with_all_other_problems(practice: Path) -> None:
    (practice / "content/coach").mkdir()
    (practice / "content/coach/refer.md").write_bytes(b"# Refer\n\xff\n")
    with (practice / "content/workbook.yml").open("a", encoding="utf-8") as file:
        file.write("country: XX\n")
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    assert {each.file for each in caught.value.problems} == {
        "content/coach/refer.md", "content/workbook.yml",
    }  # fmt: skip
