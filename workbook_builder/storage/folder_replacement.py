"""Replacing a folder in one step, so that readers see either the old one or the new one."""

import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import from_here

_RENAME_EXCHANGE = 2  # from linux/fs.h
_AT_FDCWD = -100  # from fcntl.h: paths are relative to the current folder
_SYNCHRONIZE = 0x00100000  # from winnt.h
_PATIENCE = (0.05, 0.2, 0.5, 1)  # seconds between attempts to rename a folder


class FolderReplacement:
    """A new, empty folder that takes the place of another one once it is complete.

    Until `commit` the old folder is not touched, whatever happens. Temporary folders that a killed
    process left behind are deleted the next time the same folder is replaced.

    Attributes:
        folder: The folder to replace. It need not exist.
        new: The temporary folder beside it, to be filled.
    """

    def __init__(self, folder: Path) -> None:
        """Create the temporary folder ``new`` beside ``folder``.

        Raises:
            WorkbookError: The folder cannot be replaced.
        """
        self.folder = folder.resolve()
        check_replaceable(self.folder)
        with _explained(self.folder):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self._tidy_up()
            prefix = f".{self.folder.name}-new-{os.getpid()}-"
            self.new = Path(tempfile.mkdtemp(prefix=prefix, dir=self.folder.parent))
            self.new.chmod(0o755)

    def _tidy_up(self) -> None:
        """Delete what killed processes left behind.

        If one was killed while it renamed folders, the old folder gets its name back first.
        """
        name = re.compile(rf"\.{re.escape(self.folder.name)}-new-(\d+)-\w+?(-old)?")
        for leftover in self.folder.parent.iterdir():
            found = name.fullmatch(leftover.name)
            if not found or _is_running(int(found[1])):
                continue
            if found[2] and not self.folder.exists():
                _rename(leftover, self.folder)
            else:
                shutil.rmtree(leftover, ignore_errors=True)

    def commit(self) -> None:
        """Put the new folder in the place of the old one, and delete the old one.

        Raises:
            WorkbookError: The folders cannot be renamed. The old one is as it was.
        """
        with _explained(self.folder):
            if self.folder.exists():
                exchange_folders(self.new, self.folder)
            else:
                _rename(self.new, self.folder)
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


def check_replaceable(folder: Path) -> None:
    """Check that a folder can be replaced, before anything is made that would be lost.

    Raises:
        WorkbookError: It is a file, or a folder of another disk that is mounted there.
    """
    if folder.exists() and not folder.is_dir():
        raise _not_replaced(folder, "this is a file, not a folder", "move the file elsewhere")
    if os.path.ismount(folder):  # Path.is_mount fails on Windows before Python 3.12
        raise _not_replaced(folder, *_MOUNTED)


_MOUNTED = (
    "this folder is mounted, so it cannot be replaced in one step",
    "use a folder inside it, as in `site_dir: site/public`",
)


def _not_replaced(folder: Path, message: str, hint: str) -> WorkbookError:
    return WorkbookError([Problem(from_here(folder), 0, 0, Rule.NOT_REPLACED, message, hint)])


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say what to do when the system refuses to make or rename a folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV):
            raise _not_replaced(folder, *_MOUNTED) from error
        reason = error.strerror or str(error)
        message = f"this folder cannot be replaced: {reason}"
        hint = (
            "check that you may write to the folder around it, that the disk is not full, and that"
            " no other program has the folder open"
        )
        raise _not_replaced(folder, message, hint) from error


def _is_running(process: int) -> bool:
    """Whether there is a process with a number."""
    if sys.platform == "win32":  # where os.kill(process, 0) would interrupt it
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def exchange_folders(new: Path, old: Path) -> None:
    """Swap two folders: atomically where the system supports it, otherwise by renaming both."""
    if _renameat2(new, old):
        return
    aside = new.with_name(f"{new.name}-old")
    _rename(old, aside)
    try:
        _rename(new, old)
    except OSError:
        _rename(aside, old)
        raise
    _rename(aside, new)


def _rename(path: Path, target: Path) -> None:
    """Rename a folder. On Windows, wait for programs that look into it, such as virus scanners."""
    for seconds in _PATIENCE if sys.platform == "win32" else ():
        try:
            path.rename(target)
            return
        except PermissionError:
            time.sleep(seconds)
    path.rename(target)


def _renameat2(new: Path, old: Path) -> bool:
    """Ask Linux to swap two paths. Returns False if it cannot."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "renameat2"):
        return False
    failed: int = libc.renameat2(
        _AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE
    )
    return not failed
