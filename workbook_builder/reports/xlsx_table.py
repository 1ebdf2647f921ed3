"""Answers and numbers of many clients as a workbook of Excel, written client by client."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook as ExcelFile
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet as ExcelSheet

from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.table_rows import (
    AnswerRow,
    ClientRow,
    MeasureColumn,
    answer_rows,
    client_row,
)

MOST_ROWS = 1_048_576  # of a sheet, the head included
_LONGEST = 32_767  # characters of a cell
_FIRST_YEAR = 1900  # before it, Excel has no days
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,  # what a client wrote is never computed
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ANSWER_COLUMNS = (
    ("id", 14), ("name", 20), ("program", 24), ("worksheet", 24), ("time", 10), ("question", 44),
    ("part", 28), ("answer", 60), ("number", 10), ("day", 12), ("key", 36), ("written", 12),
    ("collected", 12), ("source", 28), ("replaced", 10),
)  # fmt: skip
Cell = str | float | date | None


def write_xlsx(
    path: Path,
    temporary: Path,
    clients: Iterable[ClientProgress],
    measures: Sequence[MeasureColumn],
    words: Mapping[str, str],
    today: str,
) -> int:
    """Write a file with two sheets: a row for each answer, and a row for each client.

    Memory does not grow with the number of clients.

    Args:
        path: The file.
        temporary: An empty folder that nobody else can read. The rows lie in it until all are
            there.
        clients: How far each client is.
        measures: The measures that have columns in the sheet of clients.
        words: The words for heads.
        today: The day of the table.

    Returns:
        The number of answers.
    """
    with _excel_file(path, temporary) as file:
        file.set_properties({"created": datetime.fromisoformat(today)})
        heads = [(words[name], width) for name, width in _ANSWER_COLUMNS]
        answers = _Sheets(file, words["answers"], heads)
        numbers = _Sheets(file, words["clients"], _client_columns(measures, words))
        count = 0
        for progress in clients:
            for row in answer_rows(progress):
                answers.add(_answer_cells(row, words))
                count += 1
            numbers.add(_client_cells(client_row(progress), measures))
        answers.finish()
        numbers.finish()
    return count


@contextmanager
def _excel_file(path: Path, temporary: Path) -> Iterator[ExcelFile]:
    """A file that is closed at the end, whatever happens."""
    file = ExcelFile(str(path), {**_OPTIONS, "tmpdir": str(temporary)})
    try:
        yield file
    finally:
        try:
            file.close()
        except FileCreateError as error:
            (cause,) = error.args  # what the system has said, such as that the disk is full
            raise cause from None


class _Sheets:
    """A table in a file, on as many sheets as it needs."""

    def __init__(self, file: ExcelFile, title: str, columns: Sequence[tuple[str, int]]) -> None:
        self._file = file
        self._title = title
        self._columns = columns
        self._head = file.add_format({"bold": True, "bottom": 1})
        self._day = file.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        title = self._title[:28] + (f" {self._count}" if self._count > 1 else "")
        self._sheet: ExcelSheet = self._file.add_worksheet(title)
        for at, (_, width) in enumerate(self._columns):
            self._sheet.set_column(at, at, width)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        for at, (name, _) in enumerate(self._columns):
            self._sheet.write_string(0, at, name, self._head)

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a row."""
        self._row += 1
        if self._row == MOST_ROWS:
            self.finish()
            self._begin()
            self._row = 1
        for at, cell in enumerate(cells):
            match cell:
                case str() if cell:
                    text = cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
                    self._sheet.write_string(self._row, at, text)
                case int() | float():
                    self._sheet.write_number(self._row, at, cell)
                case date():
                    moment = datetime(cell.year, cell.month, cell.day)
                    self._sheet.write_datetime(self._row, at, moment, self._day)

    def finish(self) -> None:
        """Let readers filter the rows."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)


def _answer_cells(row: AnswerRow, words: Mapping[str, str]) -> list[Cell]:
    value = row.value
    return [
        row.client, row.name, row.program, row.worksheet, row.time, row.question, row.part,
        value.shown, value.number, _day(value.day), row.key, _day(value.written),
        _day(value.source.day), value.source.name, words[row.replaced],
    ]  # fmt: skip


def _client_columns(
    measures: Sequence[MeasureColumn], words: Mapping[str, str]
) -> list[tuple[str, int]]:
    rated = [
        (f"{measure.label} ({words[name]})", 14)
        for measure in measures
        for name in ("before", "after", "change")
    ]
    first: list[tuple[str, int]] = [("id", 14), ("name", 20), ("programs", 36), ("begins", 12)]
    last: list[tuple[str, int]] = [
        ("done", 16), ("so_far", 16), ("kept", 14), ("promised", 14), ("received", 16),
    ]  # fmt: skip
    return [
        *((words[name], width) for name, width in first),
        *rated,
        *((words[name], width) for name, width in last),
    ]


def _client_cells(row: ClientRow, measures: Sequence[MeasureColumn]) -> list[Cell]:
    rated: list[Cell] = []
    for column in measures:
        found = row.measures.get((column.program, column.measure))
        before, after = (found and found.before), (found and found.after)
        rated += [
            before.number if before else None,
            after.number if after else None,
            found.change if found else None,
        ]
    begins: Cell = _day(row.begins[0]) if len(set(row.begins)) == 1 else ", ".join(row.begins)
    return [
        row.client, row.name, "; ".join(row.programs), begins, *rated, row.check_ins_done,
        row.check_ins_so_far, row.steps_done, row.steps_promised, _day(row.last_received),
    ]  # fmt: skip


def _day(text: str) -> Any:
    """A day for a cell; as text if Excel has no such day, or if it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= _FIRST_YEAR else text
