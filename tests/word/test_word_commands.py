"""`workbook answers` reads Word documents, and `workbook print` fills them in."""

import json
from pathlib import Path

from support.command_line import run
from support.sent_back import GOAL, NAME, add_clients
from support.word_forms import blank, changed, filled, without_names

from workbook_builder.answers import answers_file
from workbook_builder.word.filled_document import read_word

NOW = "better-sleep/evenings-now/where"


def test_answers_are_read_from_a_word_document(practice: Path) -> None:
    (practice / "goal.docx").write_bytes(filled(blank(practice, "goal"), {GOAL: "Sleep “well”"}))
    result = run("answers", "goal.docx", at=practice)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["answers"] == {GOAL: "Sleep “well”"}
    assert result.stderr == ""


def test_answers_that_were_found_by_their_place_are_said(practice: Path) -> None:
    sent = filled(blank(practice, "goal"), {GOAL: "Sleep well"})
    (practice / "goal.docx").write_bytes(changed(sent, without_names))
    result = run("answers", "goal.docx", at=practice)
    assert json.loads(result.stdout)["answers"] == {GOAL: "Sleep well"}
    assert "Read by their place: 1 answer" in result.stderr


def test_a_word_document_without_answers_is_refused(practice: Path) -> None:
    (practice / "goal.docx").write_bytes(blank(practice, "goal"))
    result = run("answers", "goal.docx", at=practice)
    assert result.exit_code == 1
    assert "there are no answers in this document" in result.output


def test_answers_are_printed_into_word_documents_that_can_be_read_again(practice: Path) -> None:
    given = {NAME: "Ana", GOAL: "Sleep well\nand long", NOW: "In bed"}
    (practice / "A.json").write_text(answers_file.write(given), encoding="utf-8")
    result = run("print", "A.json", "--word", at=practice)
    assert result.exit_code == 0, result.output
    assert "2 Word documents in" in result.output
    folder = practice / "printed/Ana/better-sleep"
    assert {path.name for path in folder.iterdir()} == {"evenings-now.docx", "goal.docx"}
    read = read_word((folder / "goal.docx").read_bytes()).values
    assert read == {NAME: "Ana", GOAL: given[GOAL]}
    result = run("print", "A.json", "--word", "--whole", "-o", "whole", at=practice)
    assert result.exit_code == 0, result.output
    book = practice / "whole/better-sleep/better-sleep-workbook.docx"
    assert read_word(book.read_bytes()).values == given


def test_collecting_says_what_was_read_by_its_place(practice: Path) -> None:
    add_clients(practice, ana_ruiz="Ana Ruiz")
    sent = filled(blank(practice, "goal"), {NAME: "Ana Ruiz", GOAL: "Sleep well"})
    (practice / "goal.docx").write_bytes(changed(sent, without_names))
    result = run("collect", "goal.docx", at=practice)
    assert result.exit_code == 0, result.output
    assert "goal.docx: 1 answer for ana-ruiz; a program has dropped names" in result.output
