"""Replacing a file in one step, so that readers see either the old one or the new one."""

import os
import stat
import tempfile
from pathlib import Path

from workbook_builder.storage.path_errors import concerning

_MODE = 0o644  # of a file that is new


def staged_file(target: Path, content: str | bytes) -> Path:
    """A new file beside another one, whose place it can take. Only its owner can read it.

    Raises:
        OSError: It cannot be written. Nothing is left of it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())  # some disks report only now that they are full
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file, in place of the one that may be there, whose mode it takes over.

    Raises:
        OSError: It cannot be written. A file that was there is unchanged.
    """
    with concerning(path):
        target = path.resolve()  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        new = staged_file(target, content)
        try:
            new.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else _MODE)
            new.replace(target)
        finally:
            new.unlink(missing_ok=True)
