"""Replacing a folder in one step, so that readers see either the old one or the new one."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RENAME_EXCHANGE = 2  # from linux/fs.h
_AT_FDCWD = -100  # from fcntl.h: paths are relative to the current folder


class FolderReplacement:
    """A new, empty folder that takes the place of another one once it is complete.

    Until `commit` the old folder is not touched, whatever happens. Temporary folders that a killed
    process left behind are deleted the next time the same folder is replaced.

    Attributes:
        folder: The folder to replace. It need not exist.
        new: The temporary folder beside it, to be filled.
    """

    def __init__(self, folder: Path) -> None:
        """Create the temporary folder ``new`` beside ``folder``."""
        self.folder = folder.resolve()
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{self.folder.name}-new-"
        for leftover in self.folder.parent.glob(f"{prefix}*"):
            if not _is_in_use(leftover):
                shutil.rmtree(leftover, ignore_errors=True)
        temporary = tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=self.folder.parent)
        self.new = Path(temporary)
        self.new.chmod(0o755)

    def commit(self) -> None:
        """Put the new folder in the place of the old one, and delete the old one."""
        if self.folder.exists():
            exchange_folders(self.new, self.folder)
        else:
            self.new.rename(self.folder)
        self.discard()

    def discard(self) -> None:
        """Delete the temporary folder. After `commit` that is the old content."""
        shutil.rmtree(self.new, ignore_errors=True)


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder to fill; it replaces ``folder`` unless the block raises."""
    replacement = FolderReplacement(folder)
    try:
        yield replacement.new
        replacement.commit()
    finally:
        replacement.discard()


def _is_in_use(temporary: Path) -> bool:
    """Whether the process that created a temporary folder is still running."""
    process = temporary.name.rsplit("-", 2)[-2]
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
    """Swap two folders: atomically where the system supports it, otherwise by renaming both."""
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
    """Ask Linux to swap two paths. Returns False if it cannot."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "renameat2"):
        return False
    failed: int = libc.renameat2(
        _AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE
    )
    return not failed
