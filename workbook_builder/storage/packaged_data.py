"""The folders of data that come with the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def packaged_folder(name: str) -> Path:
    """A folder that comes with the package: ``templates``, ``content`` or ``schema``.

    It lies in the package when that was installed, and beside it in the repository.
    """
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
