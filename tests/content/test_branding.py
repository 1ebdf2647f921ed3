"""The brand of a practice: readable colors, and its own fonts on the site and in PDFs."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fontpkg
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from support.calls import with_spy

from workbook_builder.content.loader import load
from workbook_builder.graphics.colors import contrast, nearest_readable
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document_fingerprints import document_fingerprint
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.typesetting import typst_compiler
from workbook_builder.typesetting.font_files import is_damaged
from workbook_builder.typesetting.typefaces import NoSuchFamilyError, find_typeface
from workbook_builder.web.assets import SiteAssets, site_assets
from workbook_builder.web.site_settings import site_settings

COLORS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
WHITE = "#ffffff"


def settings(workbook: Workbook) -> dict[str, Any]:
    return site_settings(workbook, Practice(workbook, None).html, site_assets(workbook, [], {}, {}))


def styles(assets: SiteAssets) -> str:
    contents = [assets.files[path] for path in assets.style_sheets]
    return "\n".join(each.decode() for each in contents if isinstance(each, bytes))


@pytest.fixture
def own_font(practice: Path) -> Callable[[str, str], Path]:
    """Copy the font of a package into the practice, under a new family name."""

    def put(family: str, name: str) -> Path:
        font = TTFont(io.BytesIO(fontpkg.path(family).read_bytes()))
        names = font["name"]
        for record in [each for each in names.names if each.nameID in (1, 6, 16)]:
            own = name.replace(" ", "") if record.nameID == 6 else name
            names.setName(own, record.nameID, record.platformID, record.platEncID, record.langID)
        folder = practice / "content" / "fonts"
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.ttf"
        font.save(path)
        return path

    return put


def brand(practice: Path, text: str) -> None:
    path = practice / "content" / "workbook.yml"
    path.write_text(f"{path.read_text('utf-8')}brand: {{{text}}}\n", encoding="utf-8")


def fonts_in(document: bytes) -> set[str]:
    """The families of the fonts in a PDF, without the subset prefix and the style."""
    with pikepdf.open(io.BytesIO(document)) as read:
        names = {
            str(each.BaseFont)
            for each in read.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    return {name.removeprefix("/").partition("+")[2].partition("-")[0] for name in names}


# -- colors --------------------------------------------------------------------------------------


@given(COLORS)
def test_the_suggested_color_is_readable(color: str) -> None:
    assert contrast(nearest_readable(color, WHITE), WHITE) >= 4.5


@given(COLORS)
def test_a_readable_color_is_not_changed(color: str) -> None:
    tone = nearest_readable(color, WHITE)
    assert (tone == color) == (contrast(color, WHITE) >= 4.5)
    assert nearest_readable(tone, WHITE) == tone


@given(COLORS)
def test_the_suggested_color_is_no_darker_than_necessary(color: str) -> None:
    tone = nearest_readable(color, WHITE)
    assert tone == color or contrast(tone, WHITE) < 4.7


def test_the_suggested_color_keeps_its_hue() -> None:
    assert nearest_readable("#ff0000", WHITE) == "#ee0000"
    assert nearest_readable("#999999", WHITE) == "#767676"


def test_white_text_is_readable_on_a_color_that_is_readable_on_white() -> None:
    assert contrast(WHITE, nearest_readable("#f0a030", WHITE)) >= 4.5


# -- fonts ---------------------------------------------------------------------------------------


def test_a_practice_is_set_in_its_own_font_file(
    practice: Path, own_font: Callable[[str, str], Path]
) -> None:
    own_font("Noto Sans", "Lindenway Grotesk")
    brand(practice, "font: lindenway grotesk")  # like Typst, we ignore case
    workbook = load(practice / "content")
    assert workbook.typeface.family == "Lindenway Grotesk"
    opened = Practice(workbook, None)
    sheet = next(each for each in opened.documents if each.answers)
    assert fonts_in(make_pdf(sheet)) == {
        "LindenwayGrotesk",
        "NotoSans",
    }  # the second is for the form


def test_the_site_hands_out_the_same_family(
    practice: Path, own_font: Callable[[str, str], Path]
) -> None:
    own_font("Atkinson Hyperlegible", "Lindenway")
    brand(practice, "font: Lindenway")
    workbook = load(practice / "content")
    assets = site_assets(workbook, [], {}, {})
    found, place = assets.files, f"assets/{assets.build}/fonts/lindenway-regular.woff2"
    assert [path for path in found if "/fonts/" in path] == [place]
    font = found[place]
    assert isinstance(font, bytes)
    assert TTFont(io.BytesIO(font)).flavor == "woff2"
    css = styles(assets)
    assert '@font-face { font-family: "Lindenway"; font-weight: 400;' in css
    assert '--wb-font: "Lindenway", ' in css
    assert "http" not in css
    extra = site_settings(workbook, Practice(workbook, None).html, assets)["extra"]["workbook"]
    assert extra["fonts"] == [place]


def test_a_large_variable_font_is_one_small_file_for_all_weights(practice: Path) -> None:
    brand(practice, "font: Noto Sans")
    found = site_assets(load(practice / "content"), [], {}, {})
    fonts = {Path(path).name: each for path, each in found.files.items() if "/fonts/" in path}
    assert set(fonts) == {f"noto-sans-{name}.woff2" for name in ("regular", "italic")}
    assert all(len(content) < 400_000 for content in fonts.values())
    assert "font-weight: 100 900;" in styles(found)


def test_fonts_of_the_practice_come_before_packages_and_packages_before_the_machine(
    practice: Path, own_font: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    watched = with_spy(
        typst_compiler.font_faces, lambda folders, machine=False: seen.append(machine)
    )
    monkeypatch.setattr(typst_compiler, "font_faces", watched)
    path = own_font("Noto Sans", "Heebo")
    assert find_typeface("Heebo", [path]).styles[0][1] == path.read_bytes()
    assert find_typeface("Heebo").styles[0][1] == fontpkg.path("Heebo").read_bytes()
    assert find_typeface("Heebo").files == ()  # Typst finds the fonts of packages itself
    assert not any(seen)
    with pytest.raises(NoSuchFamilyError):
        find_typeface("Qxzzy")
    assert any(seen)


def test_a_family_of_the_machine_is_printed_but_not_handed_out(
    tmp_path: Path,
    practice: Path,
    own_font: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = own_font("Heebo", "Machine Sans")
    elsewhere = path.rename(tmp_path / path.name)
    faces = typst_compiler.font_faces
    monkeypatch.setattr(
        typst_compiler,
        "font_faces",
        lambda folders, machine=False: faces([tmp_path] if machine else folders),
    )
    brand(practice, "font: Machine Sans")
    workbook = load(practice / "content")
    assert workbook.typeface.files == (elsewhere.read_bytes(),)
    assert not [each for each in site_assets(workbook, [], {}, {}).files if "/fonts/" in each]
    assert '--wb-font: "Machine Sans", ' in styles(site_assets(workbook, [], {}, {}))


def test_another_font_file_of_the_same_name_prints_anew(
    practice: Path, own_font: Callable[[str, str], Path]
) -> None:
    brand(practice, "font: Lindenway")

    def first() -> str:
        return document_fingerprint(Practice(load(practice / "content"), None).documents[0])

    own_font("Heebo", "Lindenway")
    before = first()
    assert first() == before
    own_font("Noto Sans", "Lindenway")
    assert first() != before


# -- scripts -------------------------------------------------------------------------------------

ARABIC = "خطوتي الأولى"


@pytest.fixture
def arabic(practice: Path) -> Path:
    brand(practice, "}\nlanguage: ar\ntagline: {")
    path = practice / "content" / "workbook.yml"
    text = path.read_text("utf-8").replace("tagline: Small steps, kept.\n", "")
    path.write_text(text.replace("brand: {}\n", "").replace("tagline: {}", f"tagline: {ARABIC}"))
    sheet = practice / "content" / "worksheets" / "weekly-check-in.yml"
    lines = sheet.read_text("utf-8").splitlines()
    lines[0] = f"title: {ARABIC}"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return practice


def test_a_page_in_arabic_begins_at_the_right(arabic: Path) -> None:
    workbook = load(arabic / "content")
    sheet = next(
        each for each in Practice(workbook, None).documents if "weekly-check-in" in each.path
    )
    printed = make_pdf(sheet)
    assert "Almarai" in fonts_in(printed)
    with pypdfium2.PdfDocument(printed) as read:
        page = read[0]
        width = page.get_width()
        text = page.get_textpage()
        number = text.search("1", match_whole_word=True)
        assert "خ" in text.get_text_range()
        assert "خخ" not in text.get_text_range()  # some fonts yield it twice
        lefts = []
        while at := number.get_next():
            lefts.append(text.get_charbox(at[0])[0])
    assert max(lefts) > width * 0.8  # the number of the first question


def test_a_site_in_arabic_is_read_from_right_to_left(arabic: Path) -> None:
    workbook = load(arabic / "content")
    theme = settings(workbook)["theme"]
    assert (theme["language"], theme["direction"]) == ("ar", "rtl")


def test_a_site_in_english_says_nothing_of_its_direction(practice: Path) -> None:
    workbook = load(practice / "content")
    assert "direction" not in settings(workbook)["theme"]


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.8, 0.95, 0.999])
@pytest.mark.parametrize("family", ["Atkinson Hyperlegible", "Noto Sans"])
def test_a_font_that_is_cut_off_is_a_problem(practice: Path, family: str, kept: float) -> None:
    content = fontpkg.path(family).read_bytes()
    path = practice / "content/fonts/Own.ttf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    (found,) = caught.value.problems
    assert str(found).startswith("content/fonts/Own.ttf: WB406 cannot be read as a font")


@pytest.mark.parametrize("family", ["Atkinson Hyperlegible", "Noto Sans", "Heebo", "Almarai"])
def test_whole_fonts_are_not_damaged(family: str) -> None:
    assert not is_damaged(fontpkg.path(family).read_bytes())
