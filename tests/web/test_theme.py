"""The theme: colours that can be read, and settings that any engine can be given."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.content.loader import load
from workbook_builder.graphics.colors import contrast, mix, readable, text_on
from workbook_builder.graphics.wheel_geometry import wheel
from workbook_builder.model.workbook_settings import Brand
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.web.theme import assets, brand_stylesheet, settings

COLORS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_color_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#1f5f5b", "#ffffff") == "#1f5f5b"


@given(primary=COLORS, accent=COLORS)
def test_any_brand_can_be_read_in_light_and_dark(primary: str, accent: str) -> None:
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
def test_black_or_white_can_be_read_on_any_color(color: str) -> None:
    assert contrast(text_on(color), color) >= 4.5


def test_settings_are_plain_data_and_name_every_track(practice: Path) -> None:
    workbook = load(practice / "content")
    found = settings(workbook, html_environment(None, translations("en", [])))
    assert yaml.safe_load(yaml.safe_dump(found)) == found
    assert {track.title: f"{track.id}/index.md" for track in workbook.tracks}.items() <= {
        title: path for entry in found["nav"] for title, path in entry.items()
    }.items()
    assert found["theme"]["font"] is False


def test_assets_are_the_same_every_time(practice: Path) -> None:
    workbook = load(practice / "content")
    assert {"assets/workbook.css"} < set(assets(workbook, []))
    assert assets(workbook, []) == assets(workbook, [])


def test_names_too_long_for_a_wheel_give_way_to_numbers() -> None:
    assert not wheel(["A name that no wheel in the world has any room for at all", "b", "c"]).named


def _box(
    lines: tuple[tuple[float, float, str], ...], anchor: str
) -> tuple[float, float, float, float]:
    """Where lines of 15 px type stand, with letters 8 px wide."""
    wide = max(len(text) for _, _, text in lines) * 8
    x = lines[0][0] - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    return x, lines[0][1] - 13, x + wide, lines[-1][1] + 3
