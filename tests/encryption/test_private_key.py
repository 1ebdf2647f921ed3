"""The coach's private key: who can read its file, and what opens it."""

import json
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from support.sealing import unsealed

from workbook_builder.encryption.cannot_open import CannotOpen, WrongPassphrase
from workbook_builder.encryption.private_key import (
    PrivateKey,
    key_files,
    new_key,
    open_key,
    write_key,
)
from workbook_builder.model.coach_key import CoachKey

PASSPHRASE = "four ordinary wörds here"


@pytest.fixture(scope="module")
def key() -> PrivateKey:
    return new_key()


@pytest.fixture(scope="module")
def file(key: PrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_key(key, PASSPHRASE, tmp_path_factory.mktemp("home") / "a/keys")


def test_only_the_owner_can_read_a_key(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_key_is_opened_by_its_passphrase(key: PrivateKey, file: Path) -> None:
    opened = open_key(file, PASSPHRASE)
    assert opened.thumbprint == key.thumbprint
    assert opened.jwk.as_dict(private=True) == key.jwk.as_dict(private=True)


def test_an_accent_may_be_typed_in_either_way(file: Path) -> None:
    assert open_key(file, unicodedata.normalize("NFD", PASSPHRASE))


@pytest.mark.parametrize("passphrase", ["", "x", PASSPHRASE + " ", "-----BEGIN "])
def test_another_passphrase_does_not(file: Path, passphrase: str) -> None:
    with pytest.raises(WrongPassphrase, match="the passphrase is wrong") as caught:
        open_key(file, passphrase)
    assert "backup" in caught.value.hint


def test_the_private_part_is_in_no_file_as_it_is_and_in_no_message(
    key: PrivateKey, file: Path
) -> None:
    private = str(key.jwk.as_dict(private=True)["d"])
    assert private not in file.read_text(encoding="ascii")
    assert private not in repr(key)
    assert set(key.public) == {"kty", "crv", "x", "y"}


def test_another_program_opens_the_file_of_a_key(key: PrivateKey, file: Path) -> None:
    text = file.read_text(encoding="ascii").strip()
    members = unsealed(text, JWK.from_password(PASSPHRASE), most_rounds=300_000)
    assert json.loads(members) == key.jwk.as_dict(private=True)


def test_its_name_has_the_thumbprint_that_its_public_part_has(key: PrivateKey, file: Path) -> None:
    assert CoachKey.model_validate(key.public).thumbprint == key.thumbprint
    assert file.name == f"coach-key-{key.thumbprint}.jwe"


def test_a_key_is_never_overwritten(key: PrivateKey, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        write_key(key, "another", file.parent)
    assert file.read_bytes() == before


def test_keys_are_found_by_thumbprint_whatever_their_files_are_called(tmp_path: Path) -> None:
    assert key_files(tmp_path / "missing") == {}
    first, second = new_key(), new_key()
    paths = [write_key(each, "x", tmp_path) for each in (first, second)]
    restored = tmp_path / "from the stick.jwe"
    paths[0].rename(restored)
    (tmp_path / "other.jwe").write_text("no key")
    (tmp_path / "large.jwe").write_bytes(paths[1].read_bytes() * 100)
    (tmp_path / "folder.jwe").mkdir()
    assert key_files(tmp_path) == {first.thumbprint: restored, second.thumbprint: paths[1]}


def test_a_file_that_is_no_key_is_none(tmp_path: Path) -> None:
    (tmp_path / "key.jwe").write_text("no key")
    with pytest.raises(CannotOpen, match="this is not the file of a key"):
        open_key(tmp_path / "key.jwe", PASSPHRASE)


@given(st.data())
def test_a_damaged_file_never_opens(file: Path, data: st.DataObject) -> None:
    text = file.read_text(encoding="ascii").strip()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AEIMQUYcgkosw048").filter(lambda each: each != text[place]))
    damaged = file.parent / "damaged.txt"
    damaged.write_text(text[:place] + letter + text[place + 1 :], encoding="ascii")
    with pytest.raises(CannotOpen):
        open_key(damaged, PASSPHRASE)


def test_every_key_is_another_one() -> None:
    assert len({new_key().thumbprint for _ in range(20)}) == 20
