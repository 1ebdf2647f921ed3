"""Finds the font families of a practice: its own, those of installed packages, and the system's.

The fonts of the system are searched last, and only for a family that is found nowhere else, so
that the same content gives the same output on every machine.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook_builder.typesetting.typst_compiler import FontFace

DEFAULT = "Atkinson Hyperlegible"
STANDBY = "Noto Sans"  # for Latin, Greek, and Cyrillic letters that the chosen family lacks
# Families that only those see who choose a theme with them. They stand by for no other family.
_OF_THEMES = {"Archivo", "Fraunces", "Literata", "Newsreader 16pt", "Nunito"}


@dataclass(frozen=True)
class Typeface:
    """The fonts that the texts of a practice are set in.

    Attributes:
        families: Font families in the order in which they are searched for a character. The
            practice's choice comes first.
        files: The content of font files that are not in installed packages.
        styles: The name ("regular", "bold", "italic") and font file of each style that the first
            family has, for the site to serve. Empty for a font of the system, because its license
            may not allow that.
    """

    families: tuple[str, ...] = (DEFAULT, STANDBY)
    files: tuple[bytes, ...] = field(default=(), repr=False)
    styles: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def family(self) -> str:
        """The family that the practice chose."""
        return self.families[0]


class NoSuchFamilyError(Exception):
    """There is no font family of this name.

    Attributes:
        hint: What the author can do about it.
    """

    def __init__(self, hint: str) -> None:
        self.hint = hint
        super().__init__(hint)


def installed_fonts() -> str:
    """The names and sizes of the font files in all installed packages, to detect changes."""
    return " ".join(f"{path.name} {path.stat().st_size}" for path in _packaged())


def is_font(path: Path) -> bool:
    """Whether Typst finds a font in a file."""
    return bool(_of([path]))


def find_typeface(family: str, own: Sequence[Path] = ()) -> Typeface:
    """Find a font family: in the practice's files, in installed packages, then on the system.

    Args:
        family: The name of the family; case does not matter.
        own: The font files of the practice.

    Raises:
        NoSuchFamilyError: The family is found nowhere.
    """
    from workbook_builder.typesetting.typst_compiler import font_faces

    own_faces, packaged = _of(own), _of(_packaged())
    files = tuple(path.read_bytes() for path in own)
    if found := _named(family, own_faces) or _named(family, packaged):
        styles = tuple((name, face.path.read_bytes()) for name, face in _styles(found))
    else:
        machine = font_faces([], machine=True)
        found, styles = _named(family, machine), ()
        if not found:
            raise NoSuchFamilyError(_hint(family, [*own_faces, *packaged], machine))
        chosen = sorted({face.path for _, face in _styles(found)})
        files += tuple(path.read_bytes() for path in chosen)
    standing_by = {face.family for face in packaged} - _OF_THEMES
    standby = sorted(standing_by, key=lambda name: (name != STANDBY, name))
    families = (found[0].family, *sorted({face.family for face in own_faces}), *standby)
    return Typeface(tuple(dict.fromkeys(families)), files, styles)


def _packaged() -> list[Path]:
    """The font files of installed packages."""
    import fontpkg

    return [file.path for family in fontpkg.families().values() for file in family.files]


def _of(paths: Sequence[Path]) -> list["FontFace"]:
    """The faces in some files."""
    from workbook_builder.typesetting.typst_compiler import font_faces

    wanted = {path.resolve() for path in paths}
    folders = sorted({path.parent for path in paths})
    return [face for face in font_faces(folders) if face.path.resolve() in wanted]


def _named(family: str, faces: Iterable["FontFace"]) -> list["FontFace"]:
    return [face for face in faces if face.family.casefold() == family.casefold()]


def _styles(faces: Sequence["FontFace"]) -> list[tuple[str, "FontFace"]]:
    """The regular, bold, and italic faces of a family, as far as it has them.

    A variable font is listed as one regular face, although it can be drawn bold too.
    """
    upright = [face for face in faces if face.style == "normal"]
    wanted = {
        "regular": (upright or list(faces), 400),
        "bold": ([face for face in upright if face.weight >= 600], 700),
        "italic": (
            [face for face in faces if face.style != "normal" and face.weight < 600],
            400,
        ),
    }
    return [
        (name, min(fitting, key=lambda face: (abs(face.stretch - 1), abs(face.weight - weight))))
        for name, (fitting, weight) in wanted.items()
        if fitting
    ]


def _hint(family: str, near: Iterable["FontFace"], machine: Iterable["FontFace"]) -> str:
    here = {face.family for face in near}
    known = {name.casefold(): name for name in {*here, *(face.family for face in machine)}}
    if similar := difflib.get_close_matches(family.casefold(), sorted(known), n=1, cutoff=0.6):
        return f"did you mean `{known[similar[0]]}`?"
    names = ", ".join(f"`{name}`" for name in sorted(here))
    return f"put its files into content/fonts/, or choose one of these families: {names}"
