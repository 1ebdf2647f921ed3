"""Results kept in memory by what they were computed from, for work that is done repeatedly."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_ROUNDS = 8  # how many rounds an unused result is kept, as an edit may be undone


class Memo:
    """Remembers results over several rounds of the same work, and forgets those no longer used."""

    def __init__(self) -> None:
        self._round = 0
        self._kept: dict[Hashable, tuple[int, Any]] = {}

    def begin(self) -> None:
        """Begin a round, and forget what has not been used for several rounds."""
        self._round += 1
        oldest = self._round - _ROUNDS
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] >= oldest}

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for a key, from ``make`` if it is not remembered."""
        found: T = self._kept[key][1] if key in self._kept else make()
        self._kept[key] = self._round, found
        return found


class RecentResults(Generic[T]):
    """Remembers a limited number of results, and forgets the oldest first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for a key, from ``make`` if it is not remembered."""
        found = self._kept[key] if key in self._kept else make()
        self._kept[key] = found
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        return found
