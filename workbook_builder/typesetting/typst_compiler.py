"""Typst source → PDF bytes, tagged as PDF/UA-1: the only module that knows Typst.

The same source gives the same bytes: fonts come from installed packages and from what is handed
over, never from the system, and the time of creation is fixed. A source reads nothing from the
disk but the files handed over with it.
"""

import atexit
import os
import re
import shutil
import threading
import weakref
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePath
from tempfile import mkdtemp
from typing import NamedTuple

import fontpkg
import typst

from workbook_builder.typesetting.font_hints import is_hinted, unhinted

# Font files as bytes. Equal ones are one key to remember things by: Python keeps their hash.
FontFiles = tuple[bytes, ...]

# 2000-01-01: Typst writes the time of creation into the file, and no clock may change a worksheet.
_CREATED = 946_684_800
_NO_FILES: Mapping[str, bytes] = {}
_PLACE = re.compile(r"┌─ (?P<file>.*):(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE)
_thread = threading.local()
_finding = threading.Lock()


class FontFace(NamedTuple):
    """One style of a font family, and the file that it is in."""

    family: str
    style: str  # normal, italic or oblique
    weight: int  # 400 is regular, 700 bold; the default of a variable font
    stretch: float  # 1 is neither narrow nor wide
    path: Path


class SourceLine(NamedTuple):
    """A line that Typst names in an error; ``file`` is empty for the source itself."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """What a reader finds it by."""
        where = f"{self.file}, line" if self.file else "line"
        return f"{where} {self.line}: {self.text.strip()}"


class TypesetError(Exception):
    """Typst refused a source.

    Attributes:
        message: What Typst says.
        places: Every line that it names. What PDF/UA-1 refuses is reported all at once; of
            another error the first place is where it happened, others are what led there.
        hints: Ways out that Typst offers.
    """

    def __init__(
        self, message: str, places: tuple[SourceLine, ...], hints: tuple[str, ...]
    ) -> None:
        """Put message, the first place in each file and hints together, one a line."""
        self.message = message
        self.places = places
        self.hints = hints
        first: dict[str, SourceLine] = {}
        for place in places:
            first.setdefault(place.file, place)
        shown = [*map(str, first.values()), *(f"hint: {hint}" for hint in hints)]
        super().__init__("\n".join([message, *shown]))


def typeset(source: str, files: Mapping[str, bytes] = _NO_FILES, fonts: FontFiles = ()) -> bytes:
    """Typeset a Typst source.

    Args:
        source: The whole document.
        files: What the source may read, as in `image("logo.png")`, by plain file name.
        fonts: Font files that it may be set in beside the fonts of installed packages.

    Raises:
        TypesetError: Typst refused the source, or PDF/UA-1 does (no title, no alternative text, …).
        ValueError: A file's name is more than a name.
    """
    try:
        pdf = _compiler(fonts).compile(
            source.encode(),
            format="pdf",
            pdf_standards=["ua-1"],
            root=_root(files),
            timestamp=_CREATED,
        )
    except typst.TypstError as error:
        raise _explained(error, source, files) from error
    if not isinstance(pdf, bytes):  # A list would be the pages of a PNG or SVG.
        raise TypeError(f"Typst gave {type(pdf).__name__} for a PDF.")
    return pdf


def font_faces(folders: Iterable[Path], *, machine: bool = False) -> list[FontFace]:
    """Every style of every family in some folders, or else on the machine, as Typst knows it."""
    found = typst.Fonts(
        include_system_fonts=machine,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    return [
        FontFace(each.family, each.style, each.weight, each.stretch, Path(each.path))
        for each in found.fonts()
        if each.path
    ]


class _Root:
    """A folder with the files that a source can read, and no others.

    It is kept for the next source, which often reads the same.
    """

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="typeset-"))
        self._files: dict[str, bytes] = {}
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def hold(self, files: Mapping[str, bytes]) -> bool:
        """Hold these files instead of those before; False where the folder has been deleted."""
        before, self._files = self._files, {}  # a file may be half-written, and then is nobody's
        try:
            lying = {path.name for path in self.path.iterdir()}
            for name in lying - files.keys():
                (self.path / name).unlink()
            for name, content in files.items():
                if name not in lying or before.get(name) != content:
                    (self.path / name).write_bytes(content)
        except FileNotFoundError:
            return False
        self._files = dict(files)
        return True


def _root(files: Mapping[str, bytes]) -> Path:
    """Return this thread's folder, which is all that its source can read."""
    for name in files:
        if name in ("", "..") or PurePath(name).name != name:
            raise ValueError(f"A file for Typst needs a plain name, not {name!r}.")
    root: _Root = getattr(_thread, "root", None) or _Root()
    if not root.hold(files):  # a machine that tidies up what is old
        root = _Root()
        root.hold(files)
    _thread.root = root
    return root.path


def _compiler(fonts: FontFiles) -> typst.Compiler:
    """Return this thread's compiler: two threads in one compiler are an error in Typst."""
    compilers: dict[FontFiles, typst.Compiler] = _thread.__dict__.setdefault("compilers", {})
    if fonts not in compilers:
        with _finding:  # Else each thread would look for the fonts.
            found = _fonts(fonts)
        compilers[fonts] = typst.Compiler(
            font_paths=found,
            ignore_system_fonts=True,
            package_path=os.devnull,  # Packages in a home folder are files on the disk, too.
            package_cache_path=os.devnull,
        )
    return compilers[fonts]


@cache
def _fonts(own: FontFiles) -> typst.Fonts:
    """Find the fonts of all installed font packages, and those that are handed over.

    Those with hints are replaced by the same without.
    """
    files = [file.path for family in fontpkg.families().values() for file in family.files]
    contents = {path: path.read_bytes() for path in files}
    hinted = {path.parent for path in files if is_hinted(contents[path])}
    handed = [*own, *(contents[path] for path in files if path.parent in hinted)]
    folders = sorted({str(path.parent) for path in files if path.parent not in hinted})
    if handed:
        # Typst opens a font when it is first needed, so that the folder stays until the end.
        folder = mkdtemp(prefix="fonts-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for number, content in enumerate(handed):
            Path(folder, f"{number}.otf").write_bytes(unhinted(content))
        folders.append(folder)
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _explained(error: typst.TypstError, source: str, files: Mapping[str, bytes]) -> TypesetError:
    """Say what is wrong in words that do not name the temporary folder."""

    def place(found: re.Match[str]) -> SourceLine:
        name = PurePath(found["file"]).name
        file, line = name if name in files else "", int(found["line"])
        lines = (files[file].decode() if file else source).splitlines()
        return SourceLine(file, line, lines[line - 1] if 0 < line <= len(lines) else "")

    message = re.sub(r" \(searched at [^)]*\)", "", error.message)
    places = tuple(place(found) for found in _PLACE.finditer(error.diagnostic))
    return TypesetError(message, places, tuple(error.hints))
