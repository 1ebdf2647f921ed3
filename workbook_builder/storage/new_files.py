"""New files in a folder: all of them or none, and never in the place of another."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from workbook_builder.storage.output_tree import Tree, write_tree


@dataclass(frozen=True)
class NewFiles:
    """Files to be added, by path.

    Attributes:
        new: What must not be there yet.
        common: What others use as well: what is there already stays as it is.
    """

    new: Tree
    common: Tree = field(default_factory=dict)

    def __or__(self, other: "NewFiles") -> "NewFiles":
        """Both in one."""
        return NewFiles({**self.new, **other.new}, {**self.common, **other.common})


class FilesExistError(Exception):
    """There are files already where new ones were to be; ``paths`` names them."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        super().__init__(", ".join(map(str, paths)))


def write_new_files(addition: NewFiles, folder: Path) -> Tree:
    """Write what is new, and of what is common what is missing; returns what was written.

    Raises TakenError, or OSError; the folder is as it was then.
    """
    if taken := [folder / path for path in addition.new if _there(folder / path)]:
        raise FilesExistError(taken)
    missing = {path: text for path, text in addition.common.items() if not _there(folder / path)}
    tree = {**missing, **addition.new}
    parent = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    with tempfile.TemporaryDirectory(prefix=".workbook-new-", dir=parent) as stage:
        staged = Path(stage) / "new"
        write_tree(tree, staged)
        _move(tree, staged, folder)
    return tree


def _move(tree: Mapping[str, object], staged: Path, folder: Path) -> None:
    """Rename what is staged into its place, whole folders where they are new."""
    moved: list[Path] = []
    try:
        for path in tree:
            if not (staged / path).exists():
                continue  # came along with its folder
            above = [folder / each for each in reversed(Path(path).parents)]
            target = next(each for each in (*above, folder / path) if not _there(each))
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / target.relative_to(folder)).rename(target)
            moved.append(target)
    except BaseException:
        for target in moved:
            shutil.rmtree(target, ignore_errors=True)
            with suppress(OSError):
                target.unlink()
        raise


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
