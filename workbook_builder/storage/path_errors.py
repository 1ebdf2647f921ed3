"""Errors of the operating system, with the path that the author knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def concerning(path: Path) -> Iterator[None]:
    """Raise an OSError again with this path, instead of a temporary file or no path at all."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
