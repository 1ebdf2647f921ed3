"""The coach's guide has a run sheet for each session that is planned; no client's document does."""

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.group_program import BRING, SECRETS, lead_in_a_group
from support.tags import elements

from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.typesetting.typst_compiler import typeset

GUIDE = "wellness/better-sleep-coach-a4.pdf"
WORKBOOK = "wellness/better-sleep/downloads/better-sleep-workbook-a4.pdf"


@pytest.fixture
def documents(practice: Path) -> Mapping[str, Document]:
    lead_in_a_group(practice)
    return {each.path: each for each in Practice.open(practice / "content").documents}


def pages(document: Document) -> list[str]:
    with pypdfium2.PdfDocument(typeset(document.source, document.files)) as printed:
        texts = [page.get_textpage().get_text_bounded() for page in printed]
    return [" ".join(text.split()) for text in texts]


def test_a_run_sheet_is_a_page_with_times(documents: Mapping[str, Document]) -> None:
    (sheet,) = (text for text in pages(documents[GUIDE]) if text.startswith("Run sheet: "))
    assert sheet.startswith("Run sheet: Where you stand Assess · Week 1 · 90 minutes · 4 to 12 peo")
    assert f"Participants bring • {BRING}" in sheet
    assert all(each in sheet for each in SECRETS)
    assert "0:00–0:45 45 Your evenings now My evenings now" in sheet
    assert "0:45–1:15 30 What already helps 1:15–1:30 15 What you take home" in sheet
    assert "GUIDANCE Listen more than you talk." in sheet
    assert "Your notes" in sheet


def test_a_run_sheet_is_a_table_for_screen_readers(documents: Mapping[str, Document]) -> None:
    guide = documents[GUIDE]
    with pikepdf.open(io.BytesIO(typeset(guide.source, guide.files))) as printed:
        kinds = [str(each.S) for each in elements(printed)]
    # A head with four cells, and three points; worksheets have tables of their own.
    with_sheets = kinds.count("/TH")
    assert kinds.count("/Table") > 0
    plain = guide.source.replace("#points(", "#let unused = (")
    with pikepdf.open(io.BytesIO(typeset(plain, guide.files))) as printed:
        without = [str(each.S) for each in elements(printed)].count("/TH")
    assert with_sheets - without == 4


def test_a_session_that_is_not_planned_has_no_run_sheet(
    documents: Mapping[str, Document],
) -> None:
    text = " ".join(pages(documents[GUIDE]))
    assert "Run sheet: Steps" not in text
    assert "Your goal • Steps and dates" in text


def test_clients_read_what_to_bring_and_what_a_group_means(
    documents: Mapping[str, Document],
) -> None:
    text = " ".join(pages(documents[WORKBOOK]))
    assert f"Please bring: {BRING}" in text
    assert "You do this in a group" in text
    assert "with 4 to 12 people in the group" in text
    assert "• Your evenings now • What already helps • What you take home" in text


def test_no_document_for_clients_has_what_coaches_prepare(
    documents: Mapping[str, Document],
) -> None:
    for document in documents.values():
        said = any(each in document.source for each in (*SECRETS, "Run sheet", "GUIDANCE"))
        assert said == document.coach, document.path
