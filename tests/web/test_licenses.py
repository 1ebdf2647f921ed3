"""A site says whose fonts, icons, and scripts it contains, and under which licenses."""

import json
import re
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

import pytest
from support.previewed import HOME, SHEET, Trial

from workbook_builder.content.loader import load
from workbook_builder.graphics import icons
from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.typesetting.font_files import open_font, packaged_font, save_font
from workbook_builder.web import licenses
from workbook_builder.web.page_rendering import pages

SCRIPTS = Path(str(files("material"))) / "templates/assets/javascripts"


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    return load(practice / "content")


# -- what is named -------------------------------------------------------------------------------


def test_fonts_of_packages_say_themselves_whose_they_are(workbook: Workbook) -> None:
    named = {font.family: font for font in licenses.fonts(workbook)}
    assert named["Atkinson Hyperlegible"].copyright.startswith("Copyright 2020 Braille Institute")
    assert "Noto Sans" in named, "PDFs have it in form fields"
    assert all("SIL Open Font License" in font.license for font in named.values())


def test_a_font_of_the_practice_is_named_even_if_it_says_nothing(practice: Path) -> None:
    font = open_font(packaged_font("Heebo"))
    for id in (0, 13, 14):
        font["name"].removeNames(nameID=id)
    for id in (1, 4, 16):
        font["name"].removeNames(nameID=id)
        font["name"].setName("Harbor", id, 3, 1, 0x409)
    (practice / "content/fonts").mkdir()
    (practice / "content/fonts/harbor.ttf").write_bytes(save_font(font))
    workbook = load(practice / "content")
    (own,) = (font for font in licenses.fonts(workbook) if font.family == "Harbor")
    assert (own.copyright, own.license) == ("", "")
    made = pages(workbook, html_environment(None, translations("en", [])))
    page = made[output_paths.LICENSES].source()
    assert "<strong>Harbor</strong></p>\n<p>It does not say under which license it is.</p>" in page


def test_the_sets_of_icons_are_those_that_tracks_use(workbook: Workbook) -> None:
    (track,) = workbook.tracks
    other = track.model_copy(update={"icon": "simple/python"})
    several = workbook.model_copy(update={"tracks": (track, other, track)})
    found = [(each.name, each.license) for each in licenses.icon_sets(several)]
    assert found == [
        ("Material Design Icons", "Pictogrammers Free License"),
        ("Simple Icons", "CC0 1.0 Universal"),
    ]


@pytest.mark.parametrize("name", ["fontawesome", "material", "octicons", "simple"])
def test_every_set_of_icons_names_its_license(workbook: Workbook, name: str) -> None:
    (track,) = workbook.tracks
    using = track.model_copy(update={"icon": icons.names(f"{name}/x")[0] if name else ""})
    for found in licenses.icon_sets(workbook.model_copy(update={"tracks": (using,)})):
        assert found.license
        assert len(found.text) > 1


def test_packages_are_named_as_their_metadata_says() -> None:
    ours, material = licenses.software()
    assert (ours.name, ours.license) == ("Workbook Builder", "MIT")
    assert (material.name, material.license) == ("Material for MkDocs", "MIT")
    assert "Martin Donath" in material.holder
    for each in (ours, material):
        assert any(text.startswith("Permission is hereby granted") for text in each.text)


# -- what no package says ------------------------------------------------------------------------


def known() -> set[str]:
    return {plain(each.name) for each in licenses.LIBRARIES}


def plain(name: str) -> str:
    return name.lower().removesuffix(".js").replace("-", "")


def test_the_list_has_every_library_in_the_scripts_of_material() -> None:
    maps = [*SCRIPTS.glob("*.js.map"), *SCRIPTS.glob("workers/*.js.map")]
    sources = [path for each in maps for path in json.loads(each.read_text("utf-8"))["sources"]]
    bundled = {found[1] for path in sources if (found := re.search(r"node_modules/([^/]+)/", path))}
    beside = {"min": "lunr-languages", "tinyseg.js": "TinySegmenter", "wordcut.js": "wordcut"}
    assert {path.name for path in (SCRIPTS / "lunr").iterdir()} == beside.keys()
    assert known() == {plain(name) for name in [*bundled, *beside.values()]}


@pytest.mark.slow  # with the engines that only builds of sites need
def test_the_list_agrees_with_that_of_zensical() -> None:
    """Zensical's own scripts contain no other library, and name the same licenses."""
    text = (Path(str(files("zensical"))) / "templates/assets/javascripts/LICENSE").read_text()
    theirs = dict(re.findall(r"^Package: ([\w-]+)@.*\nLicense: (.+)$", text, re.MULTILINE))
    ours = {plain(each.name): each.license for each in licenses.LIBRARIES}
    assert len(theirs) > 3
    assert {name: ours[plain(name)] for name in theirs} == theirs
    assert distribution("zensical").metadata["License-Expression"] == "MIT"
    assert version("zensical")


# -- where it is said ----------------------------------------------------------------------------


def test_every_page_links_to_the_page_that_says_it(trial: Trial) -> None:
    for url, link in ((HOME, "licenses/"), (SHEET, "../../../licenses/")):
        footer = trial.text(url).partition("<footer")[2]
        assert f'<li><a href="{link}">Licenses</a></li>' in footer
    page = trial.text(f"{HOME}licenses/")
    for part in ("Braille Institute", "Pictogrammers", "Martin Donath", "Oliver Nightingale"):
        assert part in page
    assert "<summary>License of Material for MkDocs</summary>" in page
