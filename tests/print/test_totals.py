"""On paper and in a PDF there is a box for each total; printed answers show what they add up to."""

import io
from gettext import NullTranslations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.one_sheet import practice_with_sheet

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.practice.answered_sheets import PrintRequest, answered_sheets
from workbook_builder.practice.practice import Practice
from workbook_builder.print import press
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.typesetting.typst_compiler import typeset

TRY = "better-sleep/try"
SHEET = """\
- {id: sleep, type: choice, label: How did you sleep?, options: [Well, Poorly]}
- id: habits
  type: ratings
  label: How often is this true?
  low: never
  high: always
  items: [{id: ask, label: I ask.}, {id: wait, label: I wait.}]
  total: mean
- id: options
  type: table
  label: How good is it?
  row-names: [Money, Time]
  columns:
    - {id: weight, label: How much it matters, type: number}
    - {id: stay, label: Stay, type: number, total: sum, weighted-by: weight}
- id: week
  type: tracker
  label: What I did
  columns: [Mon, Tue]
  items: [{id: walk, label: A walk, total: sum}]
- id: wheel
  type: wheel
  label: How content are you?
  low: not at all
  high: fully
  areas: [Food, Quiet, Work]
  total: sum
  only-if: {question: sleep, is: well}
"""


@pytest.fixture
def folder(practice: Path) -> Path:
    practice_with_sheet(SHEET, practice)
    return practice / "content"


def printed(folder: Path, answers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The text of the printed sheet, and the answers that are not printed, with the reason."""
    given = {f"{TRY}/{key}": value for key, value in answers.items()}
    found = answered_sheets(Practice.open(folder), given, "mine.json", PrintRequest("a4"))
    (document,) = found.documents
    with pypdfium2.PdfDocument(press.make_pdf(document)) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(texts).split()), dict(found.left_out)


def test_a_pdf_has_a_field_for_each_total(folder: Path) -> None:
    workbook = Practice.open(folder).workbook
    made = documents(workbook, typst_environment(None, NullTranslations()))
    document = next(each for each in made if each.path.endswith("/try-a4.pdf"))
    pdf = make_fillable(typeset(document.source, document.files), document.answers)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        found = {
            str(each.T).removeprefix(f"{TRY}/"): (str(each.TU), str(each.WB_Kind))
            for each in read.Root.AcroForm.Fields
            if "total" in str(each.T)
        }
    assert found == {
        "habits/total": ("How often is this true? (Average)", "/number"),
        "options/total/stay": ("How good is it? Stay (Total)", "/number"),
        "week/walk/total": ("What I did A walk (Total)", "/number"),
        "wheel/total": (
            "How content are you? (Total) (Only if you chose “Well” in question 1)",
            "/number",
        ),
    }


def test_printed_answers_show_what_they_add_up_to(folder: Path) -> None:
    text, left_out = printed(
        folder,
        {
            "habits/ask": "4",
            "habits/wait": "3",
            "habits/total": "5",
            "options/money/weight": "2",
            "options/money/stay": "1.5",
            "options/time/weight": "1",
            "options/time/stay": "4",
            "week/walk/mon": "yes",
        },
    )
    assert "Average 3.5" in text
    assert "Stay: Total 7" in text
    assert "Each number counts as many times as “How much it matters” says." in text
    assert "A walk: Total 1" in text
    assert left_out == {}


def test_a_total_that_was_written_by_hand_stays_if_there_is_nothing_to_add_up(folder: Path) -> None:
    text, _ = printed(folder, {"habits/total": "2.5"})
    assert "Average 2.5" in text


def test_a_question_that_is_not_asked_has_no_total(folder: Path) -> None:
    answers = {"sleep": "poorly", "wheel/food": "3", "wheel/quiet": "4"}
    text, left_out = printed(folder, answers)
    assert set(left_out) == {f"{TRY}/wheel/food", f"{TRY}/wheel/quiet"}
    assert "Total 7" not in text
    text, left_out = printed(folder, {**answers, "sleep": "well"})
    assert "Total 7" in text
    assert left_out == {}
