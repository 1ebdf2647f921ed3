"""Folders that a build makes anew each time, such as the site. It deletes only what builds made.

Each such folder has a hidden list of the files that the build wrote. Hidden files from elsewhere,
such as ``.git`` and ``.nojekyll``, move on to the new folder. Any other file that is not in the
list stops the build.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import from_here, printable
from workbook_builder.storage.folder_replacement import FolderReplacement, check_replaceable

LIST = ".workbook-files"

# The names of files that are kept although they are not hidden: for GitHub Pages, and what Windows
# writes into folders that somebody looks at.
_KEPT = ("CNAME", "Thumbs.db", "desktop.ini")
_SHOWN = 3  # files that a problem names


class BuiltFolder(FolderReplacement):
    """A new folder that takes the place of the one that an earlier build made."""

    def __init__(self, folder: Path) -> None:
        """Create the temporary folder ``new`` beside ``folder``.

        Raises:
            WorkbookError: The folder contains files from elsewhere, or cannot be replaced.
        """
        check_built(folder)
        super().__init__(folder)

    def commit(self) -> None:
        """Put the new folder in the place of the old one, with the hidden files from elsewhere.

        Raises:
            WorkbookError: Files from elsewhere have appeared in the folder, or it cannot be
                renamed. It is as it was.
        """
        check_built(self.folder)
        made = sorted(_files(self.new))
        listed = json.dumps({"made by Workbook Builder": made}, indent=0)
        (self.new / LIST).write_text(listed, encoding="utf-8")
        if not self.new.stat().st_mode & 0o077:  # the folder is private, so the list is, too
            (self.new / LIST).chmod(0o600)
        _keep(self.folder, self.new, made_files(self.folder))
        super().commit()


@contextmanager
def building_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder to fill; it replaces the built ``folder`` unless the block raises."""
    built = BuiltFolder(folder)
    try:
        yield built.new
        built.commit()
    finally:
        built.discard()


def check_built(folder: Path) -> None:
    """Check that a build may replace a folder.

    Raises:
        WorkbookError: The folder contains files that no build made, or cannot be replaced.
    """
    folder = folder.resolve()
    check_replaceable(folder)
    made = made_files(folder)
    foreign = sorted(path for path in _files(folder) if path not in made and not _is_kept(path))
    if foreign:
        named = ", ".join(f"`{printable(path)}`" for path in foreign[:_SHOWN])
        more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
        message = f"this folder contains files that no build has made: {named}{more}"
        hint = "move them elsewhere; or delete the folder if you do not need it any more"
        raise WorkbookError([Problem(from_here(folder), 0, 0, Rule.FOREIGN_FILES, message, hint)])


def made_files(folder: Path) -> frozenset[str]:
    """The paths of the files that the last build wrote into a folder, its list included."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        (made,) = json.loads((folder / LIST).read_text(encoding="utf-8")).values()
        return frozenset(made) | {LIST}
    return frozenset()


def _files(folder: Path) -> Iterator[str]:
    """The relative path of everything below a folder that is not a folder itself."""
    for parent, folders, files in os.walk(folder):
        links = (name for name in folders if Path(parent, name).is_symlink())
        for name in (*files, *links):
            yield Path(parent, name).relative_to(folder).as_posix()


def _is_kept(path: str) -> bool:
    """Whether a file from elsewhere is kept: a hidden one, or one in a hidden folder."""
    return path.rpartition("/")[2] in _KEPT or any(
        part.startswith(".") for part in PurePosixPath(path).parts
    )


def _keep(old: Path, new: Path, made: Collection[str]) -> None:
    """Add hidden files from elsewhere to the new folder, where it does not have its own.

    They are linked, not moved, so that they are still in the old folder if this process is killed.
    """

    def place(source: str, target: str) -> None:
        if Path(source).relative_to(old).as_posix() in made or os.path.lexists(target):
            return
        try:
            os.link(source, target, follow_symlinks=False)
        except (OSError, NotImplementedError):  # Windows cannot link without following links
            shutil.copy2(source, target, follow_symlinks=False)

    for parent, folders, files in os.walk(old):
        there = new / Path(parent).relative_to(old)
        hidden = [name for name in folders if name.startswith(".")]
        for name in hidden:
            folders.remove(name)
            if Path(parent, name).is_symlink():
                files.append(name)
                continue
            shutil.copytree(Path(parent, name), there / name, True, None, place, dirs_exist_ok=True)
        for name in files:
            source = Path(parent, name)
            if _is_kept(name) and source.relative_to(old).as_posix() not in made:
                there.mkdir(parents=True, exist_ok=True)
                place(str(source), str(there / name))
