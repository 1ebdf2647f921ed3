"""Errors of the system are problems with a way out, in every command."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import contents, run
from support.one_form import SHEET, TYPED, filled_by_pikepdf, form

from workbook_builder.answers import answers_file
from workbook_builder.cli.failures import problems_of
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

GOAL = "better-sleep/goal/goal"
COMMANDS = {
    "print": ["print", "mine.json"],
    "print -o": ["print", "mine.json", "-o", "out"],
    "answers": ["answers", "filled.pdf", "-o", "answers.json", "--force"],
    "new": ["new", "another", "--yes"],
    "new track": ["new", "track", "family"],
    "new translation": ["new", "translation", "fi"],
    "new schemas": ["new", "schemas"],
    "export": ["export", "plain"],
    "build": ["build"],
}
SLOW = {"export", "build"}


def prepared(practice: Path) -> Path:
    (practice / "mine.json").write_text(answers_file.write({GOAL: "x"}), encoding="utf-8")
    (practice / "filled.pdf").write_bytes(filled_by_pikepdf(form(SHEET), TYPED))
    (practice / "answers.json").write_text("old")
    return practice


@pytest.mark.parametrize(
    "command",
    [pytest.param(name, marks=[pytest.mark.slow] * (name in SLOW)) for name in COMMANDS],
)
def test_a_full_disk_is_explained_and_leaves_what_was_there(
    practice: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    before = contents(prepared(practice))
    write_bytes = Path.write_bytes

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write(path: Path, content: bytes) -> int:
        return full() if path.is_relative_to(practice) else write_bytes(path, content)

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "write_bytes", write)
    monkeypatch.setattr(Path, "write_text", full)
    result = run(*COMMANDS[command], at=practice)
    assert result.exit_code == 1
    assert ": WB511 there is no space left on the disk\n  help: free some space" in result.output
    assert contents(practice) == before


@pytest.mark.parametrize("command", ["print", "answers", "new track", "new translation"])
def test_a_file_in_the_way_of_a_folder_is_named(practice: Path, command: str) -> None:
    prepared(practice)
    for name in ("printed", "content/tracks/family", "templates/locale"):
        (practice / name).parent.mkdir(exist_ok=True)
        (practice / name).write_text("mine")
    arguments = COMMANDS[command]
    if command == "answers":
        arguments = ["answers", "filled.pdf", "-o", "printed/answers.json"]
    result = run(*arguments, at=practice)
    assert result.exit_code in (1, 2), result.output
    assert "Traceback" not in result.output
    assert "printed" in result.output or "family" in result.output or "locale" in result.output
    assert (practice / "printed").read_text() == "mine"


def run_by_a_plain_user(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without the right of root to go past the modes of files."""
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    code = "from workbook_builder.cli.main import main; main()"
    command = [*(rights if os.geteuid() == 0 else []), sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True)


@pytest.mark.parametrize("command", ["print", "new track"])
def test_a_folder_that_cannot_be_written_to_is_named(practice: Path, command: str) -> None:
    prepared(practice)
    (practice / "content/tracks").chmod(0o500)
    practice.chmod(0o500)
    try:
        result = run_by_a_plain_user(*COMMANDS[command], at=practice)
    finally:
        practice.chmod(0o700)
    assert result.returncode == 1
    assert "WB511 you are not allowed to read or write this" in result.stderr


def test_a_link_that_leads_back_to_itself_is_named(here: Path) -> None:
    Path("loop").symlink_to("loop")
    with pytest.raises((OSError, RuntimeError)) as caught:
        Path("loop").resolve(strict=True)
    (problem,) = problems_of(caught.value) or ()
    assert str(problem).startswith("loop: WB511 this link leads back to itself")


@pytest.mark.usefixtures("anew")
def test_check_reports_an_error_of_the_system_in_every_format(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(practice / "content/logo.svg"))

    monkeypatch.setattr("workbook_builder.practice.practice.load", damaged)
    result = run("check", "--format", "json", at=practice)
    assert result.exit_code == 1
    (problem,) = json.loads(result.output)["problems"]
    assert problem["file"] == str(Path("content/logo.svg"))
    assert problem["code"] == "WB511"
    assert problem["hint"]
    assert "WB511 Input/output error" in run("check", at=practice).output


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(errno.EACCES, "no", "a.yml"), "a.yml: WB511 you are not allowed"),
        (OSError(errno.EROFS, "no", "a", None, "b"), "b: WB511 this is in a place that can only"),
        (OSError(errno.ELOOP, "no", b"caf\xe9"), "caf\ufffd: WB511 this link leads back to itself"),
        (OSError(errno.ENOSPC, "no", 3), ".: WB511 there is no space left on the disk"),
        (OSError(12345, "Unheard of."), ".: WB511 Unheard of\n  help: check the disk"),
        (OSError("the disk is full"), ".: WB511 the disk is full"),
        (OSError(), ".: WB511 OSError"),
    ],
)
def test_an_error_of_the_system_has_a_place_and_a_way_out(error: OSError, expected: str) -> None:
    problems = problems_of(error)
    assert problems is not None
    shown = str(*problems)
    assert shown.startswith(expected)
    assert "\n  help: " in shown


def test_problems_stay_as_they_are() -> None:
    problem = Problem("a.yml", 1, 1, Rule.YAML, "no")
    assert problems_of(WorkbookError([problem])) == (problem,)


@pytest.mark.parametrize("error", [ValueError("ours"), BrokenPipeError(errno.EPIPE, "gone")])
def test_our_own_errors_and_a_closed_pipe_are_no_problems(error: Exception) -> None:
    assert problems_of(error) is None
