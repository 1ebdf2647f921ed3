"""`workbook print` and `workbook answers`: what they write, and what they leave as it was."""

import json
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from support.command_line import contents, run
from support.languages import add_language
from support.one_form import SHEET, TYPED, filled_by_pikepdf, form

from workbook_builder.answers import answers_file
from workbook_builder.answers.filled_form import FilledForm

GOAL = "better-sleep/goal/goal"
NOW = "better-sleep/evenings-now/where"
NAME = "better-sleep/client-name"


def saved(file: Path, answers: Mapping[str, str]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(answers_file.write(answers), encoding="utf-8")


def made(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


# -- print ---------------------------------------------------------------------------------------


def test_sheets_are_printed_in_the_language_in_which_they_were_filled_in(practice: Path) -> None:
    add_language(practice)
    content = answers_file.Content({GOAL: "dormir"}, language="es")
    (practice / "A.json").write_text(answers_file.written(content), encoding="utf-8")
    sheet = practice / "printed/A/better-sleep/goal-a4.pdf"
    for more, expected in ((), True), (("--language", "en"), False):
        assert run("print", "A.json", "--force", *more, at=practice).exit_code == 0
        assert ("¡es!" in text_of(sheet)) is expected
        assert "dormir" in text_of(sheet)
    result = run("print", "A.json", "--language", "fr", at=practice)
    assert "there is no language `fr`; choose one of: `en`, `es`" in result.output


def test_the_sheets_of_two_clients_never_mix(practice: Path) -> None:
    saved(practice / "A.json", {NOW: "A's bed", GOAL: "A's goal"})
    saved(practice / "B.json", {GOAL: "B's goal"})
    for name in "A.json", "B.json":
        assert run("print", name, at=practice).exit_code == 0
    assert made(practice / "printed") == {
        "A/better-sleep/evenings-now-a4.pdf",
        "A/better-sleep/goal-a4.pdf",
        "B/better-sleep/goal-a4.pdf",
    }
    assert "A's goal" in text_of(practice / "printed/A/better-sleep/goal-a4.pdf")


def test_files_of_the_same_name_are_those_of_two_clients(practice: Path) -> None:
    saved(practice / "ana/answers.json", {NOW: "Ana"})
    saved(practice / "ben/answers.json", {GOAL: "Ben"})
    assert run("print", "ana/answers.json", at=practice).exit_code == 0
    before = contents(practice / "printed")
    result = run("print", "ben/answers.json", at=practice)
    assert result.exit_code == 2
    assert "contains the sheets of another client" in result.output
    assert "--output" in result.output
    assert contents(practice / "printed") == before
    assert run("print", "ben/answers.json", "-o", "ben", at=practice).exit_code == 0
    assert made(practice / "ben") == {"better-sleep/goal-a4.pdf"}


@pytest.mark.parametrize(("first", "second"), [("Ana/Sól", "Ana Sól"), ("Ana", ""), ("", "Ana")])
def test_names_that_make_the_same_folder_are_those_of_two_clients(
    practice: Path, first: str, second: str
) -> None:
    saved(practice / "a/Ana.json", {NAME: first, NOW: "first"})
    saved(practice / "b/Ana.json", {NAME: second, GOAL: "second"})
    assert run("print", "a/Ana.json", at=practice).exit_code == 0
    result = run("print", "b/Ana.json", at=practice)
    assert result.exit_code == 2
    assert "of another client" in result.output


def test_the_folder_has_the_name_of_the_client(practice: Path) -> None:
    saved(practice / "week-1.json", {NAME: " Zoë  O'Brien", NOW: "x"})
    saved(practice / "week-2.json", {NAME: "zoë o'brien", GOAL: "y"})
    assert run("print", "week-1.json", at=practice).exit_code == 0
    folder = practice / "printed/Zoë O'Brien"
    assert made(folder) == {"better-sleep/evenings-now-a4.pdf"}
    result = run("print", "week-2.json", "-o", str(folder), at=practice)
    assert result.exit_code == 0, "it is the same client"
    assert len(made(folder)) == 2


def test_what_is_there_is_replaced_only_by_force(practice: Path) -> None:
    saved(practice / "mine.json", {GOAL: "first"})
    assert run("print", "mine.json", at=practice).exit_code == 0
    sheet = practice / "printed/mine/better-sleep/goal-a4.pdf"
    before = sheet.read_bytes()
    saved(practice / "mine.json", {GOAL: "second", NOW: "x"})
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 2
    assert f"already there: {sheet.relative_to(practice)}." in result.output
    assert "--force" in result.output
    assert sheet.read_bytes() == before
    assert len(made(practice)) == 1, "nothing else was written"
    assert run("print", "mine.json", "-w", "better-sleep/evenings-now", at=practice).exit_code == 0
    assert run("print", "mine.json", "--force", at=practice).exit_code == 0
    assert "second" in text_of(sheet)


def test_only_the_coach_can_read_sheets_and_answers(practice: Path) -> None:
    saved(practice / "mine.json", {GOAL: "x"})
    assert run("print", "mine.json", at=practice).exit_code == 0
    written = [practice / "printed", *(practice / "printed").rglob("*")]
    assert len(written) == 5
    for path in written:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_sheets_with_answers_are_not_in_the_cache(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("WORKBOOK_CACHE", str(cache))
    saved(practice / "mine.json", {GOAL: "Sleepless Secret"})
    assert run("print", "mine.json", at=practice).exit_code == 0
    kept = contents(cache)
    assert kept, "templates are in the cache"
    assert not [name for name, content in kept.items() if b"%PDF" in content]
    assert not [name for name, content in kept.items() if b"Sleepless" in content]


# -- answers -------------------------------------------------------------------------------------


@pytest.fixture
def filled(here: Path) -> Path:
    path = here / "filled.pdf"
    path.write_bytes(filled_by_pikepdf(form(SHEET), TYPED))
    return path


def test_answers_are_written_for_the_coach_alone(filled: Path) -> None:
    result = run("answers", "filled.pdf", "-o", "new/answers.json")
    assert result.exit_code == 0
    path = Path("new/answers.json")
    assert answers_file.read(path.read_bytes(), "") == TYPED
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_of_answers_is_replaced_only_by_force(filled: Path) -> None:
    Path("answers.json").write_text("mine")
    result = run("answers", "filled.pdf", "-o", "answers.json")
    assert result.exit_code == 2
    assert "already there: answers.json. Nothing was written." in result.output
    assert Path("answers.json").read_text() == "mine"
    assert run("answers", "filled.pdf", "-o", "answers.json", "--force").exit_code == 0
    assert answers_file.read(Path("answers.json").read_bytes(), "") == TYPED


@pytest.mark.parametrize("output", ["filled.pdf", "./filled.pdf", "link.pdf"])
def test_the_form_itself_is_never_replaced(filled: Path, output: str) -> None:
    Path("link.pdf").symlink_to("filled.pdf")
    before = filled.read_bytes()
    for force in ([], ["--force"]):
        result = run("answers", "filled.pdf", "-o", output, *force)
        assert result.exit_code == 2
        assert "this is the file that is read" in result.output
    assert filled.read_bytes() == before


def test_a_program_that_a_client_saved_is_read_and_printed(practice: Path) -> None:
    answers = json.dumps({"format": "workbook-answers", "version": 1, "answers": {GOAL: "Rest"}})
    page = f'<!doctype html><script type="application/json" data-wb-copy>{answers}</script>'
    (practice / "Ana.html").write_text(page, encoding="utf-8")
    read = run("answers", "Ana.html", "-o", "Ana.json", at=practice)
    assert read.exit_code == 0, read.output
    assert "1 answer in Ana.json." in read.output
    assert answers_file.read((practice / "Ana.json").read_bytes(), "Ana.json") == {GOAL: "Rest"}
    printed = run("print", "Ana.html", at=practice)
    assert printed.exit_code == 0, printed.output
    assert "Rest" in text_of(practice / "printed/Ana/better-sleep/goal-a4.pdf")


def test_answers_can_go_to_a_device(filled: Path) -> None:
    assert run("answers", "filled.pdf", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_of_answers_is_read_in_every_encoding_of_windows(
    practice: Path, encoding: str
) -> None:
    text = json.dumps(json.loads(answers_file.write({GOAL: "Łóżko"})), ensure_ascii=False)
    (practice / "mine.json").write_bytes(text.encode(encoding))
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 0, result.output
    assert "Łóżko" in text_of(practice / "printed/mine/better-sleep/goal-a4.pdf")


def test_what_is_not_read_from_a_pdf_is_named(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook_builder.pdf import form_values

    form = FilledForm({"p/w/name": "Zoë"}, {"p/w/name": ("Zoe",)}, nameless=2)
    monkeypatch.setattr(form_values, "read_form", lambda _: form)
    result = run("answers", "filled.pdf")
    assert result.exit_code == 0
    assert "Not read: p/w/name: the PDF has a second answer, “Zoe”" in result.stderr
    assert "Not read: 2 chosen options: " in result.stderr
    assert json.loads(result.stdout)["answers"] == {"p/w/name": "Zoë"}
