"""The manifest and the icons for home screens are made of the brand."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.web.home_screen import MANIFEST, home_screen_files, short_name

ICONS = "assets/icons/"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
<rect width="40" height="10" fill="#ff0000"/></svg>"""


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    return load(practice / "content")


def manifest(workbook: Workbook) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home_screen_files(workbook)[MANIFEST])
    return found


def icon(workbook: Workbook, name: str) -> Image.Image:
    content = home_screen_files(workbook)[f"{ICONS}{name}.png"]
    assert isinstance(content, bytes)
    return Image.open(io.BytesIO(content)).convert("RGBA")


def colors(image: Image.Image) -> set[str]:
    counted = image.convert("RGB").getcolors(512 * 512) or []
    rgb = (color for _, color in counted if isinstance(color, tuple))
    return {"#{:02x}{:02x}{:02x}".format(*color) for color in rgb}


def test_the_manifest_names_the_practice_and_stays_within_its_site(workbook: Workbook) -> None:
    found = manifest(workbook)
    assert found["name"] == "Quiet Harbor Coaching"
    assert found["short_name"] == "Quiet Harbor"
    assert found["start_url"] == found["scope"] == "./"
    assert "id" not in found, "the address of the start is the id of one of several sites of a host"
    assert (found["display"], found["lang"], found["dir"]) == ("standalone", "en", "ltr")


def test_the_direction_is_that_of_the_language(workbook: Workbook) -> None:
    found = manifest(workbook.model_copy(update={"language": "ar-EG"}))
    assert (found["lang"], found["dir"]) == ("ar-EG", "rtl")


@pytest.mark.parametrize(
    ("practice_name", "short"),
    [
        ("Quiet Harbor Coaching", "Quiet Harbor"),
        ("Lindenway", "Lindenway"),
        ("Persönlichkeitsentwicklung am See", "Persönlichkeitsentwicklung"),
        ("A b c d e f g h", "A b c d e f"),
    ],
)
def test_a_short_name_has_whole_words(practice_name: str, short: str) -> None:
    assert short_name(practice_name) == short


def test_every_icon_has_the_size_and_the_address_that_the_manifest_says(workbook: Workbook) -> None:
    files = home_screen_files(workbook)
    listed = manifest(workbook)["icons"]
    assert {(each["sizes"], each["purpose"]) for each in listed} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for each in listed:
        content = files[each["src"].partition("?")[0]]
        assert isinstance(content, bytes)
        assert "{}x{}".format(*Image.open(io.BytesIO(content)).size) == each["sizes"]
    assert icon(workbook, "apple-touch-icon").size == (180, 180)


def test_without_a_logo_an_icon_is_a_sprout_on_the_main_color(workbook: Workbook) -> None:
    brand = workbook.brand.model_copy(update={"primary": "#123456"})
    drawn = icon(workbook.model_copy(update={"brand": brand}), "maskable-512")
    assert {"#123456", "#ffffff"} < colors(drawn)
    outside = drawn.copy()
    outside.paste((0x12, 0x34, 0x56), (100, 100, 412, 412))
    assert colors(outside) == {"#123456"}, "the sprout is where no device cuts it off"


def test_a_logo_of_any_shape_is_shown_whole_on_white(workbook: Workbook) -> None:
    brand = workbook.brand.model_copy(update={"logo": "logo.svg"})
    with_logo = workbook.model_copy(update={"brand": brand, "logo": LOGO.encode()})
    drawn = icon(with_logo, "apple-touch-icon")
    red = drawn.convert("RGB").point(lambda value: 255 if value > 250 else 0).getchannel("G")
    box = red.point(lambda value: 255 - value).getbbox()
    assert box
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(4, rel=0.1)
    assert drawn.getpixel((0, 0)) == (255, 255, 255, 255)


@pytest.mark.parametrize(("name", "opaque"), [("apple-touch-icon", True), ("icon-512", False)])
def test_only_icons_that_no_device_cuts_have_round_corners(
    workbook: Workbook, name: str, opaque: bool
) -> None:
    pixel = icon(workbook, name).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert (pixel[3] == 255) is opaque


def test_another_logo_gives_icons_another_address(workbook: Workbook) -> None:
    brand = workbook.brand.model_copy(update={"primary": "#123456"})
    other = workbook.model_copy(update={"brand": brand})
    one, two = ({each["src"] for each in manifest(each_)["icons"]} for each_ in (workbook, other))
    assert not one & two
    assert home_screen_files(workbook) == home_screen_files(workbook)
