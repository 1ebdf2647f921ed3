"""Erasing a client leaves nothing of them in the practice, and everything of the others."""

import subprocess
from pathlib import Path

import pytest
from support.command_line import contents, run
from support.sent_back import GOAL, NAME, add_clients, answers_file

from workbook_builder.desk.erasure import erase, traces

SECRET = "Sleep without the nightmare"


@pytest.fixture
def desk(practice: Path) -> Path:
    """A practice with two clients, both of whom have sent something that was printed, too."""
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    for name in "Ana Ruiz", "Ben Oka":
        file = practice / f"{name}.json"
        file.write_bytes(answers_file({NAME: name, GOAL: f"{SECRET} of {name}"}))
        assert run("collect", file.name, at=practice).exit_code == 0
        assert run("print", file.name, at=practice).exit_code == 0
        file.unlink()
    report = practice / "clients/report"
    report.mkdir()
    (report / "answers.csv").write_text(f"Ana Ruiz;{SECRET}", "utf-8")
    return practice


def test_nothing_of_the_client_is_left_and_all_of_the_others(desk: Path) -> None:
    before = contents(desk)
    erase(traces(desk, "ana-ruiz", "Ana Ruiz"))
    after = contents(desk)
    gone = before.keys() - after.keys()
    assert {path.split("/")[1] for path in gone} == {
        "Ana Ruiz",
        "ana-ruiz",
        "ana-ruiz.yml",
        "report",
    }
    assert all(before[path] == after[path] for path in after)
    assert not any(b"Ana Ruiz" in content for content in after.values())
    assert any(b"Ben Oka" in content for content in after.values())


def test_a_name_that_only_the_answers_have_leads_to_what_was_printed(desk: Path) -> None:
    erase(traces(desk, "ana-ruiz"))
    assert not (desk / "printed/Ana Ruiz").exists()
    assert (desk / "printed/Ben Oka").exists()


def test_the_clients_file_is_deleted_last_so_that_a_stop_can_be_made_good(desk: Path) -> None:
    assert traces(desk, "ana-ruiz").own[-1].name == "ana-ruiz.yml"
    (desk / "clients/ana-ruiz.yml").unlink()
    assert [each.name for each in traces(desk, "ana-ruiz").own] == ["Ana Ruiz", "ana-ruiz"]


def test_a_client_who_is_not_there_has_no_traces(desk: Path) -> None:
    assert traces(desk, "eve", "Eve").own == ()


def test_git_is_asked_whether_it_has_something(desk: Path) -> None:
    assert traces(desk, "ana-ruiz").commit == ""
    name = ["-c", "user.name=Coach", "-c", "user.email=coach@example.org"]
    for words in (["init", "-q"], ["add", "-f", "clients"], [*name, "commit", "-qm", "Clients"]):
        subprocess.run(["git", *words], cwd=desk, check=True)
    assert traces(desk, "ana-ruiz").commit
    assert traces(desk, "eve").commit == ""


def test_printed_sheets_of_another_client_with_the_same_name_stay(desk: Path) -> None:
    found = traces(desk, "ana-ruiz", "Ana Ruiz", ["Ana Ruiz", "Ben Oka"])
    assert [each.name for each in found.shared] == ["Ana Ruiz"]
    erase(found)
    assert (desk / "printed/Ana Ruiz").is_dir()


def test_what_a_link_leads_to_is_erased(desk: Path, tmp_path: Path) -> None:
    folder = desk / "clients/ana-ruiz"
    elsewhere = folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(elsewhere)
    erase(traces(desk, "ana-ruiz", "Ana Ruiz"))
    assert not elsewhere.exists()
    assert not folder.is_symlink()


def test_a_file_that_was_changed_keeps_nothing_from_being_erased(desk: Path) -> None:
    (read,) = (desk / "clients/ana-ruiz/received").glob("*.answers.json")
    read.write_text("{", "utf-8")
    erase(traces(desk, "ana-ruiz", "Ana Ruiz"))
    assert not (desk / "clients/ana-ruiz").exists()
