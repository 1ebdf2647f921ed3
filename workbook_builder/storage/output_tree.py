"""The output files, and the folder that they take the place of in one stroke."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

Tree = Mapping[str, str | bytes]

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux
_HERE = -100  # AT_FDCWD: paths are relative to the current folder


class LazyFiles(Mapping[str, T]):
    """Files by their path, each of which is made whenever it is asked for, and not kept."""

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        """``makers`` say how each file is made."""
        self._makers = makers

    def __getitem__(self, path: str) -> T:
        """The file at a path. Raises KeyError, and whatever making it does."""
        return self._makers[path]()

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file, made or not."""
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._makers)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._makers)


class KeptLazyFiles(LazyFiles[T]):
    """Files by their path, each of which is made when it is first asked for, and kept."""

    def __init__(self, files: Mapping[str, T]) -> None:
        """``files`` makes them."""
        super().__init__({path: partial(files.__getitem__, path) for path in files})
        self._made: dict[str, T] = {}

    def __getitem__(self, path: str) -> T:
        """The file at a path. Raises KeyError, and whatever making it does."""
        if path not in self._made:
            self._made[path] = super().__getitem__(path)
        return self._made[path]


def write_tree(tree: Tree, folder: Path) -> None:
    """Write every file of a tree below a folder."""
    for name, content in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


class FolderReplacement:
    """A new, empty folder beside another, whose place it takes when it is complete.

    Whatever happens before, the old folder stays as it was; a reader sees the old one or the
    new one, whole. What a killed process left behind is swept away by the next.
    """

    def __init__(self, folder: Path) -> None:
        """Make the new folder, ``new``, for what shall stand at ``folder``."""
        self.folder = folder.resolve()
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        mark = f".{self.folder.name}-new-"
        for left in self.folder.parent.glob(f"{mark}*"):
            if not _alive(left):
                shutil.rmtree(left, ignore_errors=True)
        made = tempfile.mkdtemp(prefix=f"{mark}{os.getpid()}-", dir=self.folder.parent)
        self.new = Path(made)
        self.new.chmod(0o755)

    def commit(self) -> None:
        """Put the new folder where the old one was, and delete that."""
        if self.folder.exists():
            exchange_folders(self.new, self.folder)
        else:
            self.new.rename(self.folder)
        self.discard()

    def discard(self) -> None:
        """Delete what has not been put in its place."""
        shutil.rmtree(self.new, ignore_errors=True)


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """The new folder of a FolderReplacement, which is committed when all went well."""
    replacement = FolderReplacement(folder)
    try:
        yield replacement.new
        replacement.commit()
    finally:
        replacement.discard()


def _alive(left: Path) -> bool:
    """Whether the process that made a temporary folder still runs."""
    process = left.name.rsplit("-", 2)[-2]
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def exchange_folders(new: Path, old: Path) -> None:
    """Let two folders change places: in one step where the system can, else in two."""
    if _renameat2(new, old):
        return
    aside = new.with_name(f"{new.name}-old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    aside.rename(new)


def _renameat2(new: Path, old: Path) -> bool:
    """Ask Linux to exchange two names; False where it cannot."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "renameat2"):
        return False
    failed: int = libc.renameat2(_HERE, os.fsencode(new), _HERE, os.fsencode(old), _EXCHANGE)
    return not failed
