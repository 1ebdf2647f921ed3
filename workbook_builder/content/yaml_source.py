"""YAML that has been read, with the place of each value in its text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workbook_builder.problems.problem import Problem, Rule


@dataclass(slots=True)
class Node:
    """A value and where it begins.

    Attributes:
        at: The index of its first character in the text.
        value: A scalar, a list of nodes, or a dict of nodes by key.
        keys: The index of the first character of each key of a dict.
        size: The number of values in it, including itself, after aliases are expanded.
        complete: Whether all of its values have been read.
    """

    at: int
    value: Any
    keys: dict[str, int] = field(default_factory=dict)
    size: int = 1
    complete: bool = True


@dataclass(frozen=True)
class YamlSource:
    """A file that has been read, with its text and the place of each value."""

    file: str
    text: str
    root: Node

    @property
    def data(self) -> Any:
        """The content as dicts, tuples, and scalars, created anew on each access."""
        return _plain(self.root)

    def problem(
        self,
        path: Sequence[str | int],
        rule: Rule,
        message: str,
        hint: str = "",
        *,
        key: bool = False,
    ) -> Problem:
        """A problem with a value.

        Args:
            path: The keys and indices that lead to the value. If there is no such value, the
                problem is placed at the innermost one around it.
            rule: The rule that is broken.
            message: What is wrong.
            hint: How to fix it.
            key: Whether to place the problem at the key instead of the value.
        """
        return self.problem_at(*self.position(path, key=key), rule, message, hint)

    def position(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """The line and column of a value, or of the innermost one around it that there is.

        Args:
            path: The keys and indices that lead to the value.
            key: Whether the place of the key is wanted instead of that of the value.
        """
        node, at = self.root, self.root.at
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                at_key = node.keys[str(step)]
                node = node.value[step]
                at = at_key if key or node.value is None else node.at
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                at = node.at
            else:
                break
        return self.place(at)

    def problem_in_text(
        self, path: Sequence[str | int], part: str, rule: Rule, message: str, hint: str = ""
    ) -> Problem:
        """A problem with a part of a text, placed where the part is first found in it.

        Args:
            path: The keys and indices that lead to the text.
            part: The part, as the author wrote it.
            rule: The rule that is broken.
            message: What is wrong.
            hint: How to fix it.
        """
        whole = self.problem(path, rule, message, hint)
        found = self.text.find(part, self._lines[whole.line - 1] + whole.column - 1)
        return whole if found < 0 else self.problem_at(*self.place(found), rule, message, hint)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _end(self) -> int:
        """Where the text ends, without empty lines."""
        return len(self.text.rstrip())

    def place(self, index: int) -> tuple[int, int]:
        """The line and column of a character, both counting from 1.

        Lines end as in every editor. YAML counts a few more characters as the end of a line.
        """
        index = min(index, self._end)
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def problem_at(
        self, line: int, column: int, rule: Rule, message: str, hint: str = ""
    ) -> Problem:
        """A problem at a line and column, both counting from 1."""
        text = ""
        if 0 < line <= len(self._lines):
            start = self._lines[line - 1]
            end = self.text.find("\n", start)
            text = self.text[start : end if end >= 0 else None].rstrip("\r")
        return Problem(self.file, line, column, rule, message, hint, text)


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return tuple(_plain(value) for value in node.value)
    return node.value
