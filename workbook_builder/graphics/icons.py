"""The icons of Material for MkDocs, as SVG to put into a page."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from markupsafe import Markup

_ICONS = files("material") / "templates" / ".icons"


def exists(name: str) -> bool:
    """Whether there is an icon of this name, like ``material/sprout``."""
    return _file(name).is_file()


def names(like: str) -> list[str]:
    """The names of all icons in the same folder as another."""
    folder = like.rpartition("/")[0]
    place = _ICONS / folder
    found = place.iterdir() if place.is_dir() else ()
    return [f"{folder}/{file.name.removesuffix('.svg')}" for file in found]


@cache
def icon(name: str) -> Markup:
    """An icon that screen readers pass over. Raises FileNotFoundError."""
    svg = _file(name).read_text(encoding="utf-8")
    drawing = svg[svg.index("<svg") :].strip()
    return Markup(drawing.replace("<svg", '<svg class="wb-icon" aria-hidden="true"', 1))


def _file(name: str) -> Traversable:
    return _ICONS / f"{name}.svg"
