"""A cache of bytes on the disk, whose entries are named by what they were made from.

A name always stands for the same content, so several builds can share the folder without locks:
whichever writes last writes the same bytes. Files are written atomically, and each contains a
digest of its name and content. An entry that was damaged or moved is deleted and made again.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from platformdirs import user_cache_path

MAX_AGE = 30 * 24 * 3600  # seconds since an entry was last read or written
MAX_SIZE = 4_000_000_000  # bytes in total, enough for a thousand programs with their PDFs
_SWEEP_INTERVAL = 24 * 3600  # seconds
_SWEPT = "swept"  # an empty file whose modification time says when the folder was last swept
_DIGEST_SIZE = 32  # bytes; each file begins with the SHA-256 digest of its name and the rest


def cache_folder() -> Path | None:
    """The folder named by WORKBOOK_CACHE.

    It is None if that is empty, and the user's cache folder if it is not set.
    """
    named = os.environ.get("WORKBOOK_CACHE")
    if named is None:
        return user_cache_path("workbook-builder")
    return Path(named).absolute() if named else None


class DiskCache(MutableMapping[str, bytes]):
    """A mapping from names to bytes that is stored in a folder.

    A folder that cannot be read or written to is not an error: the cache then keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which is created for the first entry. None keeps nothing."""
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        """Read an entry, and mark it as used.

        Raises:
            KeyError: There is no such entry, or it is damaged.
        """
        if self._folder is None:
            raise KeyError(name)
        path = self._path(name)
        try:
            entry = path.read_bytes()
            os.utime(path)
        except OSError:
            raise KeyError(name) from None
        digest, content = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
        if digest != _digest(name, content):
            with contextlib.suppress(OSError):
                path.unlink()
            raise KeyError(name)
        return content

    def __setitem__(self, name: str, content: bytes) -> None:
        """Write an entry."""
        if self._folder is None:
            return
        path = self._path(name)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, new = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(name, content) + content)
                Path(new).replace(path)
            except BaseException:
                Path(new).unlink()
                raise

    def __contains__(self, name: object) -> bool:
        """Whether there is an entry. Reading it can still fail if it is damaged."""
        with contextlib.suppress(OSError):
            return isinstance(name, str) and self._folder is not None and self._path(name).is_file()
        return False

    def __delitem__(self, name: str) -> None:
        """Delete an entry.

        Raises:
            KeyError: There is no such entry.
        """
        if self._folder is None:
            raise KeyError(name)
        try:
            self._path(name).unlink()
        except OSError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        """The names of all entries, in no particular order."""
        return (f"{path.parent.name}{path.name}" for path in self._files())

    def __len__(self) -> int:
        """The number of entries."""
        return sum(1 for _ in self._files())

    def sweep(
        self, max_age: float = MAX_AGE, max_size: int = MAX_SIZE, *, now: bool = False
    ) -> None:
        """Delete entries that have not been used for a long time.

        Also delete the least recently used until the rest fits ``max_size``.

        Args:
            max_age: Delete entries that were last used more than this many seconds ago.
            max_size: The number of bytes that all entries may take together.
            now: Sweep even if the folder was already swept within the last day.
        """
        if self._folder is None or not self._folder.is_dir():
            return
        mark = self._folder / _SWEPT
        with contextlib.suppress(OSError):
            if not now and mark.is_file() and time.time() - mark.stat().st_mtime < _SWEEP_INTERVAL:
                return
            mark.touch()
        files = []
        for path in [*self._files(), *self._folder.glob("??/.*")]:
            with contextlib.suppress(OSError):  # another build may have deleted it
                state = path.stat()
                files.append((state.st_mtime, state.st_size, path))
        free, oldest = max_size, time.time() - max_age
        for used, size, path in sorted(files, reverse=True):
            free -= size
            if used < oldest or free < 0:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, name: str) -> Path:
        assert self._folder
        return self._folder / name[:2] / name[2:]

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("??/[!.]*") if self._folder else iter(())


def _digest(name: str, content: bytes) -> bytes:
    """The digest of an entry."""
    return hashlib.sha256(b"%s\0%s" % (name.encode(), content)).digest()
