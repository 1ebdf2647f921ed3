"""Reads YAML into data that remembers the line and column of each value.

Unlike PyYAML alone, it reports a key that is set twice, it reads only ``true`` and ``false`` as
booleans (``no`` is text), and ``012`` as text, and no file can exhaust memory with nested aliases.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_reading import TooLargeError, read_file
from workbook_builder.storage.memo import Memo

LARGEST_FILE = 1_000_000  # bytes
DEEPEST = 30  # levels of nesting
MOST_VALUES = 10_000  # per file, after aliases are expanded
MOST_ENTRIES = 500  # in one list, or keys in one place
MOST_PROBLEMS = 100  # that are reported of one file

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_TEXT_TAGS = {"!", "tag:yaml.org,2002:str"}
# Control characters, and others that YAML does not allow.
_NOT_TEXT = re.compile(
    "[^\t\n\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_CONTROL_ESCAPES = "0abve"


@dataclass(slots=True)
class Node:
    """A value and where it begins.

    Attributes:
        line: The line, counting from 1.
        column: The column, counting from 1.
        value: A scalar, a list of nodes, or a dict of nodes by key.
        keys: The line and column of each key of a dict.
        size: The number of values in it, including itself, after aliases are expanded.
        complete: Whether all of its values have been read.
    """

    line: int
    column: int
    value: Any
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
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
        node, line, column = self.root, self.root.line, self.root.column
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                at_key = node.keys[str(step)]
                node = node.value[step]
                line, column = at_key if key or node.value is None else (node.line, node.column)
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line, column = node.line, node.column
            else:
                break
        return self.problem_at(line, column, rule, message, hint)

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


def read_yaml(path: Path, name: str, memo: Memo | None = None) -> YamlSource:
    """Read a YAML file.

    Args:
        path: The file.
        name: The path of the file as shown in problems.
        memo: Keeps the result for the next call, as long as the file does not change.

    Raises:
        WorkbookError: The file cannot be read, is not UTF-8, or is not valid YAML. All keys that
            are set twice are reported at once.
    """
    text = read_text(path, name)
    return (
        memo(("source", name, text), lambda: parse_yaml(text, name))
        if memo
        else parse_yaml(text, name)
    )


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


def parse_yaml(text: str, name: str) -> YamlSource:
    """Parse a YAML text; ``name`` is the path of its file as shown in problems.

    Raises:
        WorkbookError: The text is not valid YAML, or uses features that are not allowed here.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = YamlSource(name, text, Node(1, 1, None))
    reader = _Reader(source)
    for found in _NOT_TEXT.finditer(text):
        message = "this character is not allowed in YAML"
        place = source.place(found.start())
        reader.problems.append(source.problem_at(*place, Rule.YAML, message, "delete it"))
        if len(reader.problems) == MOST_PROBLEMS:
            break
    if reader.problems:
        raise WorkbookError(reader.problems)
    try:
        root = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = source.place(mark.index) if mark else (1, 1)
        message = f"this is not valid YAML: {error.problem or error.context}"
        reader.problems.append(
            source.problem_at(line, column, Rule.YAML, message, _hint(source, line))
        )
    if reader.problems:
        raise WorkbookError(reader.problems)
    return YamlSource(name, text, root)


def _hint(source: YamlSource, line: int) -> str:
    shown = source.problem_at(line, 1, Rule.YAML, "").text
    if shown[: len(shown) - len(shown.lstrip())].count("\t"):
        return "indent with spaces: YAML does not allow tabs"
    if shown.count(": ") > 1 or " #" in shown:
        return 'put text that contains ": " or " #" in quotes'
    return "check the indentation, quotes, and brackets on this line and the line above"


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return tuple(_plain(value) for value in node.value)
    return node.value


class _Stop(Exception):
    """The rest of the file cannot be read."""


