"""Errors of the operating system, with the path that the author knows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def concerning(path: Path) -> Iterator[None]:
    """Let an OSError name this path, or a folder above it, instead of a temporary file or nothing.

    Errors without a number, which Python itself has raised, are not changed.
    """
    try:
        yield
    except OSError as error:
        named = error.filename2 or error.filename
        known = {str(each) for each in (path.absolute(), *path.absolute().parents)}
        if error.errno is None:
            raise
        if isinstance(named, str | bytes) and str(Path(os.fsdecode(named)).absolute()) in known:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
