"""YAML becomes data that knows its places in the file."""

from pathlib import Path

import pytest
import yaml

from workbook_builder.content import yaml_source
from workbook_builder.content.yaml_source import parse_yaml
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
    read = yaml_source.read_yaml(path, "x.yml")
    assert read.data == {"a": 1, "b": 2, "c": 3}
    assert read.problem(("c",), Rule.YAML, "").line == 3


def test_the_file_may_be_large_but_not_huge(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: " + "x" * yaml_source.LARGEST_FILE)
    with pytest.raises(WorkbookError, match="1,000,003 bytes"):
        yaml_source.read_yaml(path, "x.yml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be read: Is a directory"):
        yaml_source.read_yaml(tmp_path, "x.yml")


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'x', \"y\", ~]\nb: |\n  two\n  lines\nc: >-\n  folded\n  text\nd: !!str 12\n"
    fast = parse_yaml(text, "x.yml").data
    monkeypatch.setattr(yaml_source, "_LOADER", yaml.SafeLoader)
    assert parse_yaml(text, "x.yml").data == fast
    assert fast["d"] == "12"


def test_all_duplicate_keys_are_reported() -> None:
    with pytest.raises(WorkbookError) as caught:
        parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x.yml")
    assert [(p.line, p.column) for p in caught.value.problems] == [(2, 1), (3, 11)]
