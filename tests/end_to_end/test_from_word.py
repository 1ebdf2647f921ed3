"""The page about Word moves a whole worksheet: its blocks make a file that works."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.code_blocks import blocks, edited
from support.command_line import fill_in, output_of
from support.places import ROOT

PAGE = ROOT / "docs/from-word.md"
SHEET = "content/worksheets/draining-meeting.yml"
PROGRAM = "content/tracks/personal/first-steps.yml"


def worksheet() -> str:
    """The blocks of the worksheet's file, one after the other."""
    return "".join(block.text for block in blocks(PAGE, "yaml") if block.title == SHEET)


def test_the_worksheet_works_in_a_new_practice(mine: Path) -> None:
    fill_in(mine)
    output_of("new", "worksheet", "draining-meeting")
    schema, *_ = (mine / SHEET).read_text(encoding="utf-8").splitlines(keepends=True)
    (mine / SHEET).write_text(schema + worksheet(), encoding="utf-8")
    (used,) = (block for block in blocks(PAGE, "yaml") if block.title == PROGRAM)
    program = mine / PROGRAM
    program.write_text(edited(program.read_text(encoding="utf-8"), used.text), encoding="utf-8")
    assert output_of("check", "--strict") == "No problems: 1 program with 7 worksheets.\n"


def test_each_block_belongs_to_a_file() -> None:
    assert {block.title for block in blocks(PAGE, "yaml")} == {SHEET, PROGRAM}


def words(text: str) -> str:
    """A text without what Word draws, in lower case."""
    return " ".join("".join(each if each.isalnum() else " " for each in text.lower()).split())


@pytest.mark.parametrize("key", ["title", "label", "low", "high"])
def test_what_the_client_reads_is_that_of_word(key: str) -> None:
    (page,) = (block.text for block in blocks(PAGE, "text"))
    given = texts(yaml.safe_load(worksheet()), key)
    missing = [each for each in given if words(each) not in words(page)]
    # What the page explains to be different.
    assert missing == (["What could you change about it?"] if key == "label" else [])
    assert given


def texts(data: Any, key: str) -> list[str]:
    """All texts under a key, however deep."""
    if isinstance(data, dict):
        own = [data[key]] if key in data else []
        return own + [each for value in data.values() for each in texts(value, key)]
    return [each for value in data for each in texts(value, key)] if isinstance(data, list) else []
