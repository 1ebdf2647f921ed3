"""A client's file is loaded, and every mistake in it is explained with its place."""

from pathlib import Path
from textwrap import dedent

import pytest

from workbook_builder.clients.client_files import load_clients
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import WorkbookError

ANA = """
    name: Ana Ruiz
    programs:
      - program: wellness/better-sleep
        begins: 2026-12-07
        sessions: [2026-12-07, 2026-12-21]
        without: [goal]
    paper: us-letter
    note: |
      I look forward to our **first talk**.
"""


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    return load(practice / "content")


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yml").write_text(dedent(text), "utf-8")
    return folder


def problems(folder: Path, workbook: Workbook) -> str:
    with pytest.raises(WorkbookError) as caught:
        load_clients(folder, workbook)
    return str(caught.value)


def test_a_client_is_loaded(tmp_path: Path, workbook: Workbook) -> None:
    (ana,) = load_clients(written(tmp_path, ana_ruiz=ANA), workbook)
    assert (ana.id, ana.name, ana.paper) == ("ana-ruiz", "Ana Ruiz", "us-letter")
    sleep = ana.program("better-sleep")
    assert sleep is not None
    assert (sleep.begins, sleep.sessions[1], sleep.without) == (
        "2026-12-07", "2026-12-21", ("goal",)
    )  # fmt: skip
    assert ana.program("calm-days") is None


def test_a_practice_may_have_no_clients(tmp_path: Path, workbook: Workbook) -> None:
    assert load_clients(tmp_path / "clients", workbook) == ()


def test_names_of_any_script_can_be_ids(tmp_path: Path, workbook: Workbook) -> None:
    assert load_clients(written(tmp_path, ωμέγα=ANA), workbook)[0].id == "ωμέγα"


def test_the_folders_of_clients_are_not_files(tmp_path: Path, workbook: Workbook) -> None:
    (tmp_path / "ana-ruiz" / "received").mkdir(parents=True)
    assert len(load_clients(written(tmp_path, ana_ruiz=ANA), workbook)) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("name: Ana Ruiz", "nam: Ana Ruiz"), ":2:1: WB101 `nam` is not a key here"),
        (("better-sleep", "beter-sleep"), ":4:14: WB209 this practice has no program"),
        (("wellness/better-sleep", "better-sleep"), ":4:14: WB106 `program` cannot be"),
        (("begins: 2026-12-07", "begins: 2026-02-30"), ":5:13: WB109 there is no such day"),
        (("begins: 2026-12-07", "begins: 7 Dec"), ":5:13: WB106 `begins` cannot be `7 Dec`"),
        (("[goal]", "[gaol]"), ":7:15: WB203 the program `wellness/better-sleep` has no"),
        (("us-letter", "a3"), ":8:8: WB105 `paper` cannot be `a3`"),
        (("paper:", "language: de\n    paper:"), ":8:11: WB105 clients of this practice"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained(
    change: tuple[str, str], message: str, tmp_path: Path, workbook: Workbook
) -> None:
    assert message in problems(written(tmp_path, ana_ruiz=ANA.replace(*change)), workbook)


def test_all_problems_of_all_files_are_reported(tmp_path: Path, workbook: Workbook) -> None:
    ben = ANA.replace("Ana Ruiz", "Ben Oka").replace("us-letter", "a3")
    folder = written(tmp_path, ana_ruiz=ANA.replace("goal", "gaol"), ben_oka=ben)
    found = problems(folder, workbook)
    assert "ana-ruiz.yml:7" in found
    assert "ben-oka.yml:8" in found


def test_a_program_stands_in_the_list_once(tmp_path: Path, workbook: Workbook) -> None:
    twice = ANA.replace("    paper", "      - program: wellness/better-sleep\n    paper")
    assert "WB201 the program `wellness/better-sleep` is already in the list" in problems(
        written(tmp_path, ana_ruiz=twice), workbook
    )


def test_some_worksheet_must_be_left(tmp_path: Path, workbook: Workbook) -> None:
    sheets = ", ".join(each.id for _, program in workbook.programs() for each in program.worksheets)
    found = problems(written(tmp_path, ana_ruiz=ANA.replace("[goal]", f"[{sheets}]")), workbook)
    assert "no worksheet would be left of this program" in found


@pytest.mark.parametrize("name", ["Ana Ruiz", "ana_ruiz", "-ana", "report", "a" * 61])
def test_a_file_name_that_is_no_id_is_refused(
    name: str, tmp_path: Path, workbook: Workbook
) -> None:
    (tmp_path / f"{name}.yml").write_text(dedent(ANA), "utf-8")
    assert "WB003" in problems(tmp_path, workbook)


def test_a_file_must_end_in_yml(tmp_path: Path, workbook: Workbook) -> None:
    (tmp_path / "ana-ruiz.yaml").write_text(dedent(ANA), "utf-8")
    assert "rename it to ana-ruiz.yml" in problems(tmp_path, workbook)
