"""A passphrase is asked for when the first encrypted file needs it, and once for each key."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.sealing import PLAIN, sealed

from workbook_builder.cli import coach_keys
from workbook_builder.cli.coach_keys import CoachKeys
from workbook_builder.encryption.private_key import PrivateKey, new_key, write_key
from workbook_builder.problems.problem import WorkbookError

Typing = Callable[..., list[str]]


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrivateKey:
    """A key in the folder of keys."""
    monkeypatch.setenv("WORKBOOK_KEYS", str(tmp_path))
    made = new_key()
    write_key(made, "right", tmp_path)
    return made


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Lets somebody type words, and tells what they are asked."""

    def types(*words: str) -> list[str]:
        asked: list[str] = []
        left: Iterator[str] = iter(words)

        def ask(question: str) -> str:
            asked.append(question)
            return next(left)

        monkeypatch.setattr(coach_keys, "asked_passphrase", ask)
        return asked

    return types


def sent(key: PrivateKey) -> bytes:
    return sealed(PLAIN, key.public).encode()


def test_files_that_are_not_encrypted_ask_for_nothing(typing: Typing) -> None:
    asked = typing()
    content = b"%PDF-1.7"
    assert CoachKeys().decrypted(content, "a.pdf") is content
    assert not asked


def test_a_passphrase_is_asked_for_once(key: PrivateKey, typing: Typing) -> None:
    asked = typing("wrong", "right")
    keys = CoachKeys()
    assert [keys.decrypted(sent(key), "a.txt") for _ in range(3)] == [PLAIN] * 3
    assert asked == [f"Passphrase of the key {key.thumbprint[:8]}…"] * 2


def test_whoever_does_not_know_it_is_not_asked_again(key: PrivateKey, typing: Typing) -> None:
    asked = typing("a", "b", "c")
    keys = CoachKeys()
    for _ in range(2):
        with pytest.raises(WorkbookError, match="this passphrase does not open the key"):
            keys.decrypted(sent(key), "a.txt")
    assert len(asked) == 3


def test_each_key_has_a_passphrase_of_its_own(
    key: PrivateKey, typing: Typing, tmp_path: Path
) -> None:
    other = new_key()
    write_key(other, "of the other", tmp_path)
    asked = typing("right", "of the other")
    keys = CoachKeys()
    for each in (key, other, key):
        assert keys.decrypted(sent(each), "a.txt") == PLAIN
    assert len(asked) == 2


def test_a_damaged_file_costs_no_passphrase(key: PrivateKey, typing: Typing) -> None:
    asked = typing()
    with pytest.raises(WorkbookError, match="cut short"):
        CoachKeys().decrypted(sent(key)[:-40], "a.txt")
    assert not asked
