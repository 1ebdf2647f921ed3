"""What is dropped on the desk is collected, or waits for a decision."""

import os
from pathlib import Path

import pytest
from jwcrypto.jwk import JWK
from support.command_line import contents, run
from support.sealing import sealed
from support.sent_back import GOAL, NAME, add_clients, answers_file, filled_pdf, message

from workbook_builder.desk.desk import Desk
from workbook_builder.problems.problem import WorkbookError

ANA = {NAME: "Ana Ruiz", GOAL: "Sleep six hours"}
WORDS = "four words that nobody knows"


@pytest.fixture
def desk(practice: Path) -> Desk:
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    return opened(practice)


def opened(practice: Path) -> Desk:
    return Desk(practice / "mkdocs.yml", lambda: "2026-12-15", lambda: "2026-12-15T08:00:00.000Z")


def goal(desk: Desk, id: str = "ana-ruiz") -> str:
    client = desk.client(id)
    assert client is not None
    sheets = desk.progress(client).programs[0].sheets
    return next(
        (answer.value.shown for sheet in sheets for answer in sheet.answers if answer.key == GOAL),
        "",
    )


def test_a_file_is_collected_and_seen_at_once(desk: Desk) -> None:
    assert goal(desk) == ""
    dropped = desk.collect((("goal.pdf", filled_pdf(ANA)),))
    assert [(each.client, each.name) for each in dropped.collected] == [("ana-ruiz", "goal.pdf")]
    assert goal(desk) == "Sleep six hours"
    assert next(iter(desk.overviews())).new == 1  # the name is not counted


def test_what_is_attached_to_a_message_is_collected(desk: Desk) -> None:
    mail = message(**{"goal.pdf": filled_pdf(ANA)})
    dropped = desk.collect((("My answers.eml", mail),))
    assert goal(desk) == "Sleep six hours"
    assert not dropped.problems


def test_a_file_that_may_be_anybodys_waits_until_the_coach_says_whose_it_is(desk: Desk) -> None:
    desk.collect((("a.json", answers_file({GOAL: "Sleep"})),))
    (waiting,) = desk.tray.unclaimed()
    assert goal(desk, "ben-oka") == ""
    desk.claim(waiting.id, "ben-oka")
    assert goal(desk, "ben-oka") == "Sleep"
    assert not list(desk.tray)


def test_the_coach_can_leave_a_file_alone(desk: Desk) -> None:
    before = contents(desk.folder)
    desk.collect((("a.json", answers_file({GOAL: "Sleep"})),))
    (waiting,) = desk.tray.unclaimed()
    desk.claim(waiting.id, "")
    assert not list(desk.tray)
    assert contents(desk.folder) == before


def test_other_files_are_refused_and_the_rest_is_collected(desk: Desk) -> None:
    files = (("photo.png", b"\x89PNG"), ("goal.pdf", filled_pdf(ANA)), ("cut.json", b'{"format": '))
    dropped = desk.collect(files)
    assert [each.file for each in dropped.problems] == ["photo.png", "cut.json"]
    assert goal(desk) == "Sleep six hours"


def test_a_tray_that_is_full_refuses_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook_builder.desk.tray._MOST_BYTES", 300)
    files = tuple((f"{n}.json", answers_file({GOAL: str(n)})) for n in range(4))
    dropped = desk.collect(files)
    waiting = len(list(desk.tray))
    assert 0 < waiting < 4
    assert len(dropped.problems) == 4 - waiting
    assert "too many files wait" in dropped.problems[0].message


# -- encrypted files ------------------------------------------------------------------------------


@pytest.fixture
def own(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of a coach who has a key."""
    monkeypatch.setenv("WORKBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", WORDS)
    assert run("key", "new", at=desk.folder.parent).exit_code == 0
    return desk


def encrypted(desk: Desk, answers: dict[str, str]) -> bytes:
    key = desk.practice.workbook.coach_key
    assert key
    return sealed(answers_file(answers), key.model_dump()).encode()


def test_encrypted_files_wait_for_the_passphrase_once(own: Desk) -> None:
    own.collect((("Ana.txt", encrypted(own, ANA)),))
    assert [each.name for each in own.tray.locked()] == ["Ana.txt"]
    assert own.unlock("another one") is None
    assert goal(own) == ""
    assert len(own.tray.locked()) == 1
    assert own.unlock(WORDS) is not None
    assert goal(own) == "Sleep six hours"
    own.collect((("Ana 2.txt", encrypted(own, ANA | {GOAL: "Sleep seven hours"})),))
    assert not own.tray.locked()


def test_a_file_for_another_key_is_refused(own: Desk) -> None:
    foreign = JWK.generate(kty="EC", crv="P-256").export_public(as_dict=True)
    dropped = own.collect((("Ana.txt", sealed(answers_file(ANA), foreign).encode()),))
    assert "which is not on this computer" in dropped.problems[0].message
    assert not list(own.tray)


def test_a_file_that_was_tampered_with_is_refused(own: Desk) -> None:
    head, tag = encrypted(own, ANA).rsplit(b".", 1)
    own.collect((("Ana.txt", encrypted(own, ANA)),))
    own.unlock(WORDS)
    dropped = own.collect((("bad.txt", head + b"." + bytes(reversed(tag))),))
    assert "has been changed or damaged" in dropped.problems[0].message


# -- changes of files ---------------------------------------------------------------------------


def test_a_client_who_is_added_is_seen_without_a_restart(desk: Desk) -> None:
    assert [each.id for each in desk.clients] == ["ana-ruiz", "ben-oka"]
    add_clients(desk.folder.parent, cleo="Cleo")
    assert [each.id for each in desk.clients] == ["ana-ruiz", "ben-oka", "cleo"]


def test_a_mistake_in_a_file_is_told_and_gone_when_it_is_mended(desk: Desk) -> None:
    file = desk.folder / "ana-ruiz.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("better-sleep", "beter-sleep"), "utf-8")
    with pytest.raises(WorkbookError, match="WB209"):
        desk.clients  # noqa: B018
    file.write_text(text, "utf-8")
    os.utime(file, ns=(1, 1))
    assert len(desk.clients) == 2


def test_two_keys_with_two_passphrases_are_opened_one_after_the_other(
    own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = encrypted(own, ANA)
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", "five other words that nobody knows")
    assert run("key", "new", "--replace", at=own.folder.parent).exit_code == 0
    after = encrypted(own, {NAME: "Ben Oka", GOAL: "Sleep"})
    own.collect((("before.txt", before), ("after.txt", after)))
    assert len(own.tray.locked()) == 2
    assert own.unlock(WORDS) is not None
    assert (goal(own), goal(own, "ben-oka")) == ("Sleep six hours", "")
    assert own.unlock("five other words that nobody knows") is not None
    assert goal(own, "ben-oka") == "Sleep"
