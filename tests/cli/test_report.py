"""`workbook report` writes reports and tables that only their owner can read."""

from pathlib import Path

import pytest
from support.command_line import contents, run, usage_error
from support.languages import add_language, marked
from support.sent_back import GOAL, NIGHTS, add_clients, answers_file


@pytest.fixture
def clients(practice: Path) -> Path:
    """Two clients, one of whom has sent answers."""
    folder = add_clients(practice, ana_ruiz="Ana Ruiz", ben_li="Ben Li")
    sent = practice / "answers.json"
    sent.write_bytes(answers_file({GOAL: "six", NIGHTS: "5"}, "2026-12-08T10:00:00.000Z"))
    result = run("collect", "answers.json", "--client", "ana-ruiz", at=practice)
    assert result.exit_code == 0, result.output
    return folder


def names(folder: Path) -> set[str]:
    return {name for name in contents(folder) if "/received/" not in name}


FILES = {"ana-ruiz.yml", "ben-li.yml"}


def test_a_client_gets_a_page_and_a_pdf(clients: Path) -> None:
    result = run("report", "ana-ruiz", "--today", "2027-01-20", at=clients.parent)
    assert result.exit_code == 0, result.output
    assert result.output == "Ana Ruiz: clients/ana-ruiz/report.html, and report.pdf beside it.\n"
    assert names(clients) == FILES | {"ana-ruiz/report.html", "ana-ruiz/report.pdf"}
    page = (clients / "ana-ruiz/report.html").read_text("utf-8")
    assert "Progress on Jan 20, 2027" in page
    assert (clients / "ana-ruiz/report.pdf").read_bytes().startswith(b"%PDF")


def test_a_client_can_be_named_by_name(clients: Path) -> None:
    assert run("report", "Ben Li", at=clients.parent).exit_code == 0
    assert "ben-li/report.html" in names(clients)


def test_all_clients_get_theirs(clients: Path) -> None:
    assert run("report", "--all", at=clients.parent).exit_code == 0
    assert {"ana-ruiz/report.pdf", "ben-li/report.pdf"} < names(clients)


def test_many_are_counted(clients: Path) -> None:
    add_clients(clients.parent, **{f"client_{n}": f"Client {n}" for n in range(4)})
    result = run("report", "--all", at=clients.parent)
    assert result.exit_code == 0, result.output
    assert "6 reports in the folders of clients in clients." in result.output


def test_doing_it_again_replaces_the_report(clients: Path) -> None:
    for today in ("2027-01-20", "2027-01-21"):
        assert run("report", "ana-ruiz", "--today", today, at=clients.parent).exit_code == 0
    assert "Jan 21, 2027" in (clients / "ana-ruiz/report.html").read_text("utf-8")


def test_only_the_owner_can_read_what_is_written(clients: Path) -> None:
    run("report", "--all", at=clients.parent)
    run("report", "--table", "answers.xlsx", at=clients.parent)
    run("report", "--table", "answers.csv", at=clients.parent)
    run("report", "--cohort", "-o", "numbers.html", at=clients.parent)
    run("report", "--cohort", "-o", "numbers.csv", at=clients.parent)
    written = names(clients) - FILES
    assert len(written) == 8
    for name in written:
        assert (clients / name).stat().st_mode & 0o777 == 0o600, name
    for folder in ("ana-ruiz", "ben-li", "report"):
        assert (clients / folder).stat().st_mode & 0o777 == 0o700, folder


def test_a_table_lies_in_clients_report_or_where_it_is_told(clients: Path) -> None:
    practice = clients.parent
    result = run("report", "--table", "answers.csv", at=practice)
    assert result.output == "2 answers of 2 clients in clients/report/answers.csv.\n"
    assert run("report", "--table", "answers.csv", at=practice).exit_code == 0  # once more
    (practice / "elsewhere").mkdir()
    again = ("report", "ana-ruiz", "--table", "elsewhere/answers.xlsx")
    result = run(*again, at=practice)
    assert result.output == "2 answers of 1 client in elsewhere/answers.xlsx.\n"
    result = run(*again, at=practice)
    assert result.exit_code == 2
    assert "already there: elsewhere/answers.xlsx. Nothing was written." in result.output


def test_a_damaged_file_stops_no_other_report_and_leaves_no_half_table(clients: Path) -> None:
    practice = clients.parent
    (read,) = (clients / "ana-ruiz/received").glob("*.answers.json")
    read.write_text("{", "utf-8")
    result = run("report", "--all", at=practice)
    assert result.exit_code == 1
    assert f"clients/ana-ruiz/received/{read.name}" in result.output
    assert names(clients) == FILES | {"ben-li/report.html", "ben-li/report.pdf"}
    for name in ("answers.xlsx", "answers.csv"):
        assert run("report", "--table", name, at=practice).exit_code == 1
    assert not list((clients / "report").iterdir())


def test_a_full_disk_leaves_the_old_table(clients: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = clients.parent
    assert run("report", "--table", "answers.xlsx", at=practice).exit_code == 0
    before = (clients / "report/answers.xlsx").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    result = run("report", "--table", "answers.xlsx", at=practice)
    assert result.exit_code == 1
    assert "No space left" in result.output or "disk" in result.output
    assert contents(clients / "report") == {"answers.xlsx": before}


def test_options_that_do_not_go_together_are_explained(clients: Path) -> None:
    at = ("-f", str(clients.parent / "mkdocs.yml"))
    for arguments, said in [
        ([], "name a client, or write --all"),
        (["ana-ruiz", "--all"], "but not both"),
        (["--table", "a.csv", "--cohort"], "give one of them"),
        (["--all", "-o", "a.html"], "-o is for --cohort"),
        (["--table", "a.txt"], "a.txt must end in .xlsx or .csv."),
        (["--cohort", "-o", "a.xlsx"], "a.xlsx must end in .html or .csv."),
        (["--all", "--today", "2026-02-30"], "write a day of the calendar"),
        (["ana-ruis"], "did you mean `ana-ruiz`?"),
    ]:
        assert said in " ".join(usage_error("report", *arguments, *at).split()), arguments


def test_without_clients_it_says_how_to_add_one(practice: Path) -> None:
    assert "workbook client new" in usage_error("report", "--all", "-f", f"{practice}/mkdocs.yml")


def test_the_report_of_the_pdf_is_not_kept_in_the_cache(
    clients: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    assert run("report", "ana-ruiz", at=clients.parent).exit_code == 0
    pdf = (clients / "ana-ruiz/report.pdf").read_bytes()
    page = (clients / "ana-ruiz/report.html").read_bytes()
    kept = list(contents(tmp_path / "cache").values())
    assert kept
    assert not any(pdf in each or page in each for each in kept)


def test_a_report_is_in_the_language_of_the_client(clients: Path) -> None:
    add_language(clients.parent)
    file = clients / "ana-ruiz.yml"
    file.write_text(f"language: es\n{file.read_text('utf-8')}", encoding="utf-8")
    result = run("report", "--all", "--today", "2027-01-20", at=clients.parent)
    assert result.exit_code == 0, result.output
    spanish, english = (
        (clients / name / "report.html").read_text("utf-8") for name in ("ana-ruiz", "ben-li")
    )
    assert '<html lang="es"' in spanish
    assert "20 ene 2027" in spanish
    assert marked("Better nights") in spanish
    assert '<html lang="en"' in english
    assert "¡es!" not in english
