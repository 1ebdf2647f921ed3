"""The .gitignore of a new practice keeps answers of clients out of the repository."""

import re
import subprocess
from pathlib import Path

import pytest
from support.command_line import output_of
from support.places import ROOT

IGNORED = [
    # Saved by pages, in a browser that already has a file of that name, too.
    "Ana-Sól-better-sleep-answers-2026-11-29.json",
    "better-sleep-answers-2026-11-29.json",
    "better-sleep-goal-answers-2026-11-29.json",
    "all-answers-2026-11-29.json",
    "all-answers-2026-11-29 (1).json",
    "Ana-Sól-goal-a4-answers-2026-11-29.pdf",
    "goal-a4-answers-2026-11-29.pdf",
    "goal-a4-answers-2026-11-29 (1).pdf",
    "clients/ana/better-sleep-workbook-a4-answers.pdf",
    "Ana-Sól-better-sleep-2026-11-29-1405.html",
    "clients/better-sleep-2026-11-29-1405 (1).html",
    # A private key that was copied into the practice.
    "coach-key-gs6EovN2s_NRxgsz8ZBxRdD-YnODpudkHWvkxGsnZYA.jwe",
    "content/coach-key-_s6EovN2s_NRxgsz8ZBxRdD-YnODpudkHWvkxGsnZY-.jwe",
    "Copy of coach-key-gs6EovN2s_NRxgsz8ZBxRdD-YnODpudkHWvkxGsnZYA (1).jwe",
    "inbox/Ana.txt",
    "clients/ana-ruiz.yml",
    "clients/ana-ruiz/pack/Letter.pdf",
    # Written by commands, or left behind when they are killed.
    "answers.json",
    "clients/ana/answers.json",
    ".answers.json-x1y2z3",
    "printed/Ana/better-sleep/goal-a4.pdf",
    "clients/printed/Ana/.printed-for",
    "for-ana/.printed-for",
    "coach/personal/first-steps-coach-a4.pdf",
    ".coach-new-123-abc/personal/first-steps-coach-a4.pdf",
    "site/index.html",
    "portable/better-sleep.html",
    ".site-new-123-abc/index.html",
    ".export-abc/docs/index.md",
]


@pytest.fixture
def repository(here: Path) -> Path:
    output_of("new", "p", "--yes")
    subprocess.run(["git", "init", "-q"], cwd=here / "p", check=True)
    return here / "p"


def ignored(names: list[str], at: Path) -> set[str]:
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    result = subprocess.run(
        command, cwd=at, input="\0".join(names), capture_output=True, text=True, encoding="utf-8"
    )
    return set(filter(None, result.stdout.split("\0")))


def test_no_file_with_answers_gets_into_the_repository(repository: Path) -> None:
    assert ignored(IGNORED, repository) == set(IGNORED)


def test_every_file_of_the_practice_gets_into_the_repository(repository: Path) -> None:
    names = [
        path.relative_to(repository).as_posix()
        for path in repository.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(repository).parts
    ]
    assert len(names) > 10
    assert not ignored([*names, "content/pages/handout.pdf", "content/answers.yml"], repository)


def test_the_names_are_those_that_pages_use() -> None:
    script = (ROOT / "templates/theme/assets/transfer.js").read_text(encoding="utf-8")
    calls = re.findall(r"[^ ] filename\((.*)\)[,)]", script)
    assert len(calls) == 2
    assert all(call.endswith('"answers"') for call in calls)  # the day follows
