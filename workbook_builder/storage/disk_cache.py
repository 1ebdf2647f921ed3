"""Bytes kept on the disk, each in a file that is named by everything that they were made from.

A name always stands for the same content, so two builds can share the folder: whoever writes
last writes the same bytes. A file appears whole or not at all, and carries a digest: an entry
that was damaged is deleted and made again.
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
MAX_SIZE = 4_000_000_000  # bytes of all entries together: a thousand programs with their PDFs
_SWEEP_INTERVAL = 24 * 3600  # seconds
_SWEPT = "swept"  # an empty file whose time says when the folder was last swept
_DIGEST_SIZE = 32  # bytes of SHA-256 before the content of each file


def cache_folder() -> Path | None:
    """The user's cache folder, or the one that WORKBOOK_CACHE names; None if that is empty."""
    named = os.environ.get("WORKBOOK_CACHE")
    if named is None:
        return user_cache_path("workbook-builder")
    return Path(named).absolute() if named else None


class DiskCache(MutableMapping[str, bytes]):
    """A folder as a mapping from names to bytes; without a folder it keeps nothing.

    A folder that cannot be written to is not an error: what is not kept is made again.
    """

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which is created when the first entry is written."""
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        """Read an entry and mark it as used.

        Raises:
            KeyError: There is no such entry, or it was damaged.
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
        if digest != hashlib.sha256(content).digest():
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
                    file.write(hashlib.sha256(content).digest() + content)
                Path(new).replace(path)
            except BaseException:
                Path(new).unlink()
                raise

    def __contains__(self, name: object) -> bool:
        """Whether there is an entry, though it may turn out to be damaged when it is read."""
        return self._folder is not None and self._path(str(name)).is_file()

    def __delitem__(self, name: str) -> None:
        """Delete an entry. Raises KeyError."""
        if self._folder is None:
            raise KeyError(name)
        try:
            self._path(name).unlink()
        except OSError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        """Every name, in no particular order."""
        return (f"{path.parent.name}{path.name}" for path in self._files())

    def __len__(self) -> int:
        """How many entries there are."""
        return sum(1 for _ in self._files())

    def sweep(
        self, max_age: float = MAX_AGE, max_size: int = MAX_SIZE, *, now: bool = False
    ) -> None:
        """Delete entries that were not used for long, and the oldest if there are too many.

        Args:
            max_age: Seconds since an entry was last used.
            max_size: Bytes that all entries may take together.
            now: Sweep even if the folder was swept within the last day.
        """
        if self._folder is None or not self._folder.is_dir():
            return
        mark = self._folder / _SWEPT
        with contextlib.suppress(OSError):
            if not now and mark.is_file() and time.time() - mark.stat().st_mtime < _SWEEP_INTERVAL:
                return
            mark.touch()
        found = []
        for path in [*self._files(), *self._folder.glob("??/.*")]:
            with contextlib.suppress(OSError):  # another build may have deleted it
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        room, oldest = max_size, time.time() - max_age
        for used, size, path in sorted(found, reverse=True):
            room -= size
            if used < oldest or room < 0:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert self._folder
        return self._folder / name[:2] / name[2:]

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("??/[!.]*") if self._folder else iter(())
