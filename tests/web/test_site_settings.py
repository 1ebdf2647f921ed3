"""The theme has readable colors, and settings that any site engine can use."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.coach_key import add_coach_key
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.graphics.colors import contrast, mix, readable, text_on
from workbook_builder.graphics.wheel_geometry import wheel
from workbook_builder.model.theme import Theme
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Brand
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.web.assets import site_assets
from workbook_builder.web.color_schemes import brand_stylesheet
from workbook_builder.web.site_settings import site_settings

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3"/></svg>'
)
COLORS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def settings(workbook: Workbook, language: str = "en") -> dict[str, Any]:
    environment = html_environment(None, translations(language, []))
    return site_settings(workbook, environment, site_assets(workbook, [], {}, {}))


def styles(workbook: Workbook, templates: Sequence[Path] = ()) -> str:
    assets = site_assets(workbook, templates, {}, {})
    contents = [assets.files[path] for path in assets.style_sheets]
    return "\n".join(each.decode() for each in contents if isinstance(each, bytes))


def test_contrast_is_computed_as_in_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_readable_color_stays_as_it_is() -> None:
    assert readable("#1f5f5b", "#ffffff") == "#1f5f5b"


@given(primary=COLORS, accent=COLORS)
def test_any_brand_is_readable_in_light_and_dark(primary: str, accent: str) -> None:
    css = brand_stylesheet(Brand(primary=primary, accent=accent))
    blocks = re.findall(r"\{\n((?:  --.*\n)+)\}", css)
    assert len(blocks) == 2
    for block in blocks:
        tone = dict(re.findall(r"--wb-([\w-]+): (#[0-9a-f]{6});", block))
        for name in ("primary", "accent"):
            for ground in ("ground", "paper", f"{name}-wash"):
                assert contrast(tone[name], tone[ground]) >= 4.5
                assert contrast(tone["ink"], tone[ground]) >= 7
                assert contrast(tone["muted"], tone[ground]) >= 4.5
            assert contrast(tone[f"on-{name}"], tone[name]) >= 4.5
        assert contrast(tone["edge"], tone["paper"]) >= 3


@given(COLORS)
def test_black_or_white_text_is_readable_on_any_color(color: str) -> None:
    assert contrast(text_on(color), color) >= 4.5


def test_settings_are_plain_data_and_name_every_track(practice: Path) -> None:
    workbook = load(practice / "content")
    found = settings(workbook)
    assert yaml.safe_load(yaml.safe_dump(found)) == found
    assert {track.title: f"{track.id}/index.md" for track in workbook.tracks}.items() <= {
        title: path for entry in found["nav"] for title, path in entry.items()
    }.items()
    assert found["theme"]["font"] is False


def test_contact_details_are_links(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    contact = "phone: +1 202 555 0100\n  website: https://example.org"
    path.write_text(path.read_text("utf-8").replace("phone: 555 0100", contact), encoding="utf-8")
    found = settings(load(practice / "content"))
    assert found["extra"]["workbook"]["contact"] == [
        {"title": "ines@example.org", "url": "mailto:ines@example.org"},
        {"title": "+1 202 555 0100", "url": "tel:+12025550100"},
        {"title": "https://example.org", "url": "https://example.org"},
    ]


@pytest.mark.parametrize(
    ("language", "words", "direction"),
    [
        ("de-AT", "de", None),
        ("pt-BR", "pt-BR", None),
        ("ar-EG", "ar", "rtl"),
        ("yo", "en", None),
    ],
)
def test_the_words_and_direction_of_the_theme_are_those_of_the_language(
    practice: Path, language: str, words: str, direction: str | None
) -> None:
    workbook = load(practice / "content").model_copy(update={"language": language})
    theme = settings(workbook, language)["theme"]
    assert (theme["language"], theme.get("direction")) == (words, direction)


def test_the_name_of_a_site_has_no_markup(practice: Path) -> None:
    update = {"practice": 'Quiet <b>"Harbor"</b>', "tagline": "a > b"}
    workbook = load(practice / "content").model_copy(update=update)
    found = settings(workbook)
    assert found["site_name"] == "Quiet bHarbor/b"
    assert found["site_description"] == "a  b"


def test_browsers_load_all_fonts_but_the_italic_one_early(practice: Path) -> None:
    found = settings(load(practice / "content"))
    extra = found["extra"]["workbook"]
    assert extra["fonts"] == [
        f"assets/{extra['build']}/fonts/atkinson-hyperlegible-{style}.woff2"
        for style in ("regular", "bold")
    ]


@pytest.mark.parametrize(
    ("family", "name"), [("Lindenway Grotesk", "lindenway-grotesk"), ("Тихий", "text")]
)
def test_the_file_name_of_a_font_is_ascii(practice: Path, family: str, name: str) -> None:
    workbook = load(practice / "content")
    (regular, *_) = workbook.typeface.styles
    typeface = replace(workbook.typeface, families=(family,), styles=(regular,))
    found = site_assets(
        workbook.model_copy(
            update={"themes": {"plain": Theme(typeface=typeface, titles=typeface)}}
        ),
        [],
        {},
        {},
    )
    fonts = [path for path in found.files if "/fonts/" in path]
    assert fonts == [f"assets/{found.build}/fonts/{name}-regular.woff2"]


def test_a_logo_is_the_icon_of_the_site_as_well(practice: Path) -> None:
    workbook = load(practice / "content")
    brand = workbook.brand.model_copy(update={"logo": "pictures/mark.svg"})
    workbook = workbook.model_copy(update={"brand": brand, "logo": SVG})
    theme = settings(workbook)["theme"]
    assert theme["logo"] == theme["favicon"] == "assets/logo.svg"
    assert site_assets(workbook, [], {}, {}).files["assets/logo.svg"] == SVG


def test_own_style_sheets_replace_those_of_the_same_name(practice: Path, tmp_path: Path) -> None:
    own, standard = tmp_path / "own", tmp_path / "standard"
    for folder, name, text in (
        (own, "b.css", "/* own b */"),
        (own, "z.css", "/* own z */"),
        (standard, "a.css", "/* standard a */"),
        (standard, "b.css", "/* standard b */"),
    ):
        (folder / "styles").mkdir(parents=True, exist_ok=True)
        (folder / "styles" / name).write_text(text, encoding="utf-8")
    css = styles(load(practice / "content"), [own, standard])
    assert css.endswith("\n/* standard a */\n/* own b */\n/* own z */")


def test_what_a_wide_form_looks_like_holds_on_paper(practice: Path, tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/own.css").write_text(
        "@container (min-width: 33rem) {\n  .a { b: c; }\n  .d { e: f; }\n}\n"
        "@container (max-width: 9.5rem) { .g { h: i; } }\n",
        encoding="utf-8",
    )
    css = styles(load(practice / "content"), [tmp_path])
    assert css.endswith(
        "@container (min-width: 33rem) {\n  .a { b: c; }\n  .d { e: f; }\n}\n"
        "@media print {\n  .a { b: c; }\n  .d { e: f; }\n}\n"
        "@container (max-width: 9.5rem) { .g { h: i; } }\n"
    )


def test_our_rules_for_forms_are_written_so_that_they_can_be_repeated() -> None:
    text = "".join(path.read_text() for path in (ROOT / "templates/styles").glob("*.css"))
    widths = re.findall(r"@container (.*?) \{", text)
    assert len(widths) > 10
    assert [
        each for each in widths if not re.fullmatch(r"\((min|max)-width: [\d.]+rem\)", each)
    ] == []


def test_assets_are_the_same_every_time(practice: Path) -> None:
    workbook = load(practice / "content")
    assert site_assets(workbook, [], {}, {}) == site_assets(workbook, [], {}, {})


@pytest.mark.parametrize("changed", ["styles/own.css", "theme/assets/own.js"])
def test_the_folder_of_scripts_and_styles_has_another_name_when_one_of_them_changes(
    practice: Path, tmp_path: Path, changed: str
) -> None:
    workbook, path = load(practice / "content"), tmp_path / changed
    path.parent.mkdir(parents=True)
    path.write_text("/* before */")
    before = site_assets(workbook, [tmp_path], {}, {})
    path.write_text("/* after */")
    after = site_assets(workbook, [tmp_path], {}, {})
    assert before.build != after.build
    folder = f"assets/{before.build}/"
    assert before.style_sheets == [f"{folder}fonts.css", f"{folder}workbook.css"]
    path.write_text("/* before */")
    assert site_assets(workbook, [tmp_path], {}, {}).build == before.build


def test_the_folder_of_scripts_and_styles_lists_its_files(practice: Path, tmp_path: Path) -> None:
    (tmp_path / "theme/assets").mkdir(parents=True)
    (tmp_path / "theme/assets/own.js").write_text("own()")
    found = site_assets(
        load(practice / "content"), [tmp_path, packaged_folder("templates")], {}, {}
    )
    folder = f"assets/{found.build}/"
    inside = {path.removeprefix(folder) for path in found.files if path.startswith(folder)}
    listed = json.loads(found.files[f"{folder}files.json"])
    assert {*listed, "files.json"} == inside
    assert {"own.js", "workbook.js", "workbook.css"} < inside
    assert {script.name for script in (ROOT / "templates/theme/assets").glob("*.js")} < inside


def test_names_that_are_too_long_for_a_wheel_are_replaced_by_numbers() -> None:
    assert not wheel(["A name that no wheel in the world has any room for at all", "b", "c"]).named


def _box(
    lines: tuple[tuple[float, float, str], ...], anchor: str
) -> tuple[float, float, float, float]:
    """The box around lines of 15 px text, with letters 8 px wide."""
    wide = max(len(text) for _, _, text in lines) * 8
    x = lines[0][0] - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    return x, lines[0][1] - 13, x + wide, lines[-1][1] + 3


def test_only_our_style_sheets_lose_their_comments(practice: Path, tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/own.css").write_text("/*! a license */", encoding="utf-8")
    css = styles(load(practice / "content"), [tmp_path, packaged_folder("templates")])
    assert re.findall(r"/\*.*?\*/", css, re.DOTALL) == ["/*! a license */"]


def test_our_style_sheets_lose_spaces_but_no_text(practice: Path) -> None:
    packed = styles(load(practice / "content"), [packaged_folder("templates")])
    ours = "".join(path.read_text("utf-8") for path in (ROOT / "templates/styles").glob("*.css"))
    texts = set(re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", ours, flags=re.DOTALL)))
    assert len(texts) > 20
    assert {text for text in texts if text not in packed} == set()
    assert not re.search(r"\n\s+[a-z-]+: [^;]+; ", packed)


@pytest.mark.parametrize("with_key", [True, False])
def test_scripts_know_whose_site_it_is(practice: Path, with_key: bool) -> None:
    key = add_coach_key(practice) if with_key else None
    assets = site_assets(load(practice / "content"), [], {}, {})
    module = assets.files[f"assets/{assets.build}/practice.js"]
    assert isinstance(module, bytes)
    facts = json.loads(module.decode().removeprefix("export default ").rstrip(";\n"))
    assert facts == {
        "practice": "Quiet Harbor Coaching",
        "coach": "Ines Okafor",
        "email": "ines@example.org",
        "language": "en",
        "key": json.loads(key.export_public()) if key else None,
        "kid": key.thumbprint() if key else "",
    }
