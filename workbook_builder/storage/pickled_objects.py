"""Stores Python objects in a cache, pickled and compressed.

Unpickling can run any code. That is safe here, since the cache folder is the user's own.
"""

import contextlib
import pickle
import zlib
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

T = TypeVar("T")


def packed(thing: object) -> bytes:
    """Pickle and compress an object. Raises what pickle raises for objects it cannot write."""
    return zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(content: bytes) -> Any:
    """The object that was packed into some bytes."""
    return pickle.loads(zlib.decompress(content))


def load_object(name: str, cache: MutableMapping[str, bytes]) -> Any:
    """The object in the entry with a name, or None. An unreadable entry is deleted."""
    content = cache.get(name)
    if content is None:
        return None
    try:
        return unpacked(content)
    except Exception:  # for example, the package of a field type has been uninstalled
        with contextlib.suppress(KeyError):
            del cache[name]
        return None


def store_object(name: str, thing: object, cache: MutableMapping[str, bytes]) -> None:
    """Store an object in the entry with a name, unless pickle cannot write it."""
    with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):
        cache[name] = packed(thing)


def load_or_make(name: str, make: Callable[[], T], cache: MutableMapping[str, bytes]) -> T:
    """The object in the entry with a name. If there is none, make the object and store it."""
    result: T | None = load_object(name, cache)
    if result is None:
        result = make()
        store_object(name, result, cache)
    return result
