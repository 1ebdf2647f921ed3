"""Python objects as bytes, and kept in a cache.

They are pickled. Like the cache folder itself, which is the user's own, they are trusted.
"""

import contextlib
import pickle
import zlib
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

T = TypeVar("T")


def packed(thing: object) -> bytes:
    """An object as a few bytes. Raises whatever pickle does for an object that it cannot write."""
    return zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(content: bytes) -> Any:
    """The object that some bytes were packed from."""
    return pickle.loads(zlib.decompress(content))


def load_object(name: str, cache: MutableMapping[str, bytes]) -> Any:
    """The object that is kept under a name, or None; an entry that is unreadable is deleted."""
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
    """Keep an object under a name; one that pickle cannot write is not kept."""
    with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):
        cache[name] = packed(thing)


def load_or_make(name: str, make: Callable[[], T], cache: MutableMapping[str, bytes]) -> T:
    """The object that is kept under a name; without one, make it and keep it."""
    found: T | None = load_object(name, cache)
    if found is None:
        found = make()
        store_object(name, found, cache)
    return found
