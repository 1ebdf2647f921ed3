"""Reads ordinary files only: a pipe or a device may never end, and a huge file fills the memory."""

import errno
import os
import stat
from pathlib import Path


class TooLargeError(OSError):
    """A file is larger than it may be.

    Attributes:
        size: Its size in bytes.
    """

    def __init__(self, size: int, limit: int) -> None:
        self.size = size
        super().__init__(errno.EFBIG, f"it has {size:,} bytes, but may have at most {limit:,}")


def read_file(path: Path, limit: int | None = None) -> bytes:
    """Read a file.

    Args:
        path: The file.
        limit: The most bytes that it may have.

    Raises:
        TooLargeError: It is too large.
        OSError: It cannot be read, or is something else than a file.
    """
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    if limit is not None and state.st_size > limit:
        raise TooLargeError(state.st_size, limit)
    return path.read_bytes()
