"""The families that texts are set in: a practice's own, those of installed packages, the machine's.

Whatever a machine has is looked at only when the practice names a family that is found nowhere
else: so the same content gives the same files everywhere.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook_builder.typesetting.typst_compiler import FontFace

DEFAULT = "Atkinson Hyperlegible"
STANDBY = "Noto Sans"  # Latin, Greek and Cyrillic letters that another family does not have


@dataclass(frozen=True)
class Typeface:
    """What the texts of a practice are set in.

    Attributes:
        families: In this order a letter is looked for; the practice's own choice comes first.
        files: Font files that no installed package brings.
        styles: Regular, bold and italic of the first family, as far as it has them, for the site
            to hand out. None when it is the machine's: its licence may not allow it.
    """

    families: tuple[str, ...] = (DEFAULT, STANDBY)
    files: tuple[bytes, ...] = field(default=(), repr=False)
    styles: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def family(self) -> str:
        """The family that the practice chose."""
        return self.families[0]


class NoSuchFamilyError(Exception):
    """A family that is found nowhere; ``hint`` says the way out."""

    def __init__(self, hint: str) -> None:
        self.hint = hint
        super().__init__(hint)


def installed_fonts() -> str:
    """The font files of all installed packages, as one short text."""
    return " ".join(f"{path.name} {path.stat().st_size}" for path in _packaged())


def is_font(path: Path) -> bool:
    """Whether there is a family to be found in a file."""
    return bool(_of([path]))


def find_typeface(family: str, own: Sequence[Path] = ()) -> Typeface:
    """Find a family: first in the files of the practice, then in packages, then on the machine.

    ``own`` are the practice's font files. Raises NoSuchFamily.
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
    standby = sorted({face.family for face in packaged}, key=lambda name: (name != STANDBY, name))
    families = (found[0].family, *sorted({face.family for face in own_faces}), *standby)
    return Typeface(tuple(dict.fromkeys(families)), files, styles)


def _packaged() -> list[Path]:
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
    """Regular, bold and italic of a family; a style that it does not have is left out.

    A variable font is one face, its regular one, and holds the bold one as well.
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
    return f"put its files into content/fonts/, or take a family that is here: {names}"
