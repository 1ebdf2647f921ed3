"""Finds the data folders that come with the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def packaged_folder(name: str) -> Path:
    """The path of a data folder: ``templates``, ``content`` or ``schema``.

    It is inside the package if that was built as a wheel, and next to it in the repository.
    """
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
