"""Reads YAML into data that remembers the line and column of each value.

Unlike PyYAML alone, it reports a key that is set twice, it reads only ``true`` and ``false`` as
booleans (``no`` is text), and ``012`` as text, and no file can exhaust memory with nested aliases.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from workbook_builder.content.text_files import read_text
from workbook_builder.content.yaml_source import Node, YamlSource
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.memo import Memo

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
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_CONTROL_ESCAPES = "0abve"


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


def parse_yaml(text: str, name: str) -> YamlSource:
    """Parse a YAML text; ``name`` is the path of its file as shown in problems.

    Raises:
        WorkbookError: The text is not valid YAML, or uses features that are not allowed here.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = YamlSource(name, text, Node(0, None))
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
        self.pending: list[tuple[str, int] | None] = []
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
        return self.root or Node(0, None)

    def problem(self, event: Any, rule: Rule, message: str, hint: str = "") -> None:
        self.report(event.start_mark.index, rule, message, hint)

    def report(self, at: int, rule: Rule, message: str, hint: str) -> None:
        """Add a problem at a character, and stop where nobody would read on."""
        self.problems.append(self.source.problem_at(*self.source.place(at), rule, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def stop(self, event: Any, message: str, hint: str = "") -> None:
        self.problem(event, Rule.YAML_FEATURE, message, hint)
        raise _Stop

    def refuse_tag(self, event: Any) -> None:
        self.problem(
            event, Rule.YAML_FEATURE, f"the tag {event.tag} is not allowed here", "delete it"
        )

    def node(self, event: Any) -> None:
        at = event.start_mark.index
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
            node = Node(at, self.scalar(event))
        else:
            if event.tag and not event.implicit:
                self.refuse_tag(event)
            empty: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            node = Node(at, empty, complete=False)
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
                self.report(found.start(), Rule.YAML, message, "delete it")

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
            self.pending[-1] = (str(event.value), event.start_mark.index)
            return
        key, at = waiting
        self.pending[-1] = None
        if key in parent.value:
            first, _ = self.source.place(parent.keys[key])
            message = f"`{key}` is set twice, first on line {first}"
            self.report(at, Rule.KEY_TWICE, message, "delete one of them")
            return
        parent.value[key] = node
        parent.keys[key] = at
