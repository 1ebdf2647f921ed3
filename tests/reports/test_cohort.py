"""Numbers without names are right, and say nothing about a single person."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import openpyxl
import pytest
from support.cohorts import add_cohort
from support.command_line import run, usage_error
from support.reported import TERMS, client, history, received

from workbook_builder.model.workbook import Workbook
from workbook_builder.reports.cohort import CohortProgram, Share, cohort
from workbook_builder.reports.progress import ClientProgress, client_progress

TODAY = "2026-12-31"


def person(
    workbook: Workbook, number: int, answers: dict[str, str], begins: str | None = "2026-12-07"
) -> ClientProgress:
    whose = client(begins, id=f"client-{number}", name=f"Client {number}")
    return client_progress(workbook, whose, history(received(TODAY, answers)), TODAY, TERMS)


def rated(workbook: Workbook, *pairs: tuple[int, int | None]) -> CohortProgram:
    """The numbers of clients who rated the measure so before and after."""
    people = []
    for number, (before, after) in enumerate(pairs):
        answers = {"evenings-now/rest": str(before)}
        if after is not None:
            answers["review/rest"] = str(after)
        people.append(person(workbook, number, answers))
    (program,) = cohort(people)
    return program


def test_means_are_of_those_who_rated_both_times(workbook: Workbook) -> None:
    program = rated(workbook, (1, 5), (2, 6), (3, 7), (4, 8), (6, 9), (10, None))
    (rest,) = program.measures
    assert program.people == 6
    assert (rest.before, rest.after, rest.change) == (3.2, 7.0, 3.8)


def test_no_number_is_about_fewer_than_five_people(workbook: Workbook) -> None:
    program = rated(workbook, (1, 5), (2, 6), (3, 7), (4, 8))
    (rest,) = program.measures
    assert program.people is None
    assert (rest.before, rest.after, rest.change) == (None, None, None)
    assert (program.check_ins, program.steps) == (None, None)


def test_one_who_did_not_rate_is_not_found_by_subtracting(workbook: Workbook) -> None:
    # With the mean of all six before, one could compute what the sixth has rated.
    with_sixth = rated(workbook, (1, 5), (2, 6), (3, 7), (4, 8), (6, 9), (10, None))
    with_other = rated(workbook, (1, 5), (2, 6), (3, 7), (4, 8), (6, 9), (0, None))
    assert with_sixth == with_other
    four = rated(workbook, (1, 5), (2, 6), (3, 7), (4, 8), (6, None), (10, None))
    assert four.people == 6
    assert four.measures[0].before is None


def test_what_would_be_true_of_everybody_is_not_said(workbook: Workbook) -> None:
    for pairs in ([(0, 5)] * 5, [(5, 10)] * 5):
        (rest,) = rated(workbook, *pairs).measures
        assert (rest.before, rest.after, rest.change) == (None, None, None)
    everything = {f"log@{day}/rest": "5" for day in range(1, 8)}
    everything |= {f"weekly@{week}/energy": "5" for week in (2, 3, 4)}
    everything |= {f"promises@{week}/plan/step-1/what": "A walk" for week in (1, 3)}
    everything |= {f"promises@{week}/plan/step-1/done": "yes" for week in (1, 3)}
    (program,) = cohort(person(workbook, number, everything) for number in range(5))
    assert program.check_ins == program.steps == Share(95, "at least")
    (program,) = cohort(person(workbook, number, {}) for number in range(5))
    assert (program.check_ins, program.steps) == (Share(5, "at most"), None)


def test_everybody_counts_the_same_however_often_they_were_asked(workbook: Workbook) -> None:
    full = {f"log@{day}/rest": "5" for day in range(1, 8)}
    full |= {f"weekly@{week}/energy": "5" for week in (2, 3, 4)}
    full |= {f"promises@{week}/plan/goal": "x" for week in (1, 3)}  # which is no question here
    people = [person(workbook, 0, full), *(person(workbook, n, {}) for n in range(1, 5))]
    (program,) = cohort(people)
    # Two weeks of promises from week 3 on are not over, and done by the first client.
    assert program.check_ins == Share(round(100 * (1 + 0 + 0 + 0 + 0) / 5))


def test_clients_whose_beginning_is_not_known_do_not_count_as_regular(workbook: Workbook) -> None:
    people = [person(workbook, n, {"log@1/rest": "5"}, begins=None) for n in range(6)]
    (program,) = cohort(people)
    assert (program.people, program.check_ins) == (6, None)
    known = [person(workbook, n, {"log@1/rest": "5"}) for n in range(6, 10)]
    (program,) = cohort([*people, *known])
    assert (program.people, program.check_ins) == (10, None)  # four are too few


# -- The same numbers, computed by a script of its own -----------------------------------------

SCRIPT = Path(__file__).with_name("recomputed.py")


@pytest.fixture(scope="module")
def cohort_practice(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Path]:

    practice = Path(shutil.copytree(folder, tmp_path_factory.mktemp("cohort") / "practice"))
    add_cohort(practice, 13)
    yield practice


@pytest.fixture(scope="module")
def recomputed(cohort_practice: Path) -> dict[str, dict[str, Any]]:
    command = [sys.executable, str(SCRIPT), str(cohort_practice / "clients"), TODAY]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, Any]] = json.loads(result.stdout)
    assert len(found) == 13
    return found


def test_the_table_of_clients_has_the_numbers_of_another_script(
    cohort_practice: Path, recomputed: dict[str, dict[str, Any]]
) -> None:
    result = run("report", "--table", "answers.xlsx", "--today", TODAY, at=cohort_practice)
    assert result.exit_code == 0, result.output
    file = openpyxl.load_workbook(cohort_practice / "clients/report/answers.xlsx")
    head, *rows = file["Clients"].iter_rows(values_only=True)
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        expected = recomputed[str(cells["Client"])]
        question = "How rested do you feel in the morning?"
        before, after = cells[f"{question} (before)"], cells[f"{question} (after)"]
        assert (before, after) == (expected["before"], expected["after"])
        change = after - before if before is not None and after is not None else None
        assert cells[f"{question} (change)"] == change
        assert cells["Check-ins done"] == expected["done"]
        assert cells["Check-ins so far"] == expected["so_far"]
        assert cells["Steps kept"] == expected["kept"]
        assert cells["Steps promised"] == expected["promised"]
        last = cells["Last answers of"]
        assert str(last)[:10] == expected["last"] if last else not expected["last"]
    assert len(rows) == len(recomputed)


def test_the_numbers_without_names_are_those_of_another_script(
    cohort_practice: Path, recomputed: dict[str, dict[str, Any]]
) -> None:
    result = run("report", "--cohort", "-o", "n.csv", "--today", TODAY, at=cohort_practice)
    assert result.exit_code == 0, result.output
    text = (cohort_practice / "clients/report/n.csv").read_text("utf-8-sig")
    head, row = (line.split(",") for line in text.splitlines())
    cells = dict(zip(head, row, strict=True))
    people = recomputed.values()
    pairs = [(p["before"], p["after"]) for p in people if p["before"] and p["after"]]
    before, after = (mean(each) for each in zip(*pairs, strict=True))
    assert len(pairs) >= 5
    assert cells["Clients"] == "13"
    assert float(cells["Before"]) == round(before, 1)
    assert float(cells["After"]) == round(after, 1)
    assert float(cells["Change"].lstrip("'+")) == round(round(after, 1) - round(before, 1), 1)
    regular = mean(p["done"] / p["so_far"] for p in people if p["so_far"])
    assert cells["Check-ins done"] == f"{round(100 * regular)} %"
    assert (
        cells["Steps kept"]
        == f"{round(100 * mean(p['kept'] / p['due'] for p in people if p['due']))} %"
    )


def test_the_terminal_shows_the_same(cohort_practice: Path) -> None:
    options = ("report", "--cohort", "--today", TODAY)
    output = run(*options, at=cohort_practice).output
    run(*options, "-o", "same.csv", at=cohort_practice)
    text = (cohort_practice / "clients/report/same.csv").read_text("utf-8-sig")
    cells = [each.lstrip("'") for each in text.splitlines()[1].split(",")]
    assert len(cells) == 8
    assert all(each in output for each in cells)
    assert "Client 1" not in output
    assert "client-" not in output


def test_the_page_has_no_names_and_no_scripts(cohort_practice: Path) -> None:
    run("report", "--cohort", "-o", "n.html", "--today", TODAY, at=cohort_practice)
    text = (cohort_practice / "clients/report/n.html").read_text("utf-8")
    assert "<script" not in text
    assert "client-" not in text
    assert "<caption>Averages include only" in text


def test_a_part_of_the_clients_has_no_numbers(cohort_practice: Path) -> None:
    found = usage_error("report", "--cohort", "client-01", "-f", f"{cohort_practice}/mkdocs.yml")
    assert "would say something about single people" in " ".join(found.split())
