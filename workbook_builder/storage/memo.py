"""What was made before of the same things, for whoever makes it again and again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_ROUNDS = 8  # that pass before what is not asked for is dropped: a mistake may be taken back


class Memo:
    """Remembers results by what they are made of, over several rounds of the same work."""

    def __init__(self) -> None:
        self._round = 0
        self._kept: dict[Hashable, tuple[int, Any]] = {}

    def begin(self) -> None:
        """Begin a round; what several rounds have not asked for is forgotten."""
        self._round += 1
        oldest = self._round - _ROUNDS
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] >= oldest}

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key, or else make it."""
        found: T = self._kept[key][1] if key in self._kept else make()
        self._kept[key] = self._round, found
        return found


class RecentResults(Generic[T]):
    """Remembers the results that were made last, and no more of them than it may."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key, or else make it."""
        found = self._kept[key] if key in self._kept else make()
        self._kept[key] = found
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found
