"""Finds the data that comes with the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def packaged_folder(name: str) -> Path:
    """The path of a data folder: ``templates``, ``content``, ``schema`` or ``docs``.

    It is inside the package if that was built as a wheel, and next to it in the repository.
    """
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def packaged_changelog() -> str:
    """The text of the changelog, which lies beside the folder of documents."""
    return (packaged_folder("docs").parent / "CHANGELOG.md").read_text(encoding="utf-8")
