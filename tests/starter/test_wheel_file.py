"""A wheel tells its version and its changelog."""

from pathlib import Path

import pytest
from support.wheels import wheel

from workbook_builder.starter.wheel_file import UnreadableWheel, read_wheel


def test_a_wheel_tells_its_version_and_its_changelog(tmp_path: Path) -> None:
    found = read_wheel(wheel("1.2.0", tmp_path, changelog="# Changelog\n"))
    assert (found.version, found.changelog) == ("1.2.0", "# Changelog\n")


def test_a_wheel_without_a_changelog_tells_none(tmp_path: Path) -> None:
    assert read_wheel(wheel("1.2.0", tmp_path)).changelog == ""


def test_a_wheel_that_a_browser_has_renamed_gets_its_name_back(tmp_path: Path) -> None:
    renamed = wheel("1.2.0", tmp_path).rename(tmp_path / "workbook_builder-1.2.0 (1).whl")
    assert read_wheel(renamed).name == "workbook_builder-1.2.0-py3-none-any.whl"


def test_a_wheel_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWheel, match="a wheel of mkdocs, and not of workbook-builder"):
        read_wheel(wheel("1.6.1", tmp_path, name="mkdocs"))


@pytest.mark.parametrize("kept", [0, 10, 200, -30])
def test_a_damaged_wheel_is_refused(tmp_path: Path, kept: int) -> None:
    path = wheel("1.2.0", tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UnreadableWheel, match="this is not a wheel, or it is damaged"):
        read_wheel(path)
