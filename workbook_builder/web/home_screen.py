"""What a device needs to put the site on its home screen: a manifest, and icons.

Without a logo, the icons show the same sprout as the header of a page.
"""

import hashlib
import json
from functools import cache

from workbook_builder.graphics import icons
from workbook_builder.graphics.colors import text_on
from workbook_builder.model.workbook import Workbook
from workbook_builder.storage.output_tree import Tree
from workbook_builder.typesetting.typst_values import typst_literal
from workbook_builder.web.color_schemes import GROUNDS

DEFAULT_LOGO = "material/sprout-outline"
ICON = "assets/icons/icon-192.png"
MANIFEST = "manifest.webmanifest"
_APPLE_ICON = "assets/icons/apple-touch-icon.png"
_LONGEST_NAME = 12  # characters; home screens cut off what is longer
# For each icon: its size in pixels, how round its corners are, and how much of it the logo takes.
# A device cuts a maskable icon to a shape of its own, and leaves a circle of 80% (W3C, Web
# Application Manifest, 2.9). iOS rounds the corners, and shows what is transparent in black.
_ICONS = {
    ICON: (192, 0.2, 0.62),
    "assets/icons/icon-512.png": (512, 0.2, 0.62),
    "assets/icons/maskable-192.png": (192, 0, 0.5),
    "assets/icons/maskable-512.png": (512, 0, 0.5),
    _APPLE_ICON: (180, 0, 0.6),
}
PATHS = (MANIFEST, *_ICONS)
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def home_screen_files(workbook: Workbook) -> Tree:
    """The manifest and the icons by their path in the site."""
    made = {path: _icon(workbook, path) for path in _ICONS}
    listed = []
    for path, (size, *_) in _ICONS.items():
        if path != _APPLE_ICON:  # a page names it
            # Devices only look at an icon again if its address changes.
            address = f"{path}?v={hashlib.sha256(made[path]).hexdigest()[:16]}"
            purpose = "maskable" if "maskable" in path else "any"
            listed.append(
                {
                    "src": address,
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
            )
    manifest = {
        "name": workbook.practice,
        "short_name": short_name(workbook.practice),
        **({"description": workbook.tagline} if workbook.tagline else {}),
        # The address of the start is also the id: it differs between sites of one host.
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "lang": workbook.language,
        "dir": "rtl" if is_right_to_left(workbook.language) else "ltr",
        "theme_color": GROUNDS["default"],
        "background_color": GROUNDS["default"],
        "icons": listed,
    }
    return {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", **made}


def short_name(practice: str) -> str:
    """The first words of a name, as many as fit below an icon; at least one."""
    first, *more = practice.split()
    for word in more:
        if len(f"{first} {word}") > _LONGEST_NAME:
            break
        first = f"{first} {word}"
    return first


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.partition("-")[0] in _RIGHT_TO_LEFT


def _icon(workbook: Workbook, path: str) -> bytes:
    size, corner, share = _ICONS[path]
    if workbook.logo:
        # Logos are made for white paper, and may have any shape.
        suffix = (workbook.brand.logo or "").rpartition(".")[2]
        return _drawn(workbook.logo, suffix, "#ffffff", size, corner, share)
    primary = workbook.brand.primary
    sprout = icons.colored(DEFAULT_LOGO, text_on(primary))
    return _drawn(sprout.encode(), "svg", primary, size, corner, share)


@cache
def _drawn(
    picture: bytes, suffix: str, ground: str, size: int, corner: float, share: float
) -> bytes:
    """A picture on a colored square, as PNG."""
    # Imported here because a build without changes does not need Typst.
    from workbook_builder.typesetting.typst_compiler import draw

    file, inside = f"picture.{suffix}", f"{size * share}pt"
    image = f'image({typst_literal(file)}, width: {inside}, height: {inside}, fit: "contain")'
    square = f"rect(width: 100%, height: 100%, fill: rgb({typst_literal(ground)}),"
    return draw(
        f"#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)\n"
        f"#{square} stroke: none, inset: 0pt, radius: {size * corner}pt,"
        f" align(center + horizon, {image}))\n",
        {file: picture},
    )
