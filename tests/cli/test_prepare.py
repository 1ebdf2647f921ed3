"""`workbook prepare`: what it says about the next session."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from support.command_line import run
from support.sent_back import GOAL, NAME, add_clients, answers_file

PLAN = "better-sleep/steps/steps/row-1"
ANA = {
    NAME: "Ana Ruiz", GOAL: "Sleep six hours",
    f"{PLAN}/what": "Read\non paper", f"{PLAN}/when": "2020-01-10",
}  # fmt: skip


@pytest.fixture
def desk(practice: Path) -> Path:
    begins = date.today() - timedelta(3)
    file = add_clients(practice, ana_ruiz="Ana Ruiz") / "ana-ruiz.yml"
    file.write_text(file.read_text("utf-8").replace("2026-12-07", f"{begins}"), "utf-8")
    (practice / "mine.json").write_bytes(answers_file(ANA))
    assert run("collect", "mine.json", at=practice).exit_code == 0
    return practice


def test_promises_the_agenda_and_what_is_new_are_shown(desk: Path) -> None:
    result = run("prepare", "Ana Ruiz", at=desk)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:3] == ["Ana Ruiz", "", "Better nights"]
    assert "  not yet: Read / on paper, Jan 10, 2020" in lines
    assert lines[lines.index("Agenda") + 1].startswith("  1. ")
    assert lines.index("Last promises") < lines.index("Agenda")
    assert any(line.endswith("Sleep six hours") for line in lines)


def test_what_came_later_is_left_out(desk: Path) -> None:
    result = run("prepare", "ana-ruiz", "--today", "2020-01-01", at=desk)
    assert "Sleep six hours" not in result.output
    assert "  nothing new" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ana-ruis",), "there is no client `ana-ruis`; did you mean `ana-ruiz`?"),
        (("ana-ruiz", "--today", "Monday"), "write a day of the calendar: 2026-12-07"),
    ],
)
def test_a_mistake_is_explained(arguments: tuple[str, ...], message: str, desk: Path) -> None:
    result = run("prepare", *arguments, at=desk)
    assert result.exit_code == 2
    assert message in result.output
