"""A program without some worksheets is still sensible where it refers to them."""

from pathlib import Path

import pypdfium2
import pytest

from workbook_builder.model.program import Program
from workbook_builder.packs.client_program import without_sheets
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf
from workbook_builder.print.program_documents import ProgramDocuments

USED = "- use: weekly-check-in"
REPEATED = "- {use: weekly-check-in, repeat: {every: week}}"
LOOKING_BACK = "{type: recall, from: goal/goal, label: Your goal}"
TREND = "{type: trend, from: weekly-check-in/energy, label: Your weeks}"
ENERGY = "fields:\n  - {id: energy, type: number, label: Energy}\n"


@pytest.fixture
def sleep(practice: Path) -> Practice:
    """The small practice with a weekly worksheet, a chart of it, and a link to another sheet."""
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        (USED, REPEATED),
        (LOOKING_BACK, f"{LOOKING_BACK}\n          - {TREND}"),
        ("intro: We make steps that", 'intro: "See [it](goal). We make steps that'),
    ):
        assert old in text
        text = text.replace(old, new)
    text = text.replace("are small enough.", 'are small enough."')
    file.write_text(text, encoding="utf-8")
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("fields:\n", ENERGY), "utf-8")
    return Practice.open(practice / "content")


def program_of(practice: Practice) -> Program:
    return next(program for _, program in practice.workbook.programs())


def book(practice: Practice, program: Program) -> str:
    """The text of the workbook."""
    track, _ = next(practice.workbook.programs())
    documents = ProgramDocuments(practice.workbook, track, program, practice.typst)
    with pypdfium2.PdfDocument(make_pdf(documents.book("a4"))) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(pages).split())


def test_a_program_without_nothing_is_the_same(sleep: Practice) -> None:
    program = program_of(sleep)
    assert without_sheets(program, ()) is program


def test_a_worksheet_that_is_left_out_is_nowhere(sleep: Practice) -> None:
    program = program_of(sleep)
    assert "goal" in [sheet.id for sheet in program.worksheets]
    reduced = without_sheets(program, {"goal"})
    assert [sheet.id for sheet in reduced.worksheets] == [
        sheet.id for sheet in program.worksheets if sheet.id != "goal"
    ]
    assert "goal" in [sheet.id for sheet in program.worksheets], "the program is as it was"
    assert [phase.sessions for phase in reduced.phases] == [
        phase.sessions for phase in program.phases
    ]
    assert "My goal" in book(sleep, program)
    assert "My goal" not in book(sleep, reduced)


def test_what_is_recalled_from_it_names_the_question_and_no_sheet(sleep: Practice) -> None:
    program = program_of(sleep)
    question = "What do you want to be true in four weeks?"
    assert f"From your sheet “My goal”: {question}" in book(sleep, program)
    reduced = book(sleep, without_sheets(program, {"goal"}))
    assert "From your sheet" not in reduced
    assert f"Your goal {question}" in reduced


def test_a_link_to_it_is_plain_text(sleep: Practice) -> None:
    program = program_of(sleep)
    assert "See it (My goal). We make" in book(sleep, program)
    assert "See it. We make" in book(sleep, without_sheets(program, {"goal"}))


def test_a_chart_of_its_times_is_left_out(sleep: Practice) -> None:
    program = program_of(sleep)
    assert "Your weeks" in book(sleep, program)
    reduced = without_sheets(program, {"weekly-check-in"})
    assert "Your weeks" not in book(sleep, reduced)


def test_other_worksheets_are_the_same_objects(sleep: Practice) -> None:
    program = program_of(sleep)
    reduced = {sheet.id: sheet for sheet in without_sheets(program, {"goal"}).worksheets}
    same = {sheet.id for sheet in program.worksheets if reduced.get(sheet.id) is sheet}
    assert {"evenings-now", "steps"} <= same
    assert same < reduced.keys(), "the one that recalls the goal is another one"


def test_a_phase_without_worksheets_lists_none(sleep: Practice) -> None:
    program = program_of(sleep)
    plan = next(phase for phase in program.phases if phase.id == "plan")
    reduced = without_sheets(program, {sheet.id for sheet in plan.worksheets})
    heading = "Worksheets of this phase"
    assert book(sleep, program).count(heading) - book(sleep, reduced).count(heading) == 1
