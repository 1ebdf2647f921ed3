"""The icons of Material for MkDocs, as SVG to put into a page."""

from functools import cache
from importlib.resources import files

from markupsafe import Markup

_INSTEAD = "material/notebook-outline"


@cache
def icon(name: str) -> Markup:
    """An icon that screen readers pass over; a notebook where there is none of that name."""
    folder = files("material") / "templates" / ".icons"
    file = folder / f"{name}.svg"
    svg = (file if file.is_file() else folder / f"{_INSTEAD}.svg").read_text(encoding="utf-8")
    drawing = svg[svg.index("<svg") :].strip()
    return Markup(drawing.replace("<svg", '<svg class="wb-icon" aria-hidden="true"', 1))
