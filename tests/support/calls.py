"""Functions that tell of their calls."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def with_spy(function: Callable[..., T], note: Callable[..., object]) -> Callable[..., T]:
    """The same function, with `note` called first with the same arguments."""

    def noting(*given: Any, **named: Any) -> T:
        note(*given, **named)
        return function(*given, **named)

    return noting
