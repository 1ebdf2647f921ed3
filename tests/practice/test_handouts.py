"""A sheet that others fill in has a PDF of its own, which never mixes with a client's answers."""

from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from click.testing import Result
from support.command_line import run
from support.group_program import add_a_handout

from workbook_builder.answers import answers_file
from workbook_builder.practice.practice import Practice

SHEET = "better-sleep/what-you-see@others"
GOAL = "better-sleep/goal/goal"
FOLDER = "wellness/better-sleep/downloads"
IN_FILE = "better-sleep/what-you-see-a4.pdf"


@pytest.fixture
def asking(practice: Path) -> Path:
    """The small practice with a sheet for others."""
    add_a_handout(practice)
    return practice


def filled(practice: Path, sheet: str, name: str, values: dict[str, str]) -> Path:
    """A copy of a sheet's PDF, filled in by somebody."""
    source = practice / "site" / FOLDER / f"{sheet}-a4.pdf"
    if not source.exists():
        assert run("build", at=practice).exit_code == 0
    with pikepdf.open(source) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        for key, value in values.items():
            fields[key].V = value
        pdf.save(practice / name)
    return practice / name


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def printed(practice: Path, file: str, answers: dict[str, str], *more: str) -> Result:
    (practice / file).write_text(answers_file.write(answers), encoding="utf-8")
    return run("print", file, *more, at=practice)


def test_its_form_has_no_key_of_the_client(asking: Path) -> None:
    sheet = Practice.open(asking / "content").sheets()[f"{FOLDER}/what-you-see-a4.pdf"]
    names = ("asked-by", "filled-in-by", "filled-on", "works", "often", "day", "bring")
    assert list(sheet.answers) == [f"{SHEET}/{name}" for name in names]
    assert "Somebody asked you to fill in this sheet" in sheet.source
    assert "GUIDANCE" not in sheet.source


def test_the_workbook_of_the_client_only_names_it(asking: Path) -> None:
    book = Practice.open(asking / "content").sheets()[f"{FOLDER}/better-sleep-workbook-a4.pdf"]
    assert not [key for key in book.answers if "what-you-see" in key]
    assert "Others fill it in, so it is a PDF of its own and not in this book." in book.source
    assert "What do I do that works well?" not in book.source


def test_it_is_read_by_itself(asking: Path) -> None:
    given = {f"{SHEET}/works": "You listen", f"{SHEET}/filled-in-by": "Teresa"}
    result = run("answers", str(filled(asking, "what-you-see", "Teresa.pdf", given)))
    assert result.exit_code == 0
    assert "Somebody else filled in this sheet" in result.stderr
    assert answers_file.read(result.stdout.encode(), "read") == given


def test_it_is_not_read_together_with_what_a_client_wrote(asking: Path) -> None:
    merged = pypdf.PdfWriter()
    merged.append(filled(asking, "goal", "Ana.pdf", {GOAL: "Rest"}))
    merged.append(filled(asking, "what-you-see", "Teresa.pdf", {f"{SHEET}/works": "You listen"}))
    merged.write(asking / "merged.pdf")
    result = run("answers", "merged.pdf", "-o", "read.json", at=asking)
    assert result.exit_code == 1
    assert "this has answers of the client and of somebody else" in result.output
    assert "one by one" in result.output
    assert not (asking / "read.json").exists()


def test_the_sheets_of_two_people_are_printed_side_by_side(asking: Path) -> None:
    for name, words in (("Teresa", "You listen"), ("Arjun", "You ask")):
        assert printed(asking, f"{name}.json", {f"{SHEET}/works": words}).exit_code == 0
    assert "You listen" in text(asking / "printed/Teresa" / IN_FILE)
    assert "You ask" in text(asking / "printed/Arjun" / IN_FILE)


def test_it_is_not_taken_for_an_old_answer_of_the_client(asking: Path) -> None:
    result = printed(asking, "Ana.json", {GOAL: "Rest", "better-sleep/what-you-see/works": "I?"})
    assert result.exit_code == 0
    assert "Not printed: better-sleep/what-you-see/works: no worksheet has" in result.output
    assert not (asking / "printed/Ana" / IN_FILE).exists()


def test_a_whole_workbook_is_none_of_what_others_wrote(asking: Path) -> None:
    result = printed(asking, "Teresa.json", {f"{SHEET}/works": "You listen"}, "--whole")
    assert result.exit_code == 1
    assert "there are no answers for the worksheets to print" in result.output
