"""Files that the coach has dropped on the desk, until it is known what to do with them.

They are only in memory. Whoever closes the desk still has them where they were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from workbook_builder.history.owner import Owner
from workbook_builder.history.reading import digest

_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Waiting:
    """A file that waits.

    Attributes:
        id: By what a form names it.
        name: Its name.
        content: Its bytes.
        locked: The thumbprint of the key that it needs, if it is encrypted and waits for that.
        owner: Why nobody knows whose it is, if it waits for that.
    """

    id: str
    name: str
    content: bytes
    locked: str = ""
    owner: Owner | None = None


class FullError(Exception):
    """There are more files on the desk than it holds."""


class Tray:
    """The files that wait."""

    def __init__(self) -> None:
        self._files: dict[str, Waiting] = {}
        self._lock = Lock()

    def put(
        self, name: str, content: bytes, *, locked: str = "", owner: Owner | None = None
    ) -> None:
        """Let a file wait.

        Raises:
            FullError: There is no room for it.
        """
        id = digest(content)
        with self._lock:
            others = sum(len(each.content) for each in self._files.values() if each.id != id)
            if others + len(content) > _MOST_BYTES:
                raise FullError
            self._files[id] = Waiting(id, name, content, locked, owner)

    def take(self, id: str) -> Waiting | None:
        """Take a file away. Returns None if there is none with this id."""
        with self._lock:
            return self._files.pop(id, None)

    def locked(self) -> list[Waiting]:
        """The files that wait for a passphrase."""
        return [each for each in self if each.locked]

    def unclaimed(self) -> list[Waiting]:
        """The files of which nobody knows whose they are."""
        return [each for each in self if each.owner]

    def __iter__(self) -> Iterator[Waiting]:
        with self._lock:
            return iter(list(self._files.values()))
