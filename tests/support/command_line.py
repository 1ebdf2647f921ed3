"""Helpers for tests of commands: run them, read their output, and look at their files."""

import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from workbook_builder.cli.main import main


def run(*arguments: str, at: Path | str = ".", answers: str | None = None) -> Result:
    """Run a command of `workbook` in a folder."""
    with chdir(at):
        return CliRunner().invoke(main, arguments, input=answers, catch_exceptions=False)


def output_of(*arguments: str) -> str:
    """The output of a command, which must succeed."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def usage_error(*arguments: str) -> str:
    """The error message of a command that is used in a wrong way."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    return result.output.partition("Error: ")[2]


def mkdocs(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill_in(practice: Path) -> None:
    """Fill in what authors must before they publish: whom to call in a crisis, and who they are."""
    path = practice / "content/workbook.yml"
    text = path.read_text(encoding="utf-8")
    assert "crisis: |\n" in text
    path.write_text(text.replace("crisis: |\n", "crisis: |\n  Call 112.\n\n"), encoding="utf-8")
    page = practice / "content/pages/about-me.md"
    text = page.read_text(encoding="utf-8")
    assert "<!-- FILL IN" in text
    page.write_text(text.replace("<!-- FILL IN", "<!-- Filled in"), encoding="utf-8")
