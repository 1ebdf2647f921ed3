"""Tables as text that spreadsheets open: CSV in UTF-8."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import written
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.table_rows import AnswerRow, answer_rows

_COLUMNS = (
    "id", "name", "program", "worksheet", "time", "question", "part", "answer", "number", "day",
    "key", "written", "collected", "source", "replaced",
)  # fmt: skip
# A text that begins with one of these can be a formula for a spreadsheet, and run a program.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
_BYTE_ORDER_MARK = "utf-8-sig"  # without it, Excel takes UTF-8 for another encoding


def write_csv(
    path: Path, clients: Iterable[ClientProgress], words: Mapping[str, str], language: str
) -> int:
    """Write a file with a row for each answer, client by client.

    Args:
        path: The file.
        clients: How far each client is.
        words: The words for heads.
        language: The code of the language, whose spreadsheets expect a comma or a semicolon
            between cells, and write numbers with a period or a comma.

    Returns:
        The number of answers.
    """
    count = 0
    with path.open("w", encoding=_BYTE_ORDER_MARK, newline="") as file:
        table = csv.writer(file, delimiter=separator(language))
        table.writerow(words[name] for name in _COLUMNS)
        for progress in clients:
            for row in answer_rows(progress):
                table.writerow(_cells(row, words, language))
                count += 1
    return count


def write_rows(path: Path, rows: Iterable[Sequence[str]], language: str) -> None:
    """Write rows of texts."""
    with path.open("w", encoding=_BYTE_ORDER_MARK, newline="") as file:
        table = csv.writer(file, delimiter=separator(language))
        table.writerows(map(safe, row) for row in rows)


def separator(language: str) -> str:
    """What spreadsheets of a language expect between cells."""
    return ";" if written_number(0.5, language) == "0,5" else ","


def written_number(number: float, language: str) -> str:
    """A number as spreadsheets of a language read it."""
    return written(AnswerKind.NUMBER, f"{number:.15g}", language)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, with an apostrophe before one that is."""
    is_formula = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if is_formula else text


def _cells(row: AnswerRow, words: Mapping[str, str], language: str) -> list[str]:
    value = row.value
    number = "" if value.number is None else written_number(value.number, language)
    texts = [row.client, row.name, row.program, row.worksheet, row.time, row.question, row.part]
    return [
        *map(safe, (*texts, value.shown)),
        number,  # a number that was understood, which may begin with a minus sign
        *map(
            safe,
            (
                value.day, row.key, value.written, value.source.day, value.source.name,
                words[row.replaced],
            ),
        ),
    ]  # fmt: skip
