"""`workbook key`: what it makes, what it changes, and which files can be opened then."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import contents, output_of, run, usage_error
from support.one_form import SHEET, TYPED, filled_by_pikepdf, form
from support.sealing import PLAIN, sealed

from workbook_builder.content.loader import load
from workbook_builder.encryption.private_key import key_files, open_key
from workbook_builder.starter.key_entry import entry

WORDS = "many ordinary words here"
ANSWERS = {"better-sleep/goal/goal": "x"}


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of keys, which is not there yet."""
    monkeypatch.setenv("WORKBOOK_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


@pytest.fixture
def own(practice: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice with a key, as the working directory."""
    monkeypatch.chdir(practice)
    assert run("key", "new", answers=f"{WORDS}\n{WORDS}\n").exit_code == 0
    assert len(key_files(keys)) == 1
    return practice


def public(practice: Path) -> dict[str, str]:
    key = load(practice / "content").coach_key
    assert key
    return key.model_dump()


def opens(keys: Path, passphrase: str) -> bool:
    """Whether a passphrase opens the only key in a folder."""
    ((thumbprint, path),) = key_files(keys).items()
    return open_key(path, passphrase).thumbprint == thumbprint


def send(practice: Path, name: str = "from-ana.txt", plain: bytes = PLAIN) -> Path:
    """Write what a client of a practice sends."""
    path = practice / name
    path.write_text(sealed(plain, public(practice)), encoding="ascii")
    return path


# -- new -----------------------------------------------------------------------------------------


def test_a_new_key_is_in_two_places(practice: Path, keys: Path) -> None:
    before = (practice / "content/workbook.yml").read_text(encoding="utf-8")
    result = run("key", "new", at=practice, answers=f"{WORDS}\n{WORDS}\n")
    assert result.exit_code == 0
    ((thumbprint, path),) = key_files(keys).items()
    assert open_key(path, WORDS).public == public(practice)
    after = (practice / "content/workbook.yml").read_text(encoding="utf-8")
    assert after.startswith(before), "nothing else has changed"
    assert after.endswith(entry(public(practice)))
    assert f"The private part: {path}\n" in result.output
    assert path.name == f"coach-key-{thumbprint}.jwe"
    for word in "Nobody can recover it", "stick", "publish the site":
        assert word in result.output


def test_the_passphrase_is_never_shown(practice: Path, keys: Path) -> None:
    said = run("key", "new", at=practice, answers=f"{WORDS}\n{WORDS}\n").output
    assert WORDS not in said
    assert all(WORDS.encode() not in content for content in contents(keys).values())


def test_a_passphrase_is_asked_for_until_it_is_the_same_twice(practice: Path, keys: Path) -> None:
    result = run("key", "new", at=practice, answers=f"{WORDS}\nother\n{WORDS}\n{WORDS}\n")
    assert "do not match" in result.output
    assert opens(keys, WORDS)


def test_an_empty_passphrase_is_refused(practice: Path, keys: Path) -> None:
    result = run("key", "new", at=practice, answers=f"\n\n  \n  \n{WORDS}\n{WORDS}\n")
    assert result.exit_code == 0
    assert result.output.count("An empty passphrase would let everybody") == 2
    assert opens(keys, WORDS)


def test_a_short_passphrase_is_advised_against(practice: Path, keys: Path) -> None:
    typed = f"short\nshort\nn\n{WORDS}\n{WORDS}\n"
    result = run("key", "new", at=practice, answers=typed)
    assert "This passphrase is short." in result.output
    assert opens(keys, WORDS)


def test_a_short_passphrase_can_be_used_all_the_same(practice: Path, keys: Path) -> None:
    assert run("key", "new", at=practice, answers="short\nshort\ny\n").exit_code == 0
    assert opens(keys, "short")


def test_a_script_gives_the_passphrase_in_a_variable(
    practice: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", "short")
    result = run("key", "new", at=practice)
    assert result.exit_code == 0
    assert "Advice: This passphrase is short." in result.output
    assert opens(keys, "short")


def test_a_variable_that_is_empty_is_no_passphrase(
    practice: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", "")
    result = run("key", "new", at=practice)
    assert result.exit_code == 2
    assert "WORKBOOK_PASSPHRASE is empty." in result.output
    assert not keys.exists()


def test_where_nobody_can_type_the_variable_is_named(practice: Path, keys: Path) -> None:
    before = contents(practice)
    result = run("key", "new", at=practice, answers="")
    assert result.exit_code == 2
    assert "put it into the variable WORKBOOK_PASSPHRASE" in result.output
    assert contents(practice) == before
    assert not keys.exists()


def test_the_folder_of_keys_cannot_be_in_the_practice(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_KEYS", str(practice / "content/keys"))
    before = contents(practice)
    result = run("key", "new", at=practice)
    assert result.exit_code == 2
    assert "is in the practice, from where it could be published." in result.output
    assert contents(practice) == before


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_rest_of_the_file_stays_as_it_is(practice: Path, keys: Path, end: str) -> None:
    path = practice / "content/workbook.yml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    before = f"\ufeff{text}".replace("\n", end or "\n").encode() + end.encode()
    path.write_bytes(before)
    path.chmod(0o640)
    assert run("key", "new", at=practice, answers=f"{WORDS}\n{WORDS}\n").exit_code == 0
    after = path.read_bytes()
    assert after.startswith(before)
    if end == "\r\n":
        assert after.count(b"\n") == after.count(b"\r\n")
    assert public(practice)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.usefixtures("keys")
def test_a_file_in_another_form_is_left_alone_and_the_lines_are_shown(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(
        "{practice: P, coach: C, disclaimer: Text, crisis: Call 112.}\n", encoding="utf-8"
    )
    before = path.read_bytes()
    result = run("key", "new", at=practice, answers=f"{WORDS}\n{WORDS}\n")
    assert result.exit_code == 1
    assert path.read_bytes() == before
    assert "content/workbook.yml was left as it is." in result.output
    assert re.search(
        r"\ncoach-key:\n  kty: EC\n  crv: P-256\n  x: .{43}\n  y: .{43}\n", result.output
    )


def test_nothing_is_made_while_the_file_has_problems(practice: Path, keys: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(path.read_text(encoding="utf-8") + "langauge: en\n", encoding="utf-8")
    result = run("key", "new", at=practice)
    assert result.exit_code == 1
    assert "WB101 `langauge` is not a key here" in result.output
    assert not keys.exists()


def test_a_key_is_replaced_only_if_that_is_asked_for(own: Path, keys: Path) -> None:
    before = contents(own), contents(keys)
    said = usage_error("key", "new")
    assert "has a key already" in said
    assert "can still be opened" in " ".join(said.split())
    assert (contents(own), contents(keys)) == before


def test_the_old_key_opens_what_was_encrypted_for_it(
    own: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, path = send(own, "old.txt"), own / "content/workbook.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kty: EC", "kty: EC # mine"), encoding="utf-8"
    )
    before, key = path.read_text(encoding="utf-8"), public(own)
    other = "other words of a passphrase"
    said = run("key", "new", "--replace", answers=f"{other}\n{other}\n").output
    assert "Keep the private part of the old key" in said
    assert len(key_files(keys)) == 2
    after = path.read_text(encoding="utf-8")
    assert after == before.replace(key["x"], public(own)["x"]).replace(key["y"], public(own)["y"])
    assert run("answers", str(old), answers=f"{WORDS}\n").exit_code == 0
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", other)
    assert run("answers", str(send(own, "new.txt"))).exit_code == 0


def test_a_key_that_cannot_be_used_is_replaced_by_hand(own: Path) -> None:
    path = own / "content/workbook.yml"
    broken = path.read_text(encoding="utf-8").replace(public(own)["x"], "A" * 43)
    path.write_text(broken, encoding="utf-8")
    result = run("key", "new", "--replace", answers=f"{WORDS}\n{WORDS}\n")
    assert result.exit_code == 1
    assert "Write this into it, in place of `coach-key:`:" in result.output
    assert path.read_text(encoding="utf-8") == broken


def test_a_practice_is_found_by_its_configuration(
    practice: Path, keys: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", WORDS)
    output_of("key", "new", "-f", str(practice / "mkdocs.yml"))
    said = output_of("key", "show", "-f", str(practice / "mkdocs.yml"))
    assert next(iter(key_files(keys))) in said


# -- show ----------------------------------------------------------------------------------------


def test_the_key_is_shown_without_a_passphrase(own: Path, keys: Path) -> None:
    ((thumbprint, path),) = key_files(keys).items()
    said = output_of("key", "show")
    assert entry(public(own)) in said
    assert f"Thumbprint:   {thumbprint}\nPrivate part: {path}\n" in said
    assert "Other keys" not in said


def test_a_private_part_that_is_elsewhere_is_missed(own: Path, keys: Path) -> None:
    next(iter(key_files(keys).values())).unlink()
    said = output_of("key", "show")
    assert "Private part: not on this computer" in said
    assert f"from your backup into {keys}." in said


@pytest.mark.usefixtures("keys")
def test_without_a_key_the_way_to_one_is_shown(practice: Path) -> None:
    result = run("key", "show", at=practice)
    assert result.exit_code == 0
    assert result.output == (
        "There is no key in content/workbook.yml. To make one: workbook key new\n"
    )


@pytest.mark.usefixtures("own")
def test_old_keys_are_listed(keys: Path) -> None:
    (old,) = key_files(keys)
    run("key", "new", "--replace", answers=f"{WORDS}\n{WORDS}\n")
    said = output_of("key", "show")
    assert f"Other keys on this computer, for what was encrypted with them:\n\n  {old}\n" in said


# -- answers and print ---------------------------------------------------------------------------


def test_encrypted_answers_are_read(own: Path) -> None:
    result = run("answers", str(send(own)), answers=f"{WORDS}\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["answers"] == ANSWERS


def test_only_answers_go_to_standard_output(own: Path, keys: Path) -> None:
    path = send(own)
    command = [sys.executable, "-m", "workbook_builder", "answers", str(path)]
    environment = os.environ | {"WORKBOOK_PASSPHRASE": WORDS, "WORKBOOK_KEYS": str(keys)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["answers"] == ANSWERS


def test_encrypted_answers_are_printed(own: Path) -> None:
    result = run("print", str(send(own)), answers=f"{WORDS}\n")
    assert result.exit_code == 0, result.output
    assert (own / "printed/from-ana/better-sleep/goal-a4.pdf").is_file()


def test_an_encrypted_form_is_read(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", WORDS)
    path = send(own, plain=filled_by_pikepdf(form(SHEET), TYPED))
    assert json.loads(output_of("answers", str(path)))["answers"] == TYPED


def test_a_passphrase_may_be_wrong_twice(own: Path) -> None:
    result = run("answers", str(send(own)), answers=f"a\nb\n{WORDS}\n")
    assert result.exit_code == 0
    assert result.output.count("That is another passphrase. Try again.") == 2


def test_after_three_wrong_ones_nothing_is_read(own: Path, keys: Path) -> None:
    result = run("answers", str(send(own)), "-o", "read.json", answers=f"a\nb\nc\n{WORDS}\n")
    assert result.exit_code == 1
    shown = next(iter(key_files(keys)))[:8]
    assert f"from-ana.txt: WB504 this passphrase does not open the key {shown}…" in result.output
    assert not (own / "read.json").exists()


def test_a_wrong_variable_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", "wrong")
    result = run("answers", str(send(own)))
    assert result.exit_code == 1
    assert "help: correct the variable WORKBOOK_PASSPHRASE" in result.output


def test_a_file_for_a_key_that_is_elsewhere_asks_for_no_passphrase(own: Path, keys: Path) -> None:
    ((thumbprint, path),) = key_files(keys).items()
    path.unlink()
    result = run("answers", str(send(own)))
    assert result.exit_code == 1
    assert f"for the key {thumbprint[:8]}…, which is not on this computer" in result.output
    assert f"from your backup into {keys}" in result.output


def test_a_file_that_was_cut_short_asks_for_no_passphrase(own: Path) -> None:
    path = send(own)
    path.write_bytes(path.read_bytes()[:-30])
    result = run("answers", str(path))
    assert result.exit_code == 1
    assert "WB504 this file has been cut short\n  help: ask for the file again" in result.output


def test_what_was_encrypted_but_is_no_file_of_answers_is_said(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", WORDS)
    result = run("answers", str(send(own, plain=b'{"name": "a config"}')))
    assert result.exit_code == 1
    assert "WB504 this is not a file of answers" in result.output
