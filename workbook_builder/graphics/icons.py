"""The icons of Material for MkDocs, as SVG."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from markupsafe import Markup

_ICONS = files("material") / "templates" / ".icons"


def exists(name: str) -> bool:
    """Whether there is an icon of this name, like ``material/sprout``."""
    return _file(name).is_file()


def names(name: str) -> list[str]:
    """The names of all icons in the same folder as ``name``, which need not exist itself."""
    folder = name.rpartition("/")[0]
    place = _ICONS / folder
    entries = place.iterdir() if place.is_dir() else ()
    return [f"{folder}/{file.name.removesuffix('.svg')}" for file in entries]


@cache
def icon(name: str) -> Markup:
    """An icon as an ``<svg>`` element that is hidden from screen readers.

    Raises:
        FileNotFoundError: There is no icon of this name.
    """
    svg = _file(name).read_text(encoding="utf-8")
    drawing = svg[svg.index("<svg") :].strip()
    return Markup(drawing.replace("<svg", '<svg class="wb-icon" aria-hidden="true"', 1))


def colored(name: str, color: str) -> str:
    """An icon as an SVG file in one color.

    Raises:
        FileNotFoundError: There is no icon of this name.
    """
    svg = _file(name).read_text(encoding="utf-8")
    return svg.replace("<svg", f'<svg fill="{color}"', 1)


def _file(name: str) -> Traversable:
    return _ICONS / f"{name}.svg"