class _Reader:
    """Builds the tree of nodes from PyYAML's events, using an explicit stack.

    PyYAML's own composer is recursive, so a file of nothing but brackets would crash it.
    """

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.open: list[Node] = []
        self.pending: list[tuple[str, tuple[int, int]] | None] = []
        self.root: Node | None = None

    def document(self, events: Iterator[Any]) -> Node:
        documents = 0
        try:
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.stop(event, "a second document begins here", "delete the line `---`")
                elif isinstance(event, yaml.NodeEvent):
                    self.node(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self.close(event)
        except _Stop:
            pass
        return self.root or Node(1, 1, None)

    def problem(self, event: Any, rule: Rule, message: str, hint: str = "") -> None:
        self.report(self.place(event), rule, message, hint)

    def report(self, place: tuple[int, int], rule: Rule, message: str, hint: str) -> None:
        """Add a problem, and stop where nobody would read on."""
        self.problems.append(self.source.problem_at(*place, rule, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def place(self, event: Any) -> tuple[int, int]:
        return self.source.place(event.start_mark.index)

    def stop(self, event: Any, message: str, hint: str = "") -> None:
        self.problem(event, Rule.YAML_FEATURE, message, hint)
        raise _Stop

    def refuse_tag(self, event: Any) -> None:
        self.problem(
            event, Rule.YAML_FEATURE, f"the tag {event.tag} is not allowed here", "delete it"
        )

    def node(self, event: Any) -> None:
        line, column = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            target = self.anchors.get(str(event.anchor))
            if target is None:
                hint = f"define it with `&{event.anchor}` further up, or write the value out"
                self.stop(event, f"the alias `*{event.anchor}` is not defined", hint)
            elif not target.complete:
                self.stop(
                    event, f"the alias `*{event.anchor}` contains itself", "write the value out"
                )
            else:
                self.put(event, target)
            return
        if isinstance(event, yaml.ScalarEvent):
            node = Node(line, column, self.scalar(event))
        else:
            if event.tag and not event.implicit:
                self.refuse_tag(event)
            empty: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            node = Node(line, column, empty, complete=False)
        if event.anchor:
            self.anchors[event.anchor] = node
        if node.complete:
            self.put(event, node)
            return
        if self.pending and self.pending[-1] is None and isinstance(self.open[-1].value, dict):
            self.stop(event, "a key must be plain text", "write a name before the colon")
        if len(self.open) >= DEEPEST:
            message = f"values are nested more than {DEEPEST} levels deep"
            self.stop(event, message, "check that every bracket is closed")
        self.open.append(node)
        self.pending.append(None)

    def scalar(self, event: Any) -> str | int | float | bool | None:
        text = str(event.value)
        if event.tag and event.tag not in _TEXT_TAGS and event.implicit != (True, False):
            self.refuse_tag(event)
        if _NOT_TEXT.search(text):
            self.refuse_escapes(event)
        if event.tag or event.style:  # unquoted text has the style None, or "" in the C parser
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _DECIMAL.fullmatch(text) else text

    def refuse_escapes(self, event: Any) -> None:
        """Report each escape sequence in a text that stands for a control character."""
        start, end = event.start_mark.index, event.end_mark.index
        for found in _ESCAPE.finditer(self.source.text, start, end):
            code = found[1]
            character = chr(int(code[1:], 16)) if code[0] in "xuU" and code[1:] else ""
            if code in _CONTROL_ESCAPES or _NOT_TEXT.match(character):
                message = f"`{found[0]}` stands for a character that cannot be shown"
                self.report(self.source.place(found.start()), Rule.YAML, message, "delete it")

    def close(self, event: Any) -> None:
        node = self.open.pop()
        self.pending.pop()
        node.complete = True
        children = node.value.values() if isinstance(node.value, dict) else node.value
        node.size = 1 + sum(child.size for child in children)
        if node.size > MOST_VALUES:
            message = f"the file has more than {MOST_VALUES:,} values when its aliases are expanded"
            self.stop(event, message, "use fewer aliases")
        self.put(event, node)

    def put(self, event: Any, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.value, list):
            if len(parent.value) >= MOST_ENTRIES:
                message = f"the list has more than {MOST_ENTRIES} entries"
                self.stop(event, message, "delete the rest")
            parent.value.append(node)
            return
        waiting = self.pending[-1]
        if waiting is None:
            if not isinstance(event, yaml.ScalarEvent):
                self.stop(event, "a key must be plain text", "write a name before the colon")
            if len(parent.keys) >= MOST_ENTRIES:
                self.stop(event, f"there are more than {MOST_ENTRIES} keys here", "delete the rest")
            self.pending[-1] = (str(event.value), self.place(event))
            return
        key, place = waiting
        self.pending[-1] = None
        if key in parent.value:
            first = parent.keys[key][0]
            message = f"`{key}` is set twice, first on line {first}"
            self.report(place, Rule.KEY_TWICE, message, "delete one of them")
            return
        parent.value[key] = node
        parent.keys[key] = place
