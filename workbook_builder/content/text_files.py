"""Reads the text of a file, and says what keeps it from being read."""

import codecs
from pathlib import Path

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_reading import TooLargeError, read_file

LARGEST_FILE = 1_000_000  # bytes


def read_text(path: Path, name: str, limit: int | None = LARGEST_FILE) -> str:
    """Read the text of a file.

    Args:
        path: The file.
        name: Its path as shown in problems.
        limit: The most bytes that it may have.

    Raises:
        WorkbookError: The file cannot be read, is too large, or is not UTF-8.
    """
    try:
        raw = read_file(path, limit)
    except FileNotFoundError:
        hint = f"create the file; `{path.name}` begins with a line like `title: …`"
        raise WorkbookError(
            [Problem(name, 0, 0, Rule.NO_FILE, "there is no such file", hint)]
        ) from None
    except TooLargeError as error:
        message = f"the file has {error.size:,} bytes, but may have at most {limit:,}"
        raise WorkbookError(
            [Problem(name, 0, 0, Rule.UNREADABLE, message, "split it into several files")]
        ) from None
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise WorkbookError(
            [Problem(name, 0, 0, Rule.UNREADABLE, f"cannot be read: {reason}")]
        ) from None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        problem = Problem(
            name, line, column, Rule.UNREADABLE, "is not UTF-8 text", "save the file as UTF-8"
        )
        raise WorkbookError([problem]) from None
