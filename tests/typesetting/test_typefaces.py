"""Which files of a font family are used as its regular, bold, and italic styles."""

import io
from collections.abc import Callable
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from workbook_builder.typesetting.typefaces import DEFAULT, STANDBY, find_typeface

FAMILY = "Lindenway"


@pytest.fixture
def font(tmp_path: Path) -> Callable[..., Path]:
    """Write a font file of the family with a given weight."""

    def write(weight: int, *, italic: bool = False, width: int = 5, name: str = FAMILY) -> Path:
        font = TTFont(io.BytesIO(fontpkg.path("Atkinson Hyperlegible").read_bytes()))
        style = f"W{weight}{' Italic' if italic else ''}{'' if width == 5 else f' Width {width}'}"
        for record in font["name"].names:
            if record.nameID in (1, 2):
                record.string = name if record.nameID == 1 else style
        font["OS/2"].usWeightClass = weight
        font["OS/2"].usWidthClass = width
        font["OS/2"].fsSelection = 1 if italic else 0
        font["head"].macStyle = 2 if italic else 0
        path = tmp_path / f"{style}{'' if name == FAMILY else name}.ttf"
        font.save(path)
        return path

    return write


def styles(*paths: Path) -> dict[str, str]:
    """The name of the file that is used for each style."""
    names = {path.read_bytes(): path.stem for path in paths}
    return {style: names[content] for style, content in find_typeface(FAMILY, paths).styles}


@pytest.mark.parametrize("weight", [600, 700, 900])
def test_a_font_is_bold_from_weight_600(font: Callable[..., Path], weight: int) -> None:
    assert styles(font(400), font(weight)) == {"regular": "W400", "bold": f"W{weight}"}


def test_a_medium_font_is_not_bold(font: Callable[..., Path]) -> None:
    assert styles(font(400), font(500)) == {"regular": "W400"}


def test_the_weights_nearest_to_regular_and_bold_are_used(font: Callable[..., Path]) -> None:
    weights = [font(weight) for weight in (100, 300, 400, 500, 600, 700, 800, 900)]
    assert styles(*weights) == {"regular": "W400", "bold": "W700"}


def test_a_bold_italic_font_is_not_used_as_italic(font: Callable[..., Path]) -> None:
    regular, bold = font(400), font(600, italic=True)
    assert styles(regular, bold) == {"regular": "W400"}
    assert styles(regular, bold, font(500, italic=True)) == {
        "regular": "W400",
        "italic": "W500 Italic",
    }


def test_a_family_with_only_italics_uses_them_as_regular(
    font: Callable[..., Path],
) -> None:
    italic = font(400, italic=True)
    assert styles(italic) == {"regular": "W400 Italic", "italic": "W400 Italic"}


def test_a_font_that_is_neither_narrow_nor_wide_is_preferred(font: Callable[..., Path]) -> None:
    narrow, normal, wide = font(400, width=3), font(500), font(400, width=7)
    assert styles(narrow, normal, wide) == {"regular": "W500"}


def test_missing_letters_come_from_own_families_first_and_then_from_packages(
    font: Callable[..., Path],
) -> None:
    chosen, other = font(400), font(400, name="Aldermoor")
    first, second, third, *rest = find_typeface(FAMILY, [chosen, other]).families
    assert (first, second, third) == (FAMILY, "Aldermoor", STANDBY)
    assert rest == sorted(rest)
    assert DEFAULT in rest
