"""The icons of Material for MkDocs, as SVG."""

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_ICONS = files("material") / "templates" / ".icons"
_NAME = re.compile(r"[\w-]+(/[\w-]+)*", re.ASCII)


def exists(name: str) -> bool:
    """Whether there is an icon of this name, like ``material/sprout``."""
    return bool(_NAME.fullmatch(name)) and (_ICONS / f"{name}.svg").is_file()


def names(name: str) -> list[str]:
    """The names of all icons in the same folder as ``name``, which need not exist itself."""
    folder = name.rpartition("/")[0]
    place = _ICONS / folder
    entries = place.iterdir() if _NAME.fullmatch(folder) and place.is_dir() else ()
    return [f"{folder}/{file.name.removesuffix('.svg')}" for file in entries]


@cache
def icon(name: str) -> Markup:
    """An icon as an ``<svg>`` element that is hidden from screen readers.

    Raises:
        FileNotFoundError: There is no icon of this name.
    """
    svg = _source(name)
    drawing = svg[svg.index("<svg") :].strip()
    return Markup(drawing.replace("<svg", '<svg class="wb-icon" aria-hidden="true"', 1))


def colored(name: str, color: str) -> str:
    """An icon as an SVG file in one color.

    Raises:
        FileNotFoundError: There is no icon of this name.
    """
    svg = _source(name)
    return svg.replace("<svg", f'<svg fill="{color}"', 1)


def license_text(name: str) -> str:
    """The license of the set of icons that an icon belongs to; empty if it comes with none."""
    place = _ICONS / name.partition("/")[0]
    found = [file for file in place.iterdir() if file.name.startswith("LICENSE")]
    return found[0].read_text(encoding="utf-8") if found else ""


def _source(name: str) -> str:
    """The text of an icon's file. No name leads out of the folder of icons."""
    if not exists(name):
        raise FileNotFoundError(f"there is no icon `{name}` in Material for MkDocs")
    return (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
