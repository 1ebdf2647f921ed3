"""What was made once, kept on the disk: each thing in a file that is named by what it is made of.

A name never means two things, so that two builds can share the folder: whoever writes last
writes the same. A file appears whole or not at all.
"""

import contextlib
import hashlib
import os
import pickle
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import FileSystemBytecodeCache
from platformdirs import user_cache_path

from workbook_builder.storage.output_tree import LazyFiles

T = TypeVar("T")

OLDEST = 30 * 24 * 3600  # seconds since a file was last of use
LARGEST = 4_000_000_000  # bytes of all files together: a thousand programs with their PDFs
_SWEPT_EVERY = 24 * 3600
_SWEPT = "swept"  # its time says when the folder was last cleaned


def cache_folder() -> Path | None:
    """The folder of this machine, or the one that WORKBOOK_CACHE names; none where it is empty."""
    named = os.environ.get("WORKBOOK_CACHE")
    if named is None:
        return user_cache_path("workbook-builder")
    return Path(named).absolute() if named else None


def template_bytecode_cache() -> FileSystemBytecodeCache | None:
    """Templates as Python, which Jinja keeps and takes again as long as their text is the same."""
    place = cache_folder()
    if place is None:
        return None
    with contextlib.suppress(OSError):
        (place / "templates").mkdir(parents=True, exist_ok=True)
        return FileSystemBytecodeCache(str(place / "templates"))
    return None


class DiskCache(MutableMapping[str, bytes]):
    """A folder as a mapping from names to bytes; without a folder it remembers nothing.

    A folder that cannot be written to is no mistake: what is not kept is made again.
    """

    def __init__(self, place: Path | None) -> None:
        """``place`` is made when it is first written to."""
        self._place = place

    def __getitem__(self, name: str) -> bytes:
        """Read one, and note that it was of use. Raises KeyError."""
        if self._place is None:
            raise KeyError(name)
        path = self._path(name)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            raise KeyError(name) from None
        size, _, content = content.partition(b"\n")
        if size != b"%d" % len(content):  # cut off by a power failure
            raise KeyError(name)
        return content

    def __setitem__(self, name: str, content: bytes) -> None:
        """Keep one."""
        if self._place is None:
            return
        path = self._path(name)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, new = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(b"%d\n" % len(content) + content)
                Path(new).replace(path)
            except BaseException:
                Path(new).unlink()
                raise

    def __contains__(self, name: object) -> bool:
        """Whether one is there, though it may turn out to be cut off when it is read."""
        return self._place is not None and self._path(str(name)).is_file()

    def __delitem__(self, name: str) -> None:
        """Forget one."""
        try:
            self._path(name).unlink()
        except OSError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        """Every name, in no order."""
        return (f"{path.parent.name}{path.name}" for path in self._files())

    def __len__(self) -> int:
        """How many are kept."""
        return sum(1 for _ in self._files())

    def sweep(self, oldest: float = OLDEST, largest: int = LARGEST, *, now: bool = False) -> None:
        """Delete what was not of use for long, and the oldest of what is too much; once a day."""
        if self._place is None or not self._place.is_dir():
            return
        mark = self._place / _SWEPT
        with contextlib.suppress(OSError):
            if not now and mark.is_file() and time.time() - mark.stat().st_mtime < _SWEPT_EVERY:
                return
            mark.touch()
        found = []
        for path in [*self._files(), *self._place.glob("??/.*")]:
            with contextlib.suppress(OSError):  # another build may have deleted it
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        room, limit = largest, time.time() - oldest
        for used, size, path in sorted(found, reverse=True):
            room -= size
            if used < limit or room < 0:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert self._place
        return self._place / name[:2] / name[2:]

    def _files(self) -> Iterator[Path]:
        return self._place.glob("??/[!.]*") if self._place else iter(())


def packed_texts(
    texts: Mapping[str, str], made_of: str | None, cache: MutableMapping[str, bytes]
) -> LazyFiles[bytes]:
    """The same texts by their path, in few bytes: see `unpacked`.

    What was made of the same things is not made again; without ``made_of`` nothing is known.
    """

    def recall(path: str) -> bytes:
        name = made_of and hashlib.sha256(f"{made_of} {path}".encode()).hexdigest()
        found = cache.get(name) if name else None
        if found is None:
            found = zlib.compress(texts[path].encode(), 1)
            if name:
                cache[name] = found
        return found

    return LazyFiles({path: partial(recall, path) for path in texts})


def unpacked_text(text: bytes) -> str:
    """A text that was packed."""
    return zlib.decompress(text).decode()


def load_object(name: str, cache: MutableMapping[str, bytes]) -> Any:
    """Python objects as `keep` has kept them; None where there are none that can be read.

    Like the templates that lie there as Python, they are trusted: the folder is the user's own.
    """
    found = cache.get(name)
    try:
        return None if found is None else pickle.loads(zlib.decompress(found))
    except Exception:  # a package with a type of field is not there any more, for example
        return None


def store_object(name: str, thing: object, cache: MutableMapping[str, bytes]) -> None:
    """Keep Python objects, if they can be kept."""
    with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):
        cache[name] = zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def load_or_make(name: str, make: Callable[[], T], cache: MutableMapping[str, bytes]) -> T:
    """What was made before under a name, or else make it, and keep it."""
    found: T | None = load_object(name, cache)
    if found is None:
        found = make()
        store_object(name, found, cache)
    return found
