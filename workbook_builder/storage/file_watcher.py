"""Finds changed files by polling: modification time, size, and inode number.

Polling is cheap enough, and it also works where the system does not report changes, such as in
containers and on network drives.
"""

import stat
import time
from collections.abc import Collection, Iterator
from pathlib import Path

_PAUSE = 0.1  # seconds between two polls
_SETTLED = 0.03  # seconds without a change after which a file counts as completely written

State = tuple[int, int, int]  # modification time in nanoseconds, size in bytes, inode


class FileWatcher:
    """Watches files and folders, including ones that do not exist yet."""

    def __init__(self, places: Collection[Path]) -> None:
        self._places = frozenset(places)
        self._seen = self._poll()

    def move(self, places: Collection[Path]) -> None:
        """Watch other files and folders. What they already hold does not count as a change."""
        before, self._places = self._places, frozenset(places)
        if before != self._places:
            kept = {
                path: state
                for path, state in self._seen.items()
                if any(path.is_relative_to(place) for place in before & self._places)
            }
            self._seen = dict(_states(self._places - before)) | kept

    def changed(self) -> frozenset[Path]:
        """The files created, deleted, or changed since the last call.

        Empty while files are still being written; the next call reports them.
        """
        now = self._poll()
        if now == self._seen:
            return frozenset()
        time.sleep(_SETTLED)
        if self._poll() != now:
            return frozenset()
        before, self._seen = self._seen, now
        paths = before.keys() | now.keys()
        return frozenset(path for path in paths if before.get(path) != now.get(path))

    def wait(self) -> frozenset[Path]:
        """Wait for a change, and return the files that changed."""
        while True:
            started = time.monotonic()
            if found := self.changed():
                return found
            # Polling a folder of many thousands of files must not keep a core busy.
            time.sleep(max(_PAUSE, 10 * (time.monotonic() - started)))

    def _poll(self) -> dict[Path, State]:
        return dict(_states(self._places))


def _states(places: Collection[Path]) -> Iterator[tuple[Path, State]]:
    """The state of every file in some places, except hidden ones."""
    waiting = list(places)
    folders: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield path, (state.st_mtime_ns, state.st_size, state.st_ino)
            elif (state.st_dev, state.st_ino) not in folders:  # links may form a cycle
                folders.add((state.st_dev, state.st_ino))
                waiting.extend(each for each in path.iterdir() if each.name[0] != ".")
        except OSError:  # deleted in the meantime, or a broken link
            continue
