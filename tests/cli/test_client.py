"""Clients are described and listed by commands."""

import stat
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.command_line import contents, output_of, run, usage_error
from support.sent_back import GOAL, NAME, add_clients, answers_file

SLEEP = ("--program", "wellness/better-sleep")


@pytest.fixture(autouse=True)
def _in_practice(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(practice)


def new(*arguments: str) -> str:
    return output_of("client", "new", *arguments)


def test_a_new_client_has_a_file_that_loads(practice: Path) -> None:
    said = new("Ana Ruiz", *SLEEP, "--begins", "2026-12-07", "--session", "2026-12-21",
               "--session", "2026-12-07", "--email", "ana@example.org")  # fmt: skip
    assert "clients/ana-ruiz.yml" in said
    assert "Next: workbook pack ana-ruiz" in said
    text = Path("clients/ana-ruiz.yml").read_text(encoding="utf-8")
    first, *_ = text.splitlines()
    assert first == "# yaml-language-server: $schema=../.workbook/client.schema.json"
    assert Path(".workbook/client.schema.json").is_file()
    assert "sessions: [2026-12-07, 2026-12-21]" in text
    assert "# without: [" in text
    assert "Ana Ruiz" in output_of("client", "list")


@pytest.mark.parametrize(
    "name", ["Ana: Ruiz", "# Ana", "? Ana", "[Ana", "yes", "2026-12-07", "Дмитрий", "José"]
)
def test_any_name_can_be_written(name: str) -> None:
    new(name, *SLEEP, "--id", "somebody")
    assert f"somebody  {name}  better-sleep" in output_of("client", "list")


def test_every_comment_in_the_file_is_a_key_that_can_be_used() -> None:
    new("Ana Ruiz", *SLEEP)
    path = Path("clients/ana-ruiz.yml")
    lines = path.read_text(encoding="utf-8").replace("a-worksheet", "goal").splitlines()
    keys = ("email", "begins", "sessions", "without", "paper", "note", "  I look")
    used = [
        line.replace("# ", "", 1) if line.strip().startswith(tuple(f"# {k}" for k in keys))
        else line.replace("#   ", "  ", 1) if line.startswith("#   ") else line
        for line in lines
    ]  # fmt: skip
    assert sum(one != other for one, other in zip(lines, used, strict=True)) == 7
    path.write_text("\n".join(used), encoding="utf-8")
    assert "better-sleep from 2026-12-07" in output_of("client", "list")


def test_only_the_coach_can_read_it() -> None:
    new("Ana Ruiz", *SLEEP)
    file = Path("clients/ana-ruiz.yml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("before", [None, "", "/site/\n", "/site/\r\n", "/site/"])
def test_git_leaves_clients_out(before: str | None) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    ignore = Path(".gitignore")
    if before is not None:
        ignore.write_bytes(before.encode())
    assert "Added /clients/ to .gitignore." in new("Ana Ruiz", *SLEEP)
    assert "Added" not in new("Ben Oka", *SLEEP)
    assert ignore.read_text().count("/clients/") == 1
    assert (before or "").strip() in ignore.read_text()
    assert subprocess.run(["git", "check-ignore", "-q", "clients/ana-ruiz.yml"]).returncode == 0


def test_a_second_client_of_the_name_needs_an_id() -> None:
    new("Ana Ruiz", *SLEEP)
    before = Path("clients/ana-ruiz.yml").read_bytes()
    said = usage_error("client", "new", "Ana Ruiz", *SLEEP)
    assert "there is already a client `ana-ruiz`: clients/ana-ruiz.yml" in said
    assert "--id ana-ruiz-2" in said
    assert Path("clients/ana-ruiz.yml").read_bytes() == before
    new("Ana Ruiz", *SLEEP, "--id", "ana-ruiz-2")
    assert "--id ana-ruiz-3" in usage_error("client", "new", "Ana Ruiz", *SLEEP)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Ana", "--program", "wellness/beter-sleep"), "did you mean `wellness/better-sleep`?"),
        (("Ana", "--program", "better-sleep"), "did you mean `wellness/better-sleep`?"),
        (("Ana", *SLEEP, "--begins", "2026-02-30"), "`2026-02-30` is no day"),
        (("Ana", *SLEEP, "--begins", "soon"), "as in 2026-12-07"),
        (("Ana", *SLEEP, "--session", "7.12.2026"), "`7.12.2026` is no day"),
        (("Ana",), "Missing option '-p' / '--program'"),
        (("  ", *SLEEP), "write a single line"),
        (("!!!", *SLEEP), "choose one, as in --id client-1"),
        (("Report", *SLEEP), "`report` is the name of the folder"),
        (("Ana", *SLEEP, "--id", "Ana R"), "`Ana R` cannot be a client's id"),
        (("Con", *SLEEP), "Windows takes the name `con`"),
        (("Ana", *SLEEP, *SLEEP, "--begins", "2026-12-07"), "write them into the file"),
    ],
)
def test_mistakes_write_nothing(arguments: tuple[str, ...], said: str) -> None:
    assert said in usage_error("client", "new", *arguments)
    assert not Path("clients").exists()


