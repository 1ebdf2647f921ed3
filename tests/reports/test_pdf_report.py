"""The PDF of a report has the same facts as the page, and is set whatever clients write."""

import pypdfium2
import pytest
from support.browser import text_of
from support.reported import TERMS, client, history, received

from workbook_builder.history.history import History
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.press import make_pdf
from workbook_builder.reports.pdf_report import pdf_report
from workbook_builder.reports.progress import client_progress

TODAY = "2026-12-22"


def document(opened: Practice, given: History, paper: Paper = "a4", name: str = "Ana") -> Document:
    whose = client(sessions=("2026-12-14",), name=name)
    progress = client_progress(opened.workbook, whose, given, TODAY, TERMS)
    return pdf_report(opened.workbook, progress, opened.typst, "report.pdf", paper)


def text(opened: Practice, given: History, name: str = "Ana") -> str:
    pdf = pypdfium2.PdfDocument(make_pdf(document(opened, given, name=name)))
    words = " ".join(text_of(pdf).split())
    pdf.close()
    return words


def test_it_is_private_and_in_no_cache(opened: Practice) -> None:
    assert document(opened, history()).private


def test_it_says_what_the_page_says(opened: Practice) -> None:
    given = history(
        received("2026-12-08", {"evenings-now/rest": "4", "goal/nights": "5"}, saved="2026-12-07"),
        received("2026-12-15", {"log@2/rest": "6", "goal/nights": "4"}, "PDF"),
        received("2026-12-16", {"promises@1/plan/step-1/what": "Phone out", "gone/x": "Blue"}),
        received("2026-12-20", {"what-you-see@others/works": "You listen."}, "PDF"),
    )
    words = text(opened, given)
    for each in (
        "Progress on Dec 22, 2026", "Week 3 of 4", "Check-ins 2 of 9", "My goal: 1 new answer",
        "4 Dec 7, 2026", "0 = not at all, 10 = fully", "Day 2: 6", "Day 1, 3–7",
        "Steps: 1. Done: 0. Carried over: 0.", "My promises, Week 1", "The PDF says “4”",
        "The web form says “5”", "What others wrote", "You listen.", "better-sleep/gone/x",
    ):  # fmt: skip
        assert each in words, each
    assert "GUIDANCE" not in words


@pytest.mark.parametrize("paper", ["a4", "us-letter", "a5"])
def test_it_fits_every_paper(opened: Practice, paper: Paper) -> None:
    given = history(received("2026-12-08", {"weekly@2/energy": "4", "goal/goal": "x" * 3000}))
    assert make_pdf(document(opened, given, paper)).startswith(b"%PDF")


def test_letters_that_no_font_has_become_squares(opened: Practice) -> None:
    # The last one is a mark that begins its answer.
    answers = {"goal/goal": "A 走 B", "strengths/good": '"] #panic()', "review/proud": "\u0e47c"}
    words = text(opened, history(received("2026-12-08", answers)), name="走 Ruiz")
    assert "A □ B" in words
    assert "□ Ruiz" in words
    assert '"] #panic()' in words
    assert "□c" in words


def test_a_client_who_sent_nothing_has_a_report(opened: Practice) -> None:
    words = text(opened, history())
    assert "nothing has come back yet" in words
    assert "There are no answers yet." in words
