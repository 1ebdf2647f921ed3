"""Which files have changed since the last look, wherever they lie: by time, size and number.

Looking again and again is cheap, and works where systems do not tell of changes: in containers,
on network drives.
"""

import stat
import time
from collections.abc import Collection, Iterator
from pathlib import Path

_PAUSE = 0.1  # seconds between two looks
_SETTLED = 0.03  # seconds without a change after which a file is taken to be whole

State = tuple[int, int, int]


class FileWatcher:
    """Files and folders that are watched; a place that is not there yet may come."""

    def __init__(self, places: Collection[Path]) -> None:
        self._places = frozenset(places)
        self._seen = self._look()

    def move(self, places: Collection[Path]) -> None:
        """Watch other places; what is there already is no change."""
        before, self._places = self._places, frozenset(places)
        if before != self._places:
            kept = {
                path: state
                for path, state in self._seen.items()
                if any(path.is_relative_to(place) for place in before & self._places)
            }
            self._seen = dict(_states(self._places - before)) | kept

    def changed(self) -> frozenset[Path]:
        """What has come, gone or changed since the last call; empty while it still changes."""
        now = self._look()
        if now == self._seen:
            return frozenset()
        time.sleep(_SETTLED)
        if self._look() != now:
            return frozenset()
        before, self._seen = self._seen, now
        paths = before.keys() | now.keys()
        return frozenset(path for path in paths if before.get(path) != now.get(path))

    def wait(self) -> frozenset[Path]:
        """Wait for a change."""
        while True:
            started = time.monotonic()
            if found := self.changed():
                return found
            # A folder of many thousand files must not keep a core busy.
            time.sleep(max(_PAUSE, 10 * (time.monotonic() - started)))

    def _look(self) -> dict[Path, State]:
        return dict(_states(self._places))


def _states(places: Collection[Path]) -> Iterator[tuple[Path, State]]:
    """Every file in some places with what changes when it does; nothing that is hidden."""
    waiting = list(places)
    folders: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield path, (state.st_mtime_ns, state.st_size, state.st_ino)
            elif (state.st_dev, state.st_ino) not in folders:
                folders.add((state.st_dev, state.st_ino))
                waiting.extend(each for each in path.iterdir() if each.name[0] != ".")
        except OSError:  # it is gone, or leads nowhere
            continue
