"""What can be wrong with the look of a practice: its colours, its logo, its fonts."""

from collections.abc import Iterator
from pathlib import Path

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.graphics.colors import contrast, nearest_readable
from workbook_builder.model.workbook_settings import Brand
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.typesetting.typefaces import (
    NoSuchFamilyError,
    Typeface,
    find_typeface,
    is_font,
)

PAPER = "#ffffff"
LEAST_CONTRAST = 4.5

_BESIDE_FONTS = {".txt", ".md", ".pdf"}  # licences and the like
_WEB_FONTS = {".woff", ".woff2", ".eot"}


def colors(brand: Brand, source: YamlSource) -> Iterator[Problem]:
    """A problem for each colour that cannot be read on paper, nor white letters on it."""
    for name in ("primary", "accent"):
        color = getattr(brand, name)
        ratio = contrast(color, PAPER)
        if ratio < LEAST_CONTRAST:
            message = (
                f"`{name}` is too light to be read on white paper: "
                f"its contrast is {int(ratio * 10) / 10}:1, and {LEAST_CONTRAST}:1 is the least"
            )
            better = nearest_readable(color, PAPER, LEAST_CONTRAST)
            hint = f'the nearest one that can be read is "{better}"'
            yield source.problem(("brand", name), Rule.FAINT_COLOR, message, hint)


def own_fonts(content: Path) -> tuple[list[Path], list[Problem]]:
    """The font files of a practice, and problems for what is among them but is none."""
    fonts: list[Path] = []
    problems = []
    for path in sorted((content / "fonts").rglob("*")):
        kind = path.suffix.lower()
        if path.is_dir() or path.name.startswith(".") or kind in _BESIDE_FONTS:
            continue
        problem = None
        if kind in _WEB_FONTS:
            problem = "is a font for the web alone", "take the .ttf or .otf file of the family"
        elif kind not in (".ttf", ".otf"):
            problem = "is no font", "fonts here end in .ttf or .otf; move it out of the folder"
        elif not path.resolve().is_relative_to(content.resolve()):
            hint = "copy the file into the content folder"
            problem = "leads out of the content folder", hint
        elif not is_font(path):
            problem = "cannot be read as a font", "download it anew"
        else:
            fonts.append(path)
        if problem:
            place = path.relative_to(content.parent).as_posix()
            problems.append(Problem(place, 0, 0, Rule.BROKEN_FONT, *problem))
    return fonts, problems


def found_typeface(
    brand: Brand, own: list[Path], source: YamlSource
) -> tuple[Typeface | None, list[Problem]]:
    """The typeface that a practice names, or a problem."""
    try:
        return find_typeface(brand.font, own), []
    except NoSuchFamilyError as error:
        message = f"there is no font family `{brand.font}` here"
        return None, [source.problem(("brand", "font"), Rule.NO_FONT, message, error.hint)]
