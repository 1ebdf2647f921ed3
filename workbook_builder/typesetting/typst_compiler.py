"""Compiles Typst sources to PDFs that conform to PDF/UA-1, and draws pictures.

Only this module imports ``typst``.

A source gets neither packages nor the network, and reads only the files that the caller passes
with it. The source and the file with a client's answers stay in memory; other files are in a
temporary folder, where Typst finds again what it has parsed.

The same input always gives the same bytes: fonts come from the caller, from installed packages,
and from Typst itself, never from the system, and the creation date is fixed.
"""

import atexit
import os
import re
import shutil
import threading
import weakref
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePath
from tempfile import mkdtemp
from typing import Any, Literal, NamedTuple

import fontpkg
import typst

from workbook_builder.typesetting import loaded_code
from workbook_builder.typesetting.font_files import is_hinted, unhinted

# The content of font files. They can be dictionary keys cheaply: Python caches the hash of bytes.
FontFiles = tuple[bytes, ...]

# 2000-01-01 as a Unix time. Typst writes the creation date into the PDF, and the same worksheet
# must always give the same bytes.
_CREATED = 946_684_800
# What Typst says of its tags, and what a file without it says as well. Poppler warns of it.
_SUSPECTS = b"/Suspects false"
_NO_FILES: Mapping[str, bytes] = {}
ANSWERS = "answers.typ"  # the file that has a client's answers, if a source reads them
_SOURCE = "main.typ"
_SOURCE_SUFFIX = ".typ"
_PLACE = re.compile(r"┌─ (?P<file>.*):(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE)
_thread = threading.local()
_finding = threading.Lock()


class FontFace(NamedTuple):
    """One style of a font family, and its file."""

    family: str
    style: str  # normal, italic or oblique
    weight: int  # 400 is regular, 700 is bold; for a variable font, its default
    stretch: float  # 1 is the normal width
    path: Path


class SourceLine(NamedTuple):
    """A line that Typst names in an error. ``file`` is empty for the source itself."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """The file, line number, and text of the line, as shown to the author."""
        where = f"{self.file}, line" if self.file else "line"
        return f"{where} {self.line}: {self.text.strip()}"


class TypesetError(Exception):
    """Typst could not compile a source.

    Attributes:
        message: The error message of Typst.
        places: The lines that it names. For violations of PDF/UA-1 these are all the lines at
            fault. For other errors the first one is at fault, and the rest are its call stack.
        hints: What Typst suggests.
    """

    def __init__(
        self, message: str, places: tuple[SourceLine, ...], hints: tuple[str, ...]
    ) -> None:
        """Join the message, the first place in each file, and the hints, one per line."""
        self.message = message
        self.places = places
        self.hints = hints
        first: dict[str, SourceLine] = {}
        for place in places:
            first.setdefault(place.file, place)
        shown = [*map(str, first.values()), *(f"hint: {hint}" for hint in hints)]
        super().__init__("\n".join([message, *shown]))


def typeset(source: str, files: Mapping[str, bytes] = _NO_FILES, fonts: FontFiles = ()) -> bytes:
    """Compile a Typst source to a PDF.

    Args:
        source: The whole document.
        files: The files that the source may read, as in `image("logo.png")`, by file name without
            folders.
        fonts: Font files that it may use in addition to those of installed packages.

    Returns:
        The bytes of the PDF.

    Raises:
        TypesetError: Typst cannot compile the source, the source could load other code, or the
            result would violate PDF/UA-1 (no title, no alternative text, …).
        ValueError: The name of a file contains a folder, or is `main.typ`.
    """
    _check_names(files)
    _refuse_loading(source, files)
    try:
        pdf = _compiler(fonts).compile(
            _texts(source, files),
            format="pdf",
            pdf_standards=["ua-1"],
            root=_root(files),
            timestamp=_CREATED,
        )
    except typst.TypstError as error:
        raise _explained(error, source, files) from error
    if not isinstance(pdf, bytes):  # Typst returns a list for PNG and SVG.
        raise TypeError(f"Typst returned {type(pdf).__name__} instead of a PDF.")
    return pdf.replace(_SUSPECTS, b" " * len(_SUSPECTS))


def draw(
    source: str,
    files: Mapping[str, bytes] = _NO_FILES,
    format: Literal["png", "svg"] = "png",
) -> bytes:
    """Draw a Typst source of one page, as PNG with a pixel for each point, or as SVG.

    Args:
        source: The whole document.
        files: The files that the source may read, by file name without folders.
        format: The format of the picture.

    Raises:
        TypesetError: Typst cannot compile the source.
        ValueError: The name of a file contains a folder, or is `main.typ`.
    """
    _check_names(files)
    _refuse_loading(source, files)
    try:
        drawn = _compiler(()).compile(
            _texts(source, files), format=format, ppi=72, root=_root(files)
        )
    except typst.TypstError as error:
        raise _explained(error, source, files) from error
    if not isinstance(drawn, bytes):  # Typst returns a list if there are several pages.
        raise TypeError(f"Typst returned {type(drawn).__name__} instead of a picture.")
    return drawn


def font_faces(folders: Iterable[Path], *, machine: bool = False) -> list[FontFace]:
    """Every font face that Typst finds in some folders, and on the system if ``machine``."""
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


def _texts(source: str, files: Mapping[str, bytes]) -> Any:
    """The source and the file of answers, which are handed over in memory.

    They contain clients' answers, which must not stay on the disk if the process is killed.

    Returns:
        Name -> content. The type is `Any` because typst's annotations lack dictionaries.
    """
    answers = {ANSWERS: files[ANSWERS]} if ANSWERS in files else {}
    return {_SOURCE: source.encode(), **answers}


class _Root:
    """A temporary folder that holds exactly the files that a source can read.

    Typst takes no pictures from memory, and parses code from memory every time. The folder is
    kept for the next source, which often reads the same files.
    """

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="typeset-"))
        self._files: dict[str, bytes] = {}
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def hold(self, files: Mapping[str, bytes]) -> bool:
        """Make the folder hold exactly these files. Returns False if it has been deleted."""
        # Forget the files first: if a write fails, what is in the folder is unknown.
        before, self._files = self._files, {}
        try:
            existing = {path.name for path in self.path.iterdir()}
            for name in existing - files.keys():
                (self.path / name).unlink()
            for name, content in files.items():
                if name not in existing or before.get(name) != content:
                    (self.path / name).write_bytes(content)
        except FileNotFoundError:
            return False
        self._files = dict(files)
        return True


def _check_names(files: Mapping[str, bytes]) -> None:
    if _SOURCE in files:
        raise ValueError(f"A file for Typst cannot be called {_SOURCE}, as the source is.")
    for name in files:
        if name in ("", "..") or PurePath(name).name != name:
            raise ValueError(f"A file for Typst needs a plain name without folders, not {name!r}.")


def _root(files: Mapping[str, bytes]) -> Path:
    """This thread's folder, filled with the files that its source can read."""
    held = {name: content for name, content in files.items() if name != ANSWERS}
    root: _Root = getattr(_thread, "root", None) or _Root()
    if not root.hold(held):  # the system may have cleaned up old temporary files
        root = _Root()
        root.hold(held)
    _thread.root = root
    return root.path


def _compiler(fonts: FontFiles) -> typst.Compiler:
    """This thread's compiler. Typst does not allow two threads to share one."""
    compilers: dict[FontFiles, typst.Compiler] = _thread.__dict__.setdefault("compilers", {})
    if fonts not in compilers:
        with _finding:  # Otherwise every thread would search for the fonts.
            found = _fonts(fonts)
        compilers[fonts] = typst.Compiler(
            font_paths=found,
            ignore_system_fonts=True,
            package_path=os.devnull,  # Sources must not read packages from the home folder either.
            package_cache_path=os.devnull,
        )
    return compilers[fonts]


@cache
def _fonts(own: FontFiles) -> typst.Fonts:
    """Load the given fonts and those of all installed packages, with hinting removed."""
    files = [file.path for family in fontpkg.families().values() for file in family.files]
    contents = {path: path.read_bytes() for path in files}
    hinted = {path.parent for path in files if is_hinted(contents[path])}
    copies = [*own, *(contents[path] for path in files if path.parent in hinted)]
    folders = sorted({str(path.parent) for path in files if path.parent not in hinted})
    if copies:
        # Typst opens a font file when it first needs it, so the folder must stay until the end.
        folder = mkdtemp(prefix="fonts-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for number, content in enumerate(copies):
            Path(folder, f"{number}.otf").write_bytes(unhinted(content))
        folders.append(folder)
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _refuse_loading(source: str, files: Mapping[str, bytes]) -> None:
    """Raise an error if a source, or Typst code that it may import, could load other code."""
    codes = {name: _loading(code) for name, code in files.items() if name.endswith(_SOURCE_SUFFIX)}
    for file, found in {"": tuple(loaded_code.loading(source)), **codes}.items():
        for word, line in found:
            code = files[file].decode() if file else source
            place = SourceLine(file, line, code.split("\n")[line - 1])
            raise TypesetError(loaded_code.MESSAGE.format(word), (place,), (loaded_code.HINT,))


@lru_cache(64)
def _loading(code: bytes) -> tuple[loaded_code.Loading, ...]:
    """The words that load code in a file, which many sources import."""
    return tuple(loaded_code.loading(code.decode()))


def _explained(error: typst.TypstError, source: str, files: Mapping[str, bytes]) -> TypesetError:
    """Turn an error of Typst into one of ours that does not mention the temporary folder."""

    def place(found: re.Match[str]) -> SourceLine:
        name = PurePath(found["file"]).name
        file, line = name if name in files else "", int(found["line"])
        lines = (files[file].decode() if file else source).splitlines()
        return SourceLine(file, line, lines[line - 1] if 0 < line <= len(lines) else "")

    message = re.sub(r" \(searched at [^)]*\)", "", error.message)
    places = tuple(place(found) for found in _PLACE.finditer(error.diagnostic))
    # An author has no command line of Typst to change the root with.
    hints = tuple(hint for hint in error.hints if "`--root`" not in hint)
    return TypesetError(message, places, hints)
