"""Adds files to a folder: all of them or none, and without overwriting any."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from workbook_builder.storage.output_tree import Tree, write_tree
from workbook_builder.storage.path_errors import concerning


@dataclass(frozen=True)
class NewFiles:
    """Files to add to a folder, by path.

    Attributes:
        new: Files that must not exist yet.
        common: Files that other content uses too. Those that exist already are left as they are.
    """

    new: Tree
    common: Tree = field(default_factory=dict)

    def __or__(self, other: "NewFiles") -> "NewFiles":
        """The files of both."""
        return NewFiles({**self.new, **other.new}, {**self.common, **other.common})


class FilesExistError(Exception):
    """Some of the new files exist already.

    Attributes:
        paths: The existing files.
    """

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        super().__init__(", ".join(map(str, paths)))


def write_new_files(addition: NewFiles, folder: Path) -> Tree:
    """Write all new files, and the common ones that are missing.

    Returns:
        The files that were written, by path.

    Raises:
        FilesExistError: Some of the new files exist already.
        OSError: A file could not be written. Either way the folder is left unchanged.
    """
    if existing := [folder / path for path in addition.new if _exists(folder / path)]:
        raise FilesExistError(existing)
    missing = {path: text for path, text in addition.common.items() if not _exists(folder / path)}
    tree = {**missing, **addition.new}
    parent = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    with (
        concerning(folder),
        tempfile.TemporaryDirectory(prefix=".workbook-new-", dir=parent) as stage,
    ):
        staged = Path(stage) / "new"
        write_tree(tree, staged)
        _move(tree, staged, folder)
    return tree


def _move(tree: Mapping[str, object], staged: Path, folder: Path) -> None:
    """Move staged files to their places, a whole folder at a time where the folder is new."""
    moved: list[Path] = []
    try:
        for path in tree:
            if not (staged / path).exists():
                continue  # already moved with its folder
            parents = [folder / each for each in reversed(Path(path).parents)]
            target = next(each for each in (*parents, folder / path) if not _exists(each))
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / target.relative_to(folder)).rename(target)
            moved.append(target)
    except BaseException:
        for target in moved:
            shutil.rmtree(target, ignore_errors=True)
            with suppress(OSError):
                target.unlink()
        raise


def _exists(path: Path) -> bool:
    """Whether there is a file, a folder, or a link, even a broken one."""
    return path.exists() or path.is_symlink()
