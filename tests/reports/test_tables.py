"""Tables with the answers of many clients open in spreadsheets, and run nothing there."""

import csv
import io
import tracemalloc
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.reported import TERMS, client, history, received

from workbook_builder.history.history import History
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.reports import xlsx_table
from workbook_builder.reports.csv_table import safe, write_csv
from workbook_builder.reports.progress import ClientProgress, client_progress
from workbook_builder.reports.table_rows import measure_columns
from workbook_builder.reports.table_words import table_words
from workbook_builder.reports.xlsx_table import write_xlsx

TODAY = "2026-12-31"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1", "\n=1"]  # noqa: RUF001


def progress(workbook: Workbook, given: History, number: int = 1) -> ClientProgress:
    whose = client(id=f"client-{number}", name=f"Ana Ruiz {number}")
    return client_progress(workbook, whose, given, TODAY, TERMS)


def xlsx(opened: Practice, folder: Path, *clients: ClientProgress) -> Any:
    path, temporary = folder / "answers.xlsx", folder / "temporary"
    temporary.mkdir(exist_ok=True)
    columns = measure_columns(opened.workbook, [each.client for each in clients])
    write_xlsx(path, temporary, iter(clients), columns, table_words(opened.html), TODAY)
    assert not list(temporary.iterdir())
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(head, each, strict=True)) for each in found]


def as_csv(opened: Practice, folder: Path, *clients: ClientProgress, language: str = "en") -> str:
    path = folder / "answers.csv"
    write_csv(path, iter(clients), table_words(opened.html), language)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig")


GIVEN = history(
    received(
        "2026-12-08",
        {
            "evenings-now/rest": "4",
            "evenings-now/since": "2026-03-14",
            "evenings-now/bedtime": "22.5",
            "steps/steps/row-1/what": "A walk",
            "goal/nights": "5",
            "gone/x": "Blue",
        },
        saved="2026-12-07",
    ),
    received("2026-12-15", {"goal/nights": "4", "weekly@2/energy": "7"}, "PDF"),
    received("2026-12-16", {"evenings-now/bedtime": "22"}, saved="2026-12-15"),
    received("2026-12-17", {"what-you-see@others/works": "You listen."}, "PDF"),
)


