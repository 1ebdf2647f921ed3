"""Where private keys are."""

from pathlib import Path

import pytest

from workbook_builder.storage.user_folders import keys_folder


@pytest.mark.parametrize("named", [None, ""])
def test_keys_are_in_a_folder_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str | None
) -> None:
    monkeypatch.delenv("WORKBOOK_KEYS")
    if named is not None:
        monkeypatch.setenv("WORKBOOK_KEYS", named)
    for variable in "HOME", "XDG_DATA_HOME", "LOCALAPPDATA":
        monkeypatch.setenv(variable, str(tmp_path))
    found = keys_folder()
    assert found.is_relative_to(tmp_path)
    assert found.parts[-2:] == ("workbook-builder", "keys")
    assert not found.exists(), "it is only made when there is a key"


def test_another_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setenv("WORKBOOK_KEYS", "my-keys")
    assert keys_folder() == here / "my-keys"