def test_a_list_is_empty_at_first() -> None:
    assert "There are no clients in clients. Describe one:" in output_of("client", "list")


def test_a_list_says_when_the_next_session_is() -> None:
    today = date.today()
    for name, days in (("A", (-7, 0)), ("B", (1, 9)), ("C", (-3, 5)), ("D", (-3,)), ("E", ())):
        sessions = [f"--session={today + timedelta(day)}" for day in days]
        new(f"Client {name}", *SLEEP, *sessions)
    lines = output_of("client", "list").splitlines()
    assert [line.partition("session ")[2].partition(" (")[0] for line in lines[:3]] == [
        "today", "tomorrow", "in 5 days",
    ]  # fmt: skip
    assert all("no session planned" in line for line in lines[3:])


def test_a_session_is_in_its_week_once_the_program_begins() -> None:
    new("Ana", *SLEEP, "--begins", str(date.today() - timedelta(5)))
    assert f"session in 2 days ({date.today() + timedelta(2)})" in output_of("client", "list")


def test_a_list_says_what_is_in_the_pack() -> None:
    new("Ana Ruiz", *SLEEP, "--begins", "2026-12-07")
    new("Ben Oka", *SLEEP)
    output_of("pack", "ana-ruiz")
    ana, ben = output_of("client", "list").splitlines()
    assert ana.endswith(f"pack of {date.today()} with 12 files")
    assert ben.endswith("no pack")


def test_mistakes_in_the_files_are_explained() -> None:
    new("Ana Ruiz", *SLEEP)
    path = Path("clients/ana-ruiz.yml")
    path.write_text(path.read_text(encoding="utf-8").replace("better-sleep", "better"), "utf-8")
    result = run("client", "list")
    assert result.exit_code == 1
    assert "this practice has no program `wellness/better`" in result.output


# -- erase ----------------------------------------------------------------------------------------


@pytest.fixture
def known(practice: Path) -> Path:
    """A practice that knows two clients, one of whom has sent something."""
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    (practice / "mine.json").write_bytes(answers_file({NAME: "Ana Ruiz", GOAL: "Sleep"}))
    assert run("collect", "mine.json", at=practice).exit_code == 0
    assert run("report", "--table", "answers.csv", at=practice).exit_code == 0
    return practice


def test_everything_of_a_client_is_erased(known: Path) -> None:
    result = run("client", "erase", "ana-ruiz", "--yes", at=known)
    assert result.exit_code == 0
    assert (
        "  clients/ana-ruiz/\n  clients/ana-ruiz.yml\n  clients/report/answers.csv" in result.output
    )
    assert "Erased: 4 files of ana-ruiz." in result.output
    assert "Not deleted, because no command can reach it: your mail and downloads" in result.output
    assert set(contents(known / "clients")) == {"ben-oka.yml"}


def test_nothing_is_erased_before_the_coach_has_agreed(known: Path) -> None:
    before = contents(known)
    result = run("client", "erase", "ana-ruiz", at=known, answers="n\n")
    assert "Delete these 4 files for good?" in result.output
    assert result.output.endswith("Nothing was deleted.\n")
    assert contents(known) == before


def test_a_client_whose_file_has_mistakes_is_erased_all_the_same(known: Path) -> None:
    (known / "clients/ana-ruiz.yml").write_text("name: Ana Ruiz\nprogrms: []\n", "utf-8")
    assert run("client", "erase", "ana-ruiz", "--yes", at=known).exit_code == 0
    assert set(contents(known / "clients")) == {"ben-oka.yml"}


@pytest.mark.parametrize("id", ["ana-ruis", "..", "../content", "report", "", "/"])
def test_only_a_client_is_erased(id: str, known: Path) -> None:
    before = contents(known)
    result = run("client", "erase", id, "--yes", at=known)
    assert result.exit_code == 2, result.output
    assert contents(known) == before
