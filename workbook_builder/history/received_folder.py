"""What came back from clients, on the disk: ``clients/<id>/received/``.

Each thing is there as it came, and beside it a file of answers with what was read from it, so that
both can be used without this program. Nothing there is ever changed.

    2026-12-14-1f2e3d4c5b6a7988.pdf
    2026-12-14-1f2e3d4c5b6a7988.answers.json
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from workbook_builder.answers import answers_file
from workbook_builder.history.received import Kind, Received, Value
from workbook_builder.storage.file_reading import read_file
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.private_files import write_private_tree

FOLDER = "received"
_READ = ".answers.json"
_DIGITS = 16  # of the digest, in the name of a file
_NAME = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}-(?P<digest>[0-9a-f]{{{_DIGITS}}})\.(?P<rest>.+)")
_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Place:
    """Where something that was collected is.

    Attributes:
        client: The id of the client.
        day: The day on which it was collected.
    """

    client: str
    day: str


class ReceivedFolder:
    """What came back from the clients of a practice."""

    def __init__(self, clients: Path) -> None:
        """Take the folder of the clients, which need not exist."""
        self._clients = clients

    def places(self) -> dict[str, Place]:
        """Where everything is that was collected, by the `mark` of its digest.

        Only names are read, so that it is quick with many files.
        """
        return {
            mark: Place(folder.parent.name, name[:10])
            for folder in self._folders()
            for name, mark in _names(folder, _READ[1:])
        }

    def interrupted(self) -> Iterator[tuple[str, Path]]:
        """What was kept but not read, as the command was killed: the client's id, and the file."""
        for folder in self._folders():
            done = {mark for _, mark in _names(folder, _READ[1:])}
            for name, mark in _names(folder):
                if mark not in done:
                    yield folder.parent.name, folder / name

    def add(self, client: str, content: bytes, suffix: str, received: Received) -> None:
        """Keep something that came.

        Args:
            client: The id of the client.
            content: Its bytes, as they came.
            suffix: What its name ends in, with the period.
            received: What was read from it.

        Raises:
            OSError: It cannot be written. Nothing is there of it, or only the file as it came.
        """
        start = f"{received.day}-{mark(received.digest)}"
        # What was read comes last: it says that the file is complete.
        tree: Tree = {f"{start}{suffix}": content, f"{start}{_READ}": _written(received)}
        write_private_tree(tree, self._clients / client / FOLDER)

    def load(self, client: str) -> Iterator[Received]:
        """What came from a client, given by their id, one after the other.

        Raises:
            WorkbookError: One of the files was changed, and cannot be read any more.
        """
        folder = self._clients / client / FOLDER
        for name, _ in _names(folder, _READ[1:]) if folder.is_dir() else ():
            yield _read(folder / name, client)

    def _folders(self) -> Iterator[Path]:
        for folder in sorted(self._clients.iterdir()) if self._clients.is_dir() else ():
            if (folder / FOLDER).is_dir():
                yield folder / FOLDER


def mark(digest: str) -> str:
    """The part of a digest by which a file is known in the folder."""
    return digest[:_DIGITS]


def _names(folder: Path, rest: str = "") -> Iterator[tuple[str, str]]:
    """The names of files in a folder, and their marks.

    Args:
        folder: The folder.
        rest: What follows the mark and a period; any but what was read if it is empty.
    """
    for name in sorted(each.name for each in folder.iterdir()):
        found = _NAME.fullmatch(name)
        if found and (found["rest"] == rest if rest else found["rest"] != _READ[1:]):
            yield name, found["digest"]


def _written(received: Received) -> str:
    """The text of a file of answers with what was read."""
    more: dict[str, Any] = {
        "digest": received.digest,
        "name": received.name,
        "kind": received.kind,
        "at": received.at,
    }
    if received.encrypted:
        more["encrypted"] = True
    if received.placed:
        more["placed"] = list(received.placed)
    content = answers_file.Content(
        {key: each.value for key, each in received.answers.items()},
        {key: each.saved for key, each in received.answers.items() if each.saved},
        tuple(answers_file.Replaced(key, *value) for key, value in received.replaced),
        received.done,
        received.client,
        received.practice,
        received.language,
        more,
    )
    return answers_file.written(content)


def _read(path: Path, client: str) -> Received:
    content = answers_file.opened(read_file(path), f"clients/{client}/{FOLDER}/{path.name}")
    more = content.more
    placed = more.get("placed")
    return Received(
        str(more.get("digest") or path.name[11 : 11 + _DIGITS]),
        str(more.get("name") or path.name),
        next((each for each in _KINDS if each == more.get("kind")), "answers file"),
        str(more.get("at") or f"{path.name[:10]}T00:00:00.000Z"),
        {key: Value(value, content.saved.get(key, "")) for key, value in content.answers.items()},
        more.get("encrypted") is True,
        tuple((each.key, Value(each.value, each.saved)) for each in content.replaced),
        content.done,
        content.client,
        content.practice,
        content.language,
        tuple(map(str, placed)) if isinstance(placed, list) else (),
    )
