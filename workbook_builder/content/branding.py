"""Checks the brand of a practice: its colors and its fonts."""

from collections.abc import Collection, Iterator
from pathlib import Path

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.graphics.colors import contrast, nearest_readable
from workbook_builder.model.workbook_settings import Brand
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.typesetting.font_files import is_damaged
from workbook_builder.typesetting.typefaces import (
    NoSuchFamilyError,
    Typeface,
    find_typeface,
    is_font,
)

PAPER = "#ffffff"
LEAST_CONTRAST = 4.5  # what WCAG 2 requires for text at level AA

_BESIDE_FONTS = {".txt", ".md", ".pdf"}  # licenses and the like
_WEB_FONTS = {".woff", ".woff2", ".eot"}


def colors(brand: Brand, source: YamlSource) -> Iterator[Problem]:
    """A problem for each color too light for text on white paper, or for white text on it."""
    for name in ("primary", "accent"):
        color = getattr(brand, name)
        ratio = contrast(color, PAPER)
        if ratio < LEAST_CONTRAST:
            message = (
                f"`{name}` is too light to be readable on white paper: "
                f"its contrast is {int(ratio * 10) / 10}:1, but must be at least {LEAST_CONTRAST}:1"
            )
            better = nearest_readable(color, PAPER, LEAST_CONTRAST)
            hint = f'the nearest readable color is "{better}"'
            yield source.problem(("brand", name), Rule.FAINT_COLOR, message, hint)


def own_fonts(content: Path, readable: Collection[Path]) -> tuple[list[Path], list[Problem]]:
    """Find the font files of a practice.

    Args:
        content: The content folder.
        readable: The files in it that can be read.

    Returns:
        The fonts, and a problem for each other file in their folder.
    """
    fonts: list[Path] = []
    problems = []
    folder = content / "fonts"
    for path in sorted(path for path in readable if folder in path.parents):
        kind = path.suffix.lower()
        if kind in _BESIDE_FONTS:
            continue
        problem = None
        if kind in _WEB_FONTS:
            hint = "use the .ttf or .otf file of the family instead"
            problem = "is a web font, which cannot be used for printing", hint
        elif kind not in (".ttf", ".otf"):
            problem = "is not a font", "only .ttf and .otf files belong here; move it elsewhere"
        elif not is_font(path) or is_damaged(path.read_bytes()):
            problem = "cannot be read as a font", "download it again"
        else:
            fonts.append(path)
        if problem:
            place = path.relative_to(content.parent).as_posix()
            problems.append(Problem(place, 0, 0, Rule.BROKEN_FONT, *problem))
    return fonts, problems


def chosen_typeface(
    brand: Brand, own: list[Path], source: YamlSource
) -> tuple[Typeface | None, list[Problem]]:
    """Find the typeface that a brand has instead of those of its theme, if it has one.

    Args:
        brand: The brand, which may name a font family.
        own: The font files of the practice.
        source: The file with the brand.

    Returns:
        The typeface or None, and what is wrong.
    """
    if brand.font is None:
        return None, []
    try:
        return find_typeface(brand.font, own), []
    except NoSuchFamilyError as error:
        message = f"the font family `{brand.font}` cannot be found"
        return None, [source.problem(("brand", "font"), Rule.NO_FONT, message, error.hint)]
