"""The changelog is read by version."""

import pytest

from workbook_builder.starter.changelog import new_entries, release
from workbook_builder.storage.packaged_data import packaged_changelog

CHANGELOG = """\
# Changelog

## Unreleased

- Not out yet.

## 1.10.0 (2027-05-01)

- Ten.

## 1.9.0

- Nine.

## 1.8

- Eight.
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1.8", "1.9.0", ["Nine."]),
        ("1.8.0", "1.10.0", ["Ten.", "Nine."]),
        ("1.9.0", "1.11.0", ["Not out yet.", "Ten."]),
        ("1.11.0", "1.11.0", ["Not out yet."]),
        ("1.10.0", "1.10.0", []),
        ("", "1.9.0", ["Nine."]),
        ("1.9.0rc1", "1.10.0", ["Ten."]),
    ],
)
def test_the_entries_between_two_versions_are_told(old: str, new: str, told: list[str]) -> None:
    entries = new_entries(CHANGELOG, old, new)
    assert [line[2:] for line in entries.splitlines() if line.startswith("- ")] == told
    assert entries.count("## ") == len(told), "each has its heading"


def test_versions_are_compared_by_their_numbers() -> None:
    assert release("1.9") < release("1.10")
    assert release("1.0") == release("1.0.0") == release("1.0.0rc2")
    assert release("") < release("0.1")


def test_the_changelog_comes_with_the_package() -> None:
    assert packaged_changelog().startswith("# Changelog\n\n## ")
