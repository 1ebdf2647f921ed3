"""Functions that report their calls."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def with_spy(function: Callable[..., T], spy: Callable[..., object]) -> Callable[..., T]:
    """The same function, which first calls `spy` with the same arguments."""

    def watched(*given: Any, **named: Any) -> T:
        spy(*given, **named)
        return function(*given, **named)

    return watched
