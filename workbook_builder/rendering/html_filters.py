"""Text for pages: what the templates of the site need beside the escaping of HTML."""

import re
from types import SimpleNamespace

from jinja2 import Environment
from markupsafe import Markup, escape

from workbook_builder.graphics import wheel_geometry
from workbook_builder.graphics.icons import icon
from workbook_builder.rendering import site_paths

# Only these: a module would open the way to others for a template in the sandbox.
_TO = SimpleNamespace(
    home=site_paths.HOME,
    worksheets=site_paths.WORKSHEETS,
    how_to_use=site_paths.HOW_TO_USE,
    about_coaching=site_paths.ABOUT_COACHING,
    track=site_paths.track_page,
    program=site_paths.program_page,
    phase=site_paths.phase_page,
    worksheet=site_paths.worksheet_page,
    worksheet_pdf=site_paths.worksheet_pdf,
    workbook_pdf=site_paths.workbook_pdf,
)
_MARK = re.compile(r"[!-/:-@\[-`{-~]")


def heading(text: str) -> Markup:
    """A text for a Markdown heading, with nothing in it that Markdown or HTML could read."""
    return Markup(_MARK.sub(lambda mark: f"&#{ord(mark.group())};", " ".join(text.split())))


def anchor(key: str) -> str:
    """The key of an answer as the id of its control."""
    return "f-" + key.replace("/", "--")


def number(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:.15g}"


def for_attribute(text: str) -> str:
    """A text for places where the theme writes it into HTML as it is."""
    return str(escape(text))


def install(environment: Environment) -> None:
    """Give an environment the filters and globals that pages need."""
    environment.filters.update(heading=heading, anchor=anchor, number=number)
    environment.globals.update(to=_TO, icon=icon, wheel=wheel_geometry.wheel)
