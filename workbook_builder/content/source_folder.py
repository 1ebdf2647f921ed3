"""A folder with an author's files, looked through before anything in it is opened.

Later stages read what they find. So this one finds what would stop them, or never end: pipes and
devices, loops of links, files that are unreadable or huge, names that only some systems accept.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbook_builder.content.text_files import LARGEST_FILE, read_text
from workbook_builder.content.yaml_parsing import MOST_PROBLEMS
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import printable, refused_by_windows, same_name

MOST_FILES = 20_000  # files and folders, with all folders below
LARGEST = 50_000_000  # bytes of any file that is read as a whole

_SMALLER = {
    **dict.fromkeys((".mp3", ".m4a"), "save the sound with fewer kilobits per second"),
    ".mp4": "save the film with smaller pictures, or with fewer kilobits per second",
}
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
        self._seen = 0
        self._targets: dict[Path, Path] = {}
        if self.folder.is_dir():
            self._look(self.folder, self.folder.resolve(), (_identity(self.folder.stat()),))
            if self._seen > MOST_FILES:
                message = f"has more than {MOST_FILES:,} files in it"
                self._unreadable(self.folder, message, "move what does not belong there elsewhere")

    @property
    def _is_full(self) -> bool:
        """Whether nobody would read on: links to folders multiply what is in them."""
        return self._seen > MOST_FILES or len(self.problems) > MOST_PROBLEMS

    def name(self, path: Path) -> str:
        """The path of a file as shown in problems."""
        inside = path.is_relative_to(self.root)
        shown = path.relative_to(self.root) if inside else path
        return printable(shown.as_posix())

    def _look(self, folder: Path, real: Path, around: tuple[tuple[int, int], ...]) -> None:
        """Look at a folder.

        Args:
            folder: The folder.
            real: The same without links, so that the system follows only one link at a time.
            around: What identifies it and the folders that it lies in.
        """
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            self._unreadable(folder, f"cannot be read: {error.strerror}", "change who may read it")
            return
        if folder == self.folder:
            paths = [path for path in paths if path.name not in self.skipped]
        self.problems += self._clashes(paths)
        for path in paths:
            self._seen += 1
            if self._is_full:
                return
            found = self._found(path, real / path.name)
            if found is None:
                continue
            state, target = found
            if not stat.S_ISDIR(state.st_mode):
                self._add(path, state)
            elif _identity(state) in around:
                self._unreadable(path, "links to a folder that it lies in", "delete the link")
            else:
                self._look(path, target, (*around, _identity(state)))

    def _found(self, path: Path, real: Path) -> tuple[os.stat_result, Path] | None:
        """The state of a file or folder and where it lies, if its name and place can be used."""
        reason = refused_by_windows(path.name)
        try:
            path.name.encode()
        except UnicodeEncodeError:
            reason = "the name is not UTF-8"
        if reason:
            self._misnamed(path, reason, "rename it")
            return None
        try:
            state = real.stat()
            target = self._target(real) if real.is_symlink() else real
        except (OSError, RuntimeError) as error:  # before Python 3.13, a loop is a RuntimeError
            if real.is_symlink():
                self._unreadable(path, "this link leads nowhere", "delete the link")
            else:
                reason = getattr(error, "strerror", None) or str(error)
                self._unreadable(path, f"cannot be read: {reason}", "change who may read it")
            return None
        if target != real and not any(map(target.is_relative_to, self._inside)):
            what = "folder" if stat.S_ISDIR(state.st_mode) else "file"
            message = f"links to a {what} outside the {self.folder.name} folder"
            self._misnamed(path, message, f"copy the {what} into the {self.folder.name} folder")
            return None
        return state, target

    def _target(self, link: Path) -> Path:
        """Where a link leads. Links to folders can lead to the same link many times."""
        if link not in self._targets:
            self._targets[link] = link.resolve(strict=True)
        return self._targets[link]

    def _add(self, path: Path, state: os.stat_result) -> None:
        """Add a file that can be read, or the reason why not."""
        kind = _KINDS.get(stat.S_IFMT(state.st_mode), "something else")
        by_hand = path.suffix in _WRITTEN_BY_HAND and path.suffix in self.texts
        limit = LARGEST_FILE if by_hand else self.largest
        if not stat.S_ISREG(state.st_mode):
            self._unreadable(path, f"this is not a file, but {kind}", "delete it")
        elif limit is not None and state.st_size > limit:
            message = f"the file has {state.st_size:,} bytes, but may have at most {limit:,}"
            hint = _SMALLER.get(path.suffix, "make it smaller")
            self._unreadable(path, message, f"{hint}, or move it elsewhere")
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
