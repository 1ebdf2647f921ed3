"""What could be better is said at the worksheet that it is about."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbook_builder.cli import main

PROGRAM = "content/tracks/wellness/better-sleep.yml"
STORY = "id: story\n            type: long-text\n"


def check(practice: Path, *arguments: str) -> Result:
    before = Path.cwd()
    os.chdir(practice)
    try:
        return CliRunner().invoke(main, ["check", *arguments])
    finally:
        os.chdir(before)


def add(practice: Path, fields: str) -> None:
    path = practice / PROGRAM
    text = path.read_text(encoding="utf-8")
    assert STORY in text
    path.write_text(text.replace(STORY, f"{fields}          - {STORY}", 1), encoding="utf-8")


def rows(count: int) -> str:
    return f"{{id: more, type: table, label: More, columns: [What], rows: {count}}}\n"


def rooms(count: int) -> str:
    each = "{id: room-%s, type: long-text, label: Write., lines: 20}\n"
    return "          - ".join(each % number for number in range(count))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (rows(10), "asks for 20 things, and 19 are enough for one sheet"),
        (rooms(4), "runs over 5 pages, and 3 are the most that clients finish"),
    ],
)
def test_advice_names_the_worksheet_and_its_place(practice: Path, fields: str, said: str) -> None:
    add(practice, fields)
    result = check(practice)
    assert result.exit_code == 0
    place = f"{PROGRAM}:32:13: the worksheet `evenings-now` {said}"
    assert place in result.output
    assert "No problems: 1 program with 8 worksheets, 1 piece of advice." in result.output


def test_below_the_limits_nothing_is_said(practice: Path) -> None:
    add(practice, rows(9))
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


def test_strict_takes_advice_for_problems(practice: Path) -> None:
    assert check(practice, "--strict").exit_code == 0
    add(practice, rows(10))
    result = check(practice, "--strict")
    assert result.exit_code == 1
    assert "1 problem in 1 file." in result.output


def test_a_shared_worksheet_is_named_where_it_is_used(practice: Path) -> None:
    path = practice / "content/worksheets/weekly-check-in.yml"
    path.write_text(path.read_text() + f"  - {rows(18)}")
    assert f"{PROGRAM}:157:14: the worksheet `weekly-check-in`" in check(practice).output
