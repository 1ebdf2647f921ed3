"""`workbook collect`: what it takes in, what it says, and what it leaves alone."""

import stat
from pathlib import Path

import pytest
from jwcrypto.jwk import JWK
from support.command_line import contents, run
from support.sealing import sealed
from support.sent_back import GOAL, NAME, add_clients, answers_file, filled_pdf, merged, message

from workbook_builder.content.loader import load

ANA = {NAME: "Ana Ruiz", GOAL: "Sleep six hours"}


@pytest.fixture
def desk(practice: Path) -> Path:
    """A practice with two clients, and a folder into which a mail program saves."""
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    (practice / "mail").mkdir()
    return practice


def kept(desk: Path, client: str) -> list[str]:
    folder = desk / "clients" / client / "received"
    return sorted(path.suffix for path in folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_collected_and_named(desk: Path) -> None:
    (desk / "mail/goal.pdf").write_bytes(filled_pdf(ANA))
    result = run("collect", "mail/goal.pdf", at=desk)
    assert result.exit_code == 0, result.output
    assert result.output == "goal.pdf: 1 answer for ana-ruiz\n1 file collected.\n"


def test_a_second_run_changes_nothing(desk: Path) -> None:
    (desk / "mail/goal.pdf").write_bytes(filled_pdf(ANA))
    run("collect", "mail", at=desk)
    before = contents(desk / "clients")
    result = run("collect", "mail", at=desk)
    assert result.exit_code == 0
    assert "goal.pdf: collected before, on 20" in result.output
    assert "0 files collected, 1 collected before." in result.output
    assert contents(desk / "clients") == before


def test_a_folder_is_searched_and_what_does_not_belong_there_is_passed_over(desk: Path) -> None:
    (desk / "mail/2026").mkdir()
    (desk / "mail/2026/answers.json").write_bytes(answers_file(ANA))
    (desk / "mail/photo.png").write_bytes(b"\x89PNG")
    (desk / "mail/.hidden.json").write_bytes(answers_file({GOAL: "hidden"}))
    result = run("collect", "mail", at=desk)
    assert result.exit_code == 0
    assert "1 file collected, 1 other file passed over." in result.output
    assert "Passed over, as they hold no answers: photo.png." in result.output


def test_what_is_attached_to_a_saved_message_is_collected(desk: Path) -> None:
    mail = message(**{"goal.pdf": filled_pdf(ANA), "more.json": answers_file(ANA | {GOAL: "x"})})
    (desk / "mail/My answers.eml").write_bytes(mail)
    result = run("collect", "mail", at=desk)
    assert result.exit_code == 0, result.output
    assert "2 files collected" in result.output
    assert kept(desk, "ana-ruiz") == [".json", ".json", ".json", ".pdf"]


def test_everything_that_is_wrong_is_said_at_once_and_the_rest_is_collected(desk: Path) -> None:
    files = {
        "a.json": answers_file(ANA),
        "b.json": answers_file({GOAL: "whose?"}),
        "c.json": answers_file(ANA)[:-20],
        "d.pdf": filled_pdf({"other-program/goal/goal": "x"}),
    }
    for name, content in files.items():
        (desk / "mail" / name).write_bytes(content)
    result = run("collect", "mail", at=desk)
    assert result.exit_code == 1
    assert "a.json: 1 answer for ana-ruiz" in result.output
    assert (
        "Not kept: b.json: it does not say whose it is. Say whose it is: --client" in result.output
    )
    assert ": WB504 this is not JSON" in result.output.partition("c.json:")[2]
    assert "d.pdf: WB504 this practice has no program `other-program`" in result.output
    assert "1 file collected, 1 that nobody has claimed, 2 refused." in result.output


def test_sources_that_differ_are_named(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file(ANA, "2020-01-01T08:00:00.000Z"))
    (desk / "mail/b.pdf").write_bytes(filled_pdf(ANA | {GOAL: "Sleep seven hours"}))
    result = run("collect", "mail", at=desk)
    assert (
        f"ana-ruiz: {GOAL}: the answers differ: “Sleep seven hours” (b.pdf), which counts for now,"
        " and “Sleep six hours” (a.json)."
    ) in result.output
    assert result.exit_code == 0


def test_the_coach_says_whose_it_is(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file({GOAL: "x"}))
    assert run("collect", "mail", "--client", "Ben Oka", at=desk).exit_code == 0
    assert kept(desk, "ben-oka") == [".json", ".json"]


def test_the_coach_is_asked_whose_it_is(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook_builder.cli.commands.collect._can_ask", lambda: True)
    (desk / "mail/a.json").write_bytes(answers_file({NAME: "Benny", GOAL: "x"}))
    result = run("collect", "mail", at=desk, answers="eve\nben-oka\n")
    assert "a.json: no client is called “Benny”." in result.output
    assert "There is no client `eve`." in result.output
    assert kept(desk, "ben-oka") == [".json", ".json"]


def test_an_unknown_client_is_explained(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file(ANA))
    result = run("collect", "mail", "--client", "ana-ruis", at=desk)
    assert result.exit_code == 2
    assert "there is no client `ana-ruis`; did you mean `ana-ruiz`?" in result.output


def test_without_clients_the_command_says_how_to_add_one(practice: Path) -> None:
    (practice / "a.json").write_bytes(answers_file(ANA))
    result = run("collect", "a.json", at=practice)
    assert result.exit_code == 2
    assert 'workbook client new "Ana Ruiz"' in result.output


def test_only_the_coach_can_read_what_is_kept(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file(ANA))
    run("collect", "mail", at=desk)
    folder = desk / "clients/ana-ruiz"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {0o700, 0o600}


def test_many_files_are_counted_by_client(desk: Path) -> None:
    for number in range(30):
        (desk / f"mail/{number}.json").write_bytes(answers_file(ANA | {GOAL: str(number)}))
    result = run("collect", "mail", at=desk)
    assert "ana-ruiz: 30 files" in result.output
    assert "30 files collected." in result.output


# -- encrypted files ------------------------------------------------------------------------------


@pytest.fixture
def own(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice, with a key of the coach."""
    monkeypatch.setenv("WORKBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("WORKBOOK_PASSPHRASE", "four words that nobody knows")
    assert run("key", "new", at=desk).exit_code == 0
    return desk


def encrypted(practice: Path, plain: bytes) -> bytes:
    key = load(practice / "content").coach_key
    assert key
    return sealed(plain, key.model_dump()).encode()


def test_an_encrypted_file_is_opened_and_kept_as_it_came(own: Path) -> None:
    sent = encrypted(own, answers_file(ANA))
    (own / "mail/Ana.txt").write_bytes(sent)
    result = run("collect", "mail", at=own)
    assert "Ana.txt: 1 answer for ana-ruiz" in result.output
    (kept,) = (own / "clients/ana-ruiz/received").glob("*.txt")
    assert kept.read_bytes() == sent


def test_the_same_answers_encrypted_twice_are_two_files_and_one_answer(own: Path) -> None:
    for name in "Ana.txt", "Ana again.txt":
        (own / "mail" / name).write_bytes(encrypted(own, answers_file(ANA)))
    result = run("collect", "mail", at=own)
    assert "2 files collected." in result.output
    assert "the answers differ" not in result.output


def test_tampered_cut_and_foreign_files_are_refused_and_named(own: Path) -> None:
    sent = encrypted(own, answers_file(ANA))
    head, tag = sent.rsplit(b".", 1)
    (own / "mail/cut.txt").write_bytes(sent[:-30])
    (own / "mail/tampered.txt").write_bytes(head + b"." + bytes(reversed(tag)))
    foreign = JWK.generate(kty="EC", crv="P-256").export_public(as_dict=True)
    (own / "mail/foreign.txt").write_text(sealed(answers_file(ANA), foreign))
    result = run("collect", "mail", at=own)
    assert result.exit_code == 1
    assert "cut.txt: WB504 this file has been" in result.output
    assert "tampered.txt: WB504 this file has been changed or damaged" in result.output
    assert "foreign.txt: WB504 this file is encrypted for the key" in result.output
    assert "0 files collected, 3 refused." in result.output
    assert kept(own, "ana-ruiz") == []


# -- files that are no good -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Disposition: attachment; filename*=idna''%ff",
        b"Content-Type: ;\0*",
        b"Content-Type: multipart/mixed; boundary=a",
    ],
)
def test_a_damaged_message_keeps_no_other_file_from_being_collected(
    head: bytes, desk: Path
) -> None:
    (desk / "mail/a.eml").write_bytes(head + b"\r\n\r\n--a\r\n--a--\r\n")
    (desk / "mail/b.json").write_bytes(answers_file(ANA))
    result = run("collect", "mail", at=desk)
    assert result.exit_code == 0, result.output
    assert "b.json: 1 answer for ana-ruiz" in result.output


def test_a_picture_in_a_message_is_passed_over(desk: Path) -> None:
    mail = message(**{"goal.pdf": filled_pdf(ANA), "logo.png": b"\x89PNG"})
    (desk / "mail/a.eml").write_bytes(mail)
    result = run("collect", "mail/a.eml", at=desk)
    assert result.exit_code == 0
    assert "1 file collected, 1 other file passed over." in result.output


def test_what_clients_write_is_no_command_to_the_terminal(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file({NAME: "\x1b]0;x\x07Eve\n\x1b[2J", GOAL: "x"}))
    two = {NAME: "\x1b[31mEve", GOAL: "x"}, {NAME: "\x1b[32mEva", GOAL: "y"}
    (desk / "mail/b.pdf").write_bytes(merged(*map(filled_pdf, two)))
    result = run("collect", "mail", at=desk)
    assert "\x1b" not in result.output
    assert "no client is called" in result.output
    assert "this has answers of several people" in result.output


def test_what_is_in_the_folder_of_clients_is_not_collected_again(desk: Path) -> None:
    (desk / "mail/a.json").write_bytes(answers_file(ANA))
    run("collect", "mail", at=desk)
    (desk.parent / "link").symlink_to(desk)
    before = contents(desk / "clients")
    result = run("collect", ".", "-f", "../link/mkdocs.yml", at=desk)
    assert "0 files collected, 1 collected before" in result.output
    (kept,) = (desk / "clients/ana-ruiz/received").glob("*.answers.json")
    assert run("collect", str(kept), at=desk).exit_code == 2
    assert contents(desk / "clients") == before
