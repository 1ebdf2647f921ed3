"""The tutorial works: its files are written, its commands are run, and their output compared."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from support.code_blocks import Block, blocks, edited
from support.places import ROOT
from support.said import said

from workbook_builder.answers import answers_file

pytestmark = pytest.mark.slow

TUTORIAL = ROOT / "docs/tutorial.md"


class Reader:
    """A reader who follows the tutorial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def follow(self, block: Block) -> None:
        """Write the file of a block, or run its commands."""
        if block.language == "console":
            for command in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                self.run(*command.split("\n", 1))
        else:
            assert block.title, "a file has a name"
            path = self.folder / block.title
            old = path.read_text(encoding="utf-8") if path.exists() else None
            new = block.text
            if old is not None and block.language != "markdown":
                new = edited(old, block.text)
            assert new != old
            path.write_text(new, encoding="utf-8")

    def run(self, command: str, expected: str) -> None:
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.folder /= arguments[0]
            assert self.folder.is_dir()
            return
        assert program == "workbook", "only what a test can run stands in a block of `console`"
        if arguments == ["serve"]:
            self.look(expected)
            return
        if arguments[0] == "print":
            self.save_answers(arguments[1])
        words = [sys.executable, "-m", "workbook_builder", *arguments]
        ended = subprocess.run(words, cwd=self.folder, capture_output=True, text=True)
        said(expected, ended.stdout + ended.stderr)
        assert ended.returncode == (1 if "workbook explain" in expected else 0)

    def save_answers(self, name: str) -> None:
        """Save a file of answers, as the button "Save my answers" does."""
        assert re.fullmatch(r"Sam-first-steps-evening-walk-answers-\d{4}-\d\d-\d\d\.json", name)
        answers = {
            "first-steps/client-name": "Sam",
            "first-steps/evening-walk/evenings/tuesday": "yes",
            "first-steps/evening-walk/noticed": "The light over the harbor.",
        }
        (self.folder / name).write_text(answers_file.write(answers), encoding="utf-8")

    def look(self, expected: str) -> None:
        """Open the site that is served, and stop the server."""
        words = [sys.executable, "-m", "workbook_builder", "serve", "--address", "127.0.0.1:0"]
        log = self.folder.parent / "serve.log"
        with log.open("w") as file:
            served = subprocess.Popen(
                words, cwd=self.folder, stdout=file, stderr=file, start_new_session=True
            )
        try:
            end = time.monotonic() + 60
            while not (found := re.search(r"http://([\d.:]+)/", log.read_text())):
                assert served.poll() is None and time.monotonic() < end, log.read_text()
                time.sleep(0.1)
            address = found[1]
            with urllib.request.urlopen(f"http://{address}/") as page:
                assert b"<h1" in page.read()
            said(expected.replace("127.0.0.1:8000", address), log.read_text())
        finally:
            os.killpg(served.pid, signal.SIGTERM)
            served.wait(timeout=60)


def test_the_tutorial_can_be_followed(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for block in blocks(TUTORIAL, "console", "yaml", "markdown"):
        reader.follow(block)
    site = reader.folder / "site"
    assert (site / "personal/first-steps/evening-walk/index.html").is_file()
    assert not list(site.rglob("*coach*.pdf"))
