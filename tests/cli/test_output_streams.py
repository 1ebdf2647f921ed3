"""Terminals without UTF-8 show what they can, and nothing that is redirected loses a letter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.one_form import SHEET, TYPED, filled_by_pikepdf, form

import workbook_builder
from workbook_builder.answers import answers_file

GOAL = "better-sleep/goal/goal"
TERMINALS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "cp437": {"PYTHONIOENCODING": "cp437"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "ascii in the C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}


@pytest.fixture(params=TERMINALS)
def terminal(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def output(terminal: str, *arguments: str, at: Path, code: int = 0) -> tuple[str, str]:
    """What a command writes to its two streams, decoded as the terminal does."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHONIO", "PYTHONUTF8", "LC_", "LANG"))
    }
    result = subprocess.run(
        [sys.executable, "-m", "workbook_builder", *arguments],
        cwd=at,
        env=inherited | TERMINALS[terminal],
        capture_output=True,
    )
    encoding = terminal.partition(" ")[0]
    shown = result.stdout.decode(encoding), result.stderr.decode(encoding)
    assert "Traceback" not in shown[1]
    assert result.returncode == code, shown[1]
    return shown


def test_answers_lose_no_letter(terminal: str, here: Path) -> None:
    (here / "filled.pdf").write_bytes(filled_by_pikepdf(form(SHEET), TYPED))
    shown, _ = output(terminal, "answers", "filled.pdf", at=here)
    assert json.loads(shown)["answers"] == TYPED
    assert ("Ωμέγα" in shown) == (terminal == "utf-8")


def test_help_and_mistakes_are_shown(terminal: str, here: Path) -> None:
    shown, _ = output(terminal, "new", "practice", "--help", at=here)
    assert "en, de, " in shown
    _, error = output(terminal, "explain", "Łódź…", at=here, code=2)
    assert "there is no rule " in error
    assert ("Łódź…" in error) == (terminal == "utf-8")


def test_problems_are_shown(terminal: str, practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\ntypo: Łódź\n", encoding="utf-8")
    shown, _ = output(terminal, "check", at=practice, code=1)
    assert "WB101 `typo`" in shown
    assert ("Łódź" in shown) == (terminal == "utf-8")
    assert ("?" in shown.partition("typo: ")[2].partition("\n")[0]) == (terminal != "utf-8")
    data, _ = output(terminal, "check", "--format", "json", at=practice, code=1)
    assert json.loads(data)["problems"][0]["code"] == "WB101"


def test_sheets_are_printed(terminal: str, practice: Path) -> None:
    answers = {"better-sleep/client-name": "Łucja 李", GOAL: "Łóżko 😴"}
    (practice / "mine.json").write_text(answers_file.write(answers), encoding="utf-8")
    shown, error = output(terminal, "print", "mine.json", at=practice)
    assert "1 PDF in " in shown
    assert "WB407" in error
    assert len(list(practice.glob("printed/*/better-sleep/goal-a4.pdf"))) == 1


def test_no_file_depends_on_the_encoding_of_the_system(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python can say where a text is read or written in whatever encoding a system has."""
    monkeypatch.setenv("PYTHONWARNDEFAULTENCODING", "1")
    terminal = "ascii in the C locale"
    name = ("--name", "Łódź Ωμ")
    said = output(terminal, "new", "p", "--yes", "--host", "github", *name, at=here)[1]
    said += output(terminal, "new", "worksheet", "evening-walk", at=here / "p")[1]
    said += output(terminal, "check", at=here / "p")[1]
    said += output(terminal, "build", "--portable", at=here / "p")[1]
    ours = Path(workbook_builder.__file__).parent
    assert [line for line in said.splitlines() if line.startswith(str(ours))] == []
    assert "Łódź Ωμ" in (here / "p/site/index.html").read_text(encoding="utf-8")
    assert "Łódź Ωμ" in (here / "p/portable/first-steps.html").read_text(encoding="utf-8")
