"""What is wrong in the content, where it stands, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in an author's file.

    ``line`` and ``column`` count from 1; both are 0 when the problem is a whole file or folder.
    ``text`` is the line of the file, for showing it.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The problem as it is shown: place and message, the line with a caret, the way out."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        shown = [f"{place}: {self.message}"]
        if self.text:
            # A very long line is cut around the caret, so that both fit a terminal.
            start = max(0, self.column - 60)
            text = self.text[start : start + 100].replace("\t", " ")
            number = str(self.line)
            shown.append(f"  {number} | {text}")
            shown.append(f"  {' ' * len(number)} | {' ' * (self.column - 1 - start)}^")
        if self.hint:
            shown.append(f"  help: {self.hint}")
        return "\n".join(shown)


class WorkbookError(Exception):
    """The content cannot be used; ``problems`` holds every reason, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n\n".join(map(str, self.problems)))
