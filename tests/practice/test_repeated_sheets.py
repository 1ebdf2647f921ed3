"""A worksheet that repeats is printed once for each of its times."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.command_line import run

from workbook_builder.answers import answers_file
from workbook_builder.practice.practice import Practice

SHEET = "better-sleep/weekly-check-in"
USED = "- use: weekly-check-in"
RECALL = "fields:\n  - {type: recall, from: previous/next-step, label: Promised}\n"


@pytest.fixture
def repeating(practice: Path) -> Path:
    """The small practice with a check-in in every week from the second on."""
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    assert USED in text
    changed = text.replace(USED, "- {use: weekly-check-in, repeat: {every: week, from: 2}}")
    program.write_text(changed, encoding="utf-8")
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("fields:\n", RECALL), "utf-8")
    return practice


def printed(practice: Path, answers: dict[str, str], *options: str) -> dict[str, str]:
    """The text of each PDF that is printed with answers, by its name."""
    file = practice / "Ana.json"
    file.write_text(answers_file.write(answers), encoding="utf-8")
    result = run("print", "Ana.json", "--force", *options, at=practice)
    assert result.exit_code == 0, result.output
    return {path.name: text(path) for path in (practice / "printed/Ana").rglob("*.pdf")}


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_each_time_is_a_sheet_that_recalls_the_one_before(repeating: Path) -> None:
    sheets = printed(
        repeating,
        {
            f"{SHEET}@2/next-step": "A walk at noon",
            f"{SHEET}@3/last-step": "I walked",
            f"{SHEET}@9/last-step": "Later than planned",
            "better-sleep/begins": "2026-12-07",
        },
    )
    names = [f"weekly-check-in-{week}-a4.pdf" for week in (2, 3, 9)]
    assert sorted(sheets) == names
    second, third, ninth = (sheets[name] for name in names)
    assert "Weekly check-in: Week 2" in second
    assert "A walk at noon" in second
    assert "A walk at noon" in third
    assert "I walked" in third
    assert "A walk at noon" in ninth, "weeks that were missed are passed over"


def test_a_whole_workbook_has_a_copy_for_each_time(repeating: Path) -> None:
    (book,) = printed(repeating, {f"{SHEET}@9/last-step": "Later"}, "--whole").values()
    for week in (2, 3, 4, 9):
        assert f"Weekly check-in: Week {week}" in book
    assert "Weekly check-in: Week 5" not in book


def test_answers_without_a_time_are_printed_on_a_blank_sheet(repeating: Path) -> None:
    sheets = printed(repeating, {f"{SHEET}/last-step": "Which week was it?"})
    assert list(sheets) == ["weekly-check-in-a4.pdf"]
    assert "Which week was it?" in sheets["weekly-check-in-a4.pdf"]


def test_a_time_of_a_sheet_that_does_not_repeat_is_named(repeating: Path) -> None:
    file = repeating / "Ana.json"
    answers = {"better-sleep/goal@3/goal": "x", "better-sleep/goal/goal": "Rest"}
    file.write_text(answers_file.write(answers), encoding="utf-8")
    result = run("print", "Ana.json", at=repeating)
    assert result.exit_code == 0
    assert "Not printed: better-sleep/goal@3/goal: no worksheet has a question" in result.output


def test_forms_have_the_times_in_their_keys(repeating: Path) -> None:
    sheets = Practice.open(repeating / "content").sheets()
    folder = "wellness/better-sleep/downloads"
    blank = sheets[f"{folder}/weekly-check-in-a4.pdf"].answers
    assert {f"{SHEET}/which-time", f"{SHEET}/last-step"} < blank.keys()
    book = sheets[f"{folder}/better-sleep-workbook-a4.pdf"].answers
    weeks = {key.split("/")[1] for key in book if key.startswith(SHEET)}
    assert weeks == {f"weekly-check-in@{week}" for week in (2, 3, 4)}
    assert not [key for key in book if key.endswith("/which-time")]


def test_a_filled_workbook_is_read_by_its_weeks(repeating: Path) -> None:
    result = run("build", "-f", str(repeating / "mkdocs.yml"))
    assert result.exit_code == 0, result.output
    path = repeating / "site/wellness/better-sleep/downloads/better-sleep-workbook-a4.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) == f"{SHEET}@3/last-step":
                field.V = "I walked"
        pdf.save()
    read = run("answers", str(path), "-o", str(repeating / "read.json"))
    assert read.exit_code == 0, read.output
    found = answers_file.read((repeating / "read.json").read_bytes(), "read.json")
    assert found == {f"{SHEET}@3/last-step": "I walked"}


def test_an_empty_workbook_has_one_chart_for_all_times(repeating: Path) -> None:
    with (repeating / "content/worksheets/weekly-check-in.yml").open("a", encoding="utf-8") as file:
        file.write("  - {id: energy, type: scale, label: Energy, low: none, high: a lot}\n")
        file.write("  - {type: trend, from: previous/energy, label: Your energy}\n")
    practice = Practice.open(repeating / "content", repeating / "templates")
    sources = {document.path: document.source for document in practice.documents}
    (book,) = (path for path in sources if path.endswith("-workbook-a4.pdf"))
    (sheet,) = (path for path in sources if path.endswith("/weekly-check-in-a4.pdf"))
    assert sources[book].count("figure(alt: said") == 1
    assert sources[book].count("on the sheet for Week 2") == 2
    assert sources[sheet].count("figure(alt: said") == 1
