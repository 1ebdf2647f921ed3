"""Output files by path, some of them built only when asked for, and writing them to a folder."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from workbook_builder.storage.path_errors import concerning

T = TypeVar("T")

Tree = Mapping[str, str | bytes]


class LazyFiles(Mapping[str, T]):
    """Files by path, each built anew every time it is asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        """Map each path to the function that builds its file."""
        self._makers = makers

    def __getitem__(self, path: str) -> T:
        """Build the file at a path.

        Raises:
            KeyError: There is no such file. Building it may raise other errors.
        """
        return self._makers[path]()

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file, without building it."""
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class KeptLazyFiles(LazyFiles[T]):
    """Files by path, each built the first time it is asked for and then kept."""

    def __init__(self, files: Mapping[str, T]) -> None:
        """Keep files that ``files`` builds."""
        super().__init__({path: partial(files.__getitem__, path) for path in files})
        self._built: dict[str, T] = {}

    def __getitem__(self, path: str) -> T:
        """The file at a path, built if this is the first request for it.

        Raises:
            KeyError: There is no such file. Building it may raise other errors.
        """
        if path not in self._built:
            self._built[path] = super().__getitem__(path)
        return self._built[path]


def write_tree(tree: Tree, folder: Path) -> None:
    """Write every file of a tree into a folder, creating subfolders as needed.

    Raises:
        OSError: A file cannot be written. It names the file.
    """
    for name, content in tree.items():
        path = folder / name
        with concerning(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
