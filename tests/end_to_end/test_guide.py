"""The guide can be followed, from the first session to the last, with a client who answers."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support.code_blocks import Block, blocks, edited
from support.command_line import output_of
from support.places import ROOT
from support.said import said
from support.sealing import sealed

from workbook_builder.answers.answers_file import Content, written
from workbook_builder.content.loader import load

pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs/guide.md"
ANSWERS = {
    "first-steps/client-name": "Ana Ruiz",
    "first-steps/goal/goal": "A walk on three evenings",
}


class Coach:
    """A coach who follows the guide in a new practice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "WORKBOOK_KEYS": str(folder.parent / "keys"),
            "WORKBOOK_PASSPHRASE": "four words that nobody knows",
        }

    def follow(self, block: Block) -> None:
        """Change the file of a block, or run its commands."""
        if block.language == "yaml":
            path = self.folder / (block.title or "")
            path.write_text(edited(path.read_text("utf-8"), block.text), "utf-8")
            return
        for command in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, expected = command.split("\n", 1)
            program, *words = shlex.split(line)
            assert program == "workbook"
            if words[0] == "collect":
                self.receive(words[1])
            run = [sys.executable, "-m", "workbook_builder", *words]
            ended = subprocess.run(
                run, cwd=self.folder, env=self.environment, capture_output=True, text=True
            )
            said(expected, ended.stdout + ended.stderr)
            assert ended.returncode == 0, ended.stderr

    def receive(self, folder: str) -> None:
        """Save what the client sends with the button of a page."""
        key = load(self.folder / "content").coach_key
        assert key
        (self.folder / folder).mkdir()
        plain = written(Content(ANSWERS, client="ana-ruiz")).encode()
        (self.folder / folder / "Ana.txt").write_text(sealed(plain, key.model_dump()), "ascii")


def test_the_guide_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    output_of("new", "my-practice", "--yes")
    coach = Coach(tmp_path / "my-practice")
    reported = ""
    for block in blocks(GUIDE, "console", "yaml"):
        coach.follow(block)
        report = coach.folder / "clients/ana-ruiz/report.html"
        reported = report.read_text("utf-8") if report.exists() else reported
    assert "A walk on three evenings" in reported
    assert not list((coach.folder / "clients").glob("ana-ruiz*"))