def test_each_answer_is_a_row_with_its_question_day_and_source(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    found = rows(xlsx(opened, tmp_path, progress(workbook, GIVEN))["Answers"])
    assert found[0] == {
        "Client": "client-1",
        "Name": "Ana Ruiz 1",
        "Program": "Better nights",
        "Worksheet": "My evenings now",
        "Time": None,
        "Question": "How rested do you feel in the morning?",
        "Part": None,
        "Answer": "4",
        "Number": 4,
        "Day": None,
        "Key": "better-sleep/evenings-now/rest",
        "Written on": datetime(2026, 12, 7),
        "Collected on": datetime(2026, 12, 8),
        "Source": "answers.json",
        "Replaced": "no",
    }
    (since,) = (each for each in found if each["Day"])
    assert (since["Answer"], since["Day"]) == ("Mar 14, 2026", datetime(2026, 3, 14))
    (step,) = (each for each in found if each["Answer"] == "A walk")
    assert (step["Question"], step["Part"]) == ("What will you do?", "1: What")
    (energy,) = (each for each in found if each["Time"])
    assert (energy["Time"], energy["Written on"]) == ("Week 2", None)


def test_older_answers_say_that_they_were_replaced(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    found = rows(xlsx(opened, tmp_path, progress(workbook, GIVEN))["Answers"])
    bedtime = [(e["Number"], e["Replaced"]) for e in found if e["Key"].endswith("bedtime")]
    assert bedtime == [(22, "no"), (22.5, "yes")]
    nights = [(e["Number"], e["Replaced"]) for e in found if e["Key"].endswith("nights")]
    assert nights == [(4, "no"), (5, "unclear")]


def test_answers_from_earlier_versions_are_there_and_those_of_others_are_not(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    found = rows(xlsx(opened, tmp_path, progress(workbook, GIVEN))["Answers"])
    assert [e["Worksheet"] for e in found if e["Answer"] == "Blue"] == ["gone"]
    assert "You listen." not in [e["Answer"] for e in found]


def test_the_second_sheet_has_a_row_for_each_client(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    people = [progress(workbook, GIVEN, 1), progress(workbook, history(), 2)]
    first, second = rows(xlsx(opened, tmp_path, *people)["Clients"])
    question = "How rested do you feel in the morning?"
    assert first == {
        "Client": "client-1",
        "Name": "Ana Ruiz 1",
        "Programs": "Better nights",
        "Begins": datetime(2026, 12, 7),
        f"{question} (before)": 4,
        f"{question} (after)": None,
        f"{question} (change)": None,
        "Check-ins done": 1,
        "Check-ins so far": 10,
        "Steps kept": 0,
        "Steps promised": 1,
        "Last answers of": datetime(2026, 12, 17),
    }
    assert second["Last answers of"] is None


def test_sheets_can_be_read_and_filtered(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    file = xlsx(opened, tmp_path, progress(workbook, GIVEN))
    for sheet in file:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        widths = [each.width for each in sheet.column_dimensions.values()]
        assert min(widths) >= 10
    (day,) = (c for row in file["Answers"] for c in row if c.value == datetime(2026, 3, 14))
    assert day.number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_stays_text(
    opened: Practice, workbook: Workbook, tmp_path: Path, formula: str
) -> None:
    given = history(received("2026-12-08", {"goal/goal": f"{formula}\nmore", "gone/x": formula}))
    one = progress(workbook, given)
    file = xlsx(opened, tmp_path, one)
    cells = [cell for row in file["Answers"] for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    shown = [str(cell.value).lstrip() for cell in cells]
    assert any(each.startswith(formula.lstrip()) for each in shown)
    for line in csv.reader(io.StringIO(as_csv(opened, tmp_path, one))):
        for cell in line:
            assert not cell.lstrip().startswith(tuple("=+-@＝")), cell  # noqa: RUF001


def test_a_formula_in_csv_has_an_apostrophe_and_other_texts_have_none() -> None:
    assert all(safe(each) == f"'{each}" for each in FORMULAS)
    assert [safe(each) for each in ("", "A = B", "5-6", "'=1")] == ["", "A = B", "5-6", "'=1"]


def test_csv_has_the_same_rows(opened: Practice, workbook: Workbook, tmp_path: Path) -> None:
    one = progress(workbook, GIVEN)
    found = list(csv.DictReader(io.StringIO(as_csv(opened, tmp_path, one))))
    same = rows(xlsx(opened, tmp_path, one)["Answers"])
    assert [e["Answer"] for e in found] == [e["Answer"] for e in same]
    assert [e["Key"] for e in found] == [e["Key"] for e in same]
    assert found[0]["Written on"] == "2026-12-07"


def test_csv_is_written_as_spreadsheets_of_the_language_read_it(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    german = workbook.model_copy(update={"language": "de"})
    text = as_csv(opened, tmp_path, progress(german, GIVEN), language="de")
    numbers = [e["Number"] for e in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert "22,5" in numbers
    assert "Client;Name;" in text


def test_negative_numbers_stay_numbers(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    one = progress(workbook, history(received("2026-12-08", {"goal/nights": "-2.5"})))
    (row,) = csv.DictReader(io.StringIO(as_csv(opened, tmp_path, one)))
    assert (row["Number"], row["Answer"]) == ("-2.5", "'-2.5")
    (cells,) = rows(xlsx(opened, tmp_path, one)["Answers"])
    assert cells["Number"] == -2.5


def test_what_excel_cannot_hold_is_shortened_or_written_as_text(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    answers = {"goal/goal": "x" * 40_000, "goal/by": "1888-02-29", "gone/x": "a\x00b\x0bc"}
    one = progress(workbook, history(received("2026-12-08", answers)))
    found = {e["Key"].rpartition("/")[2]: e for e in rows(xlsx(opened, tmp_path, one)["Answers"])}
    assert len(found["goal"]["Answer"]) == 32_767
    assert found["goal"]["Answer"].endswith("x…")
    assert found["by"]["Day"] == "1888-02-29"
    assert found["x"]["Answer"] == "ab c"


def test_rows_beyond_the_last_one_of_a_sheet_go_to_another(
    opened: Practice, workbook: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_table, "MOST_ROWS", 4)
    answers = {f"log@{day}/rest": str(day) for day in range(1, 8)}
    file = xlsx(opened, tmp_path, progress(workbook, history(received("2026-12-08", answers))))
    assert file.sheetnames == ["Answers", "Clients", "Answers 2", "Answers 3"]
    parts = [rows(file[name]) for name in ("Answers", "Answers 2", "Answers 3")]
    assert [each["Number"] for part in parts for each in part] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(part) for part in parts] == [3, 3, 1]


def test_memory_does_not_grow_with_the_number_of_clients(
    opened: Practice, workbook: Workbook, tmp_path: Path
) -> None:
    answers = {f"log@{day}/rest": "5" for day in range(1, 8)} | {"goal/goal": "x" * 400}
    one = progress(workbook, history(received("2026-12-08", answers)))
    words = table_words(opened.html)

    def peak(count: int) -> int:
        temporary = tmp_path / str(count)
        temporary.mkdir()
        tracemalloc.start()
        write_xlsx(temporary / "a.xlsx", temporary, repeat(one, count), (), words, TODAY)
        write_csv(temporary / "a.csv", repeat(one, count), words, "en")
        result = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return result

    few, many = peak(100), peak(400)  # before that, buffers fill
    assert many < few + 300_000
    size = (tmp_path / "400/a.csv").stat().st_size - (tmp_path / "100/a.csv").stat().st_size
    assert size > 300_000
