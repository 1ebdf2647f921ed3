"""Any text makes the name of a folder."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.storage.folder_names import folder_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zoë  O'Brien ", "Zoë O'Brien"),
        ("Dr. Ana M. Sól", "Dr Ana M Sól"),
        ("李小龍", "李小龍"),
        ("../../etc/passwd", "etc passwd"),
        ("..", ""),
        ("-rf", "rf"),
        (" . / \\ ", ""),
        ("😴", ""),
        ("a\0b\nc\u202ed", "a b c d"),
        ("Con", "Con_"),
        ("aux", "aux_"),
        ("COM1", "COM1_"),
        ("Zoe\u0308", "Zoë"),
        ("x" * 500, "x" * 60),
        ('C:\\Users|?*<>"', "C Users"),
    ],
)
def test_a_name_is_that_of_a_client_without_what_folders_cannot_have(text: str, name: str) -> None:
    assert folder_name(text) == name


@given(text=st.text())
def test_any_name_stays_in_its_folder(text: str) -> None:
    name = folder_name(text)
    assert not re.search(r'[/\\:*?"<>|.\x00-\x1f]', name)
    assert name == name.strip()
    assert len(os.fsencode(name)) < 250
    assert len(Path("a", name).parts) == (2 if name else 1)


def test_letters_that_the_system_cannot_name_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda name: name.encode("ascii"))
    assert folder_name("Zoë Łukasz") == "Zoe ukasz"
    assert folder_name("李") == ""
