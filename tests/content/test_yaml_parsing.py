"""YAML becomes data that knows its places in the file."""

import os
import time
from pathlib import Path

import pytest
import yaml

from workbook_builder.content import text_files, yaml_parsing
from workbook_builder.content.yaml_parsing import parse_yaml
from workbook_builder.problems.problem import Rule, WorkbookError


def test_scalars_are_what_an_author_means() -> None:
    text = "[true, false, no, on, 012, 0o7, 12, -3, 1.5, 1e3, 2026-01-31, null, ~, '12', .5, 1_000]"
    assert parse_yaml(text, "x.yml").data == (
        *(True, False, "no", "on", "012", "0o7", 12, -3, 1.5, "1e3", "2026-01-31"),
        *(None, None, "12", ".5", "1_000"),
    )


def test_keys_are_always_text() -> None:
    assert parse_yaml("1: a\ntrue: b\nno: c", "x.yml").data == {"1": "a", "true": "b", "no": "c"}


def test_an_alias_stands_for_its_value() -> None:
    assert parse_yaml("a: &it {b: 1}\nc: *it", "x.yml").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_the_place_of_a_value_and_of_its_key_is_known() -> None:
    read = parse_yaml("a:\n  - b: 1\n  - c: two\n", "x.yml")
    value = read.problem(("a", 1, "c"), Rule.YAML, "wrong")
    key = read.problem(("a", 1, "c"), Rule.YAML, "wrong", key=True)
    missing = read.problem(("a", 1, "d", "e"), Rule.YAML, "wrong")
    assert (value.line, value.column, value.text) == (3, 8, "  - c: two")
    assert (key.line, key.column) == (3, 5)
    assert (missing.line, missing.column) == (3, 5)


def test_windows_and_old_mac_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n")
    read = yaml_parsing.read_yaml(path, "x.yml")
    assert read.data == {"a": 1, "b": 2, "c": 3}
    assert read.problem(("c",), Rule.YAML, "").line == 3


def test_the_file_may_be_large_but_not_huge(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: " + "x" * text_files.LARGEST_FILE)
    with pytest.raises(WorkbookError, match="1,000,003 bytes"):
        yaml_parsing.read_yaml(path, "x.yml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be read: Is a directory"):
        yaml_parsing.read_yaml(tmp_path, "x.yml")


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'x', \"y\", ~]\nb: |\n  two\n  lines\nc: >-\n  folded\n  text\nd: !!str 12\n"
    fast = parse_yaml(text, "x.yml").data
    monkeypatch.setattr(yaml_parsing, "_LOADER", yaml.SafeLoader)
    assert parse_yaml(text, "x.yml").data == fast
    assert fast["d"] == "12"


def test_all_duplicate_keys_are_reported() -> None:
    with pytest.raises(WorkbookError) as caught:
        parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x.yml")
    assert [(p.line, p.column) for p in caught.value.problems] == [(2, 1), (3, 11)]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "ä", "😀", "\ufeff"])
def test_places_are_those_of_an_editor(
    monkeypatch: pytest.MonkeyPatch, character: str, loader: str
) -> None:
    monkeypatch.setattr(yaml_parsing, "_LOADER", getattr(yaml, loader))
    text = f'a: "x{character}y"\nb: 1\nc: ["{character}z", d]\nb: "{character}" \n'
    with pytest.raises(WorkbookError) as caught:
        parse_yaml(text, "x.yml")
    (twice,) = caught.value.problems
    assert (twice.line, twice.column, twice.text) == (4, 1, f'b: "{character}" ')
    value = parse_yaml(text.replace("b: 1\n", ""), "x.yml").problem(("c", 1), Rule.YAML, "")
    assert (value.line, value.column) == (2, 11)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(
    "text", ["a: [b", "a: [b\n", "a: [b\n\n\n", "a: 'b\n", "a: {b: 1,\n \n", "a: [b\u2028\n"]
)
def test_what_is_missing_at_the_end_is_placed_in_the_last_line(
    monkeypatch: pytest.MonkeyPatch, text: str, loader: str
) -> None:
    monkeypatch.setattr(yaml_parsing, "_LOADER", getattr(yaml, loader))
    with pytest.raises(WorkbookError) as caught:
        parse_yaml(text, "x.yml")
    (found,) = caught.value.problems
    assert (found.line, found.column) == (1, len(text.rstrip()) + 1)
    assert found.text == text.partition("\n")[0]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_no_escape_brings_a_control_character_in(
    monkeypatch: pytest.MonkeyPatch, loader: str
) -> None:
    monkeypatch.setattr(yaml_parsing, "_LOADER", getattr(yaml, loader))
    text = r'ä: ["\x01", "\\x02", "a\n\tb\u00e4", "a\x7f\e", "\U0000fffe"]' "\n"
    with pytest.raises(WorkbookError) as caught:
        parse_yaml(text, "x.yml")
    places = [(each.column, each.message.partition(" ")[0]) for each in caught.value.problems]
    assert places == [(6, r"`\x01`"), (40, r"`\x7f`"), (44, r"`\e`"), (50, r"`\U0000fffe`")]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "a: " + "{a: " * 10_000,
        "- " * 10_000,
        "? " * 10_000,
        "\n".join(f"key-{number}: 1" for number in range(40_000)),
        "a: 1\n" * 40_000,
        "\n".join(f'- "{number}\\x01"' for number in range(40_000)),
        "\x01\n" * 400_000,
        "\n".join(f"- *a{number}" for number in range(40_000)),
        "- !x 1\n" * 40_000,
    ],
    ids=[
        "brackets",
        "braces",
        "dashes",
        "marks",
        "keys",
        "twice",
        "escapes",
        "raw",
        "alias",
        "tag",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(WorkbookError) as caught:
        parse_yaml(text, "x.yml")
    assert len(caught.value.problems) <= yaml_parsing.MOST_PROBLEMS
    assert time.monotonic() - started < 5


def test_too_many_keys_in_one_place_are_a_problem() -> None:
    text = "\n".join(f"key-{number}: 1" for number in range(yaml_parsing.MOST_ENTRIES + 1))
    with pytest.raises(WorkbookError, match=r"x\.yml:501:1: WB005 there are more than 500 keys"):
        parse_yaml(text, "x.yml")
    assert len(parse_yaml(text.rpartition("\n")[0], "x.yml").data) == yaml_parsing.MOST_ENTRIES


def test_too_many_entries_of_a_list_are_a_problem() -> None:
    text = "- 1\n" * (yaml_parsing.MOST_ENTRIES + 1)
    with pytest.raises(WorkbookError, match=r"x\.yml:501:3: WB005 the list has more than 500"):
        parse_yaml(text, "x.yml")
    assert len(parse_yaml(text[4:], "x.yml").data) == yaml_parsing.MOST_ENTRIES


def test_a_pipe_is_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yml")
    with pytest.raises(WorkbookError, match="cannot be read: it is not a file"):
        yaml_parsing.read_yaml(tmp_path / "x.yml", "x.yml")


@pytest.mark.parametrize(("before", "column"), [("ä", 2), ("\ufeffä", 2), ("a\nöö", 3)])
def test_the_place_of_another_encoding_counts_characters(
    tmp_path: Path, before: str, column: int
) -> None:
    (tmp_path / "x.yml").write_bytes(before.encode() + b"\xfc\n")
    with pytest.raises(WorkbookError) as caught:
        text_files.read_text(tmp_path / "x.yml", "x.yml")
    (found,) = caught.value.problems
    assert (found.line, found.column) == (before.count("\n") + 1, column)
