"""A folder with an author's files, looked through before anything in it is opened.

Later stages read what they find. So this one finds what would stop them, or never end: pipes and
devices, loops of links, files that are unreadable or huge, names that only some systems accept.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbook_builder.content.yaml_source import LARGEST_FILE, read_text
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import printable, refused_by_windows, same_name

MOST_FILES = 100_000  # in a folder with all folders below it
LARGEST = 50_000_000  # bytes of any file that is read as a whole

_WRITTEN_BY_HAND = (".md", ".j2")  # files of a megabyte are a mistake
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


@dataclass
class SourceFolder:
    """A folder of a practice, and what is wrong with the files in it.

    Hidden files and folders are left alone.

    Attributes:
        folder: The folder.
        root: The folder that paths in problems are relative to.
        within: The folders to which links may lead.
        texts: The suffixes of files that must be UTF-8.
        largest: The most bytes that a file may have.
        skipped: Names of folders directly below this one that are not looked at.
        files: The files that can be read.
        problems: What is wrong with all others.
    """

    folder: Path
    root: Path
    within: Collection[Path] = ()
    texts: Collection[str] = ()
    largest: int | None = LARGEST
    skipped: Collection[str] = ()
    files: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look through the folder."""
        self._inside = [each.resolve() for each in (self.folder, *self.within)]
        if self.folder.is_dir():
            self._look(self.folder, (_identity(self.folder.stat()),))

    def name(self, path: Path) -> str:
        """The path of a file as shown in problems."""
        inside = path.is_relative_to(self.root)
        shown = path.relative_to(self.root) if inside else path
        return printable(shown.as_posix())

    def _look(self, folder: Path, around: tuple[tuple[int, int], ...]) -> None:
        """Look at a folder; ``around`` identifies it and the folders that it lies in."""
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            self._unreadable(folder, f"cannot be read: {error.strerror}", "change who may read it")
            return
        if folder == self.folder:
            paths = [path for path in paths if path.name not in self.skipped]
        self.problems += self._clashes(paths)
        for path in paths:
            if len(self.files) >= MOST_FILES:
                message = f"has more than {MOST_FILES:,} files in it"
                self._unreadable(self.folder, message, "move what is not part of it elsewhere")
                return
            state = self._state(path)
            if state is None:
                continue
            if not stat.S_ISDIR(state.st_mode):
                self._add(path, state)
            elif _identity(state) in around:
                self._unreadable(path, "links to a folder that it lies in", "delete the link")
            else:
                self._look(path, (*around, _identity(state)))

    def _state(self, path: Path) -> os.stat_result | None:
        """The state of a file or folder, if it has a usable name and lies in the practice."""
        reason = refused_by_windows(path.name)
        try:
            path.name.encode()
        except UnicodeEncodeError:
            reason = "the name is not UTF-8"
        if reason:
            self._misnamed(path, reason, "rename it")
            return None
        try:
            state, target = path.stat(), path.resolve(strict=True)
        except (OSError, RuntimeError) as error:  # before Python 3.13, a loop is a RuntimeError
            if path.is_symlink():
                self._unreadable(path, "this link leads nowhere", "delete the link")
            else:
                reason = getattr(error, "strerror", None) or str(error)
                self._unreadable(path, f"cannot be read: {reason}", "change who may read it")
            return None
        if not any(map(target.is_relative_to, self._inside)):
            what = "folder" if stat.S_ISDIR(state.st_mode) else "file"
            message = f"links to a {what} outside the {self.folder.name} folder"
            self._misnamed(path, message, f"copy the {what} into the {self.folder.name} folder")
            return None
        return state

    def _add(self, path: Path, state: os.stat_result) -> None:
        """Add a file that can be read, or the reason why not."""
        kind = _KINDS.get(stat.S_IFMT(state.st_mode), "something else")
        by_hand = path.suffix in _WRITTEN_BY_HAND and path.suffix in self.texts
        limit = LARGEST_FILE if by_hand else self.largest
        if not stat.S_ISREG(state.st_mode):
            self._unreadable(path, f"this is not a file, but {kind}", "delete it")
        elif limit is not None and state.st_size > limit:
            message = f"the file has {state.st_size:,} bytes, but may have at most {limit:,}"
            self._unreadable(path, message, "make it smaller, or move it elsewhere")
        elif path.suffix in self.texts:
            try:
                read_text(path, self.name(path), limit)
                self.files.append(path)
            except WorkbookError as error:
                self.problems += error.problems
        else:
            try:
                os.close(os.open(path, os.O_RDONLY))
                self.files.append(path)
            except OSError as error:
                message = f"cannot be read: {error.strerror}"
                self._unreadable(path, message, "change who may read it")

    def _clashes(self, paths: Collection[Path]) -> Iterator[Problem]:
        """A problem for each name that another system takes for one of its neighbors."""
        seen: dict[str, Path] = {}
        for path in paths:
            first = seen.setdefault(same_name(printable(path.name)), path)
            if first != path:
                message = f"Windows and Macs take this for the same name as {self.name(first)}"
                hint = "rename one of them"
                yield Problem(self.name(path), 0, 0, Rule.FILE_NAME, message, hint)

    def _unreadable(self, path: Path, message: str, hint: str) -> None:
        self.problems.append(Problem(self.name(path), 0, 0, Rule.UNREADABLE, message, hint))

    def _misnamed(self, path: Path, message: str, hint: str) -> None:
        self.problems.append(Problem(self.name(path), 0, 0, Rule.FILE_NAME, message, hint))


def _identity(state: os.stat_result) -> tuple[int, int]:
    return state.st_dev, state.st_ino
