"""Filters and globals for the templates of pages."""

import re
from types import SimpleNamespace

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from workbook_builder.graphics import wheel_geometry
from workbook_builder.graphics.icons import icon
from workbook_builder.model.workbook import Section, SheetCollection
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.prose import html

# Not the module itself, because a template in the sandbox could reach other modules through it.
_TO = SimpleNamespace(
    home=output_paths.HOME,
    worksheets=output_paths.WORKSHEETS,
    how_to_use=output_paths.HOW_TO_USE,
    your_answers=output_paths.YOUR_ANSWERS,
    about_coaching=output_paths.ABOUT_COACHING,
    licenses=output_paths.LICENSES,
    track=output_paths.track_page,
    program=output_paths.program_page,
    phase=output_paths.phase_page,
    worksheet=output_paths.worksheet_page,
    worksheet_pdf=output_paths.worksheet_pdf,
    workbook_pdf=output_paths.workbook_pdf,
    program_art=output_paths.program_art,
    worksheet_word=output_paths.worksheet_word,
    workbook_word=output_paths.workbook_word,
)
_FIRST_TAG = re.compile(r"(<\w+)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")  # all of ASCII


def heading(text: str) -> Markup:
    """Escape text for a heading in Markdown: punctuation becomes character references."""
    text = " ".join(text.split())
    return Markup(_PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", text))


def anchor(key: str) -> str:
    """Turn the key of an answer into the HTML id of its control."""
    return "f-" + key.replace("/", "--")


def number(value: float) -> str:
    """Write a number without trailing zeros."""
    return f"{value:.15g}"


def for_attribute(text: str) -> str:
    """Escape text that the theme writes into HTML without escaping it."""
    return str(escape(text))


def in_language(element: Markup, language: str | None) -> Markup:
    """An element that says in which language it is, if it is not that of its page.

    Args:
        element: The element, as HTML.
        language: The code of its language; None if it is that of the page.
    """
    if language is None:
        return element
    said = rf'\1 lang="{escape(language)}" dir="auto"'
    return Markup(_FIRST_TAG.sub(said, str(element), count=1))


@pass_context
def prose(context: Context, text: str, *, rich: bool = False) -> Markup:
    """Convert Markdown to HTML; a rich text has headings and tables.

    Links to worksheets need the ``track``, the ``program`` and the function ``link`` of a page.
    """
    track, program, link = (context.get(name) for name in ("track", "program", "link"))
    known = isinstance(program, SheetCollection) and isinstance(track, Section)
    if not known or not callable(link):
        return html(text, rich=rich)

    def address_of(id: str) -> str | None:
        sheet = next((each for each in program.worksheets if each.id == id), None)
        return str(link(output_paths.worksheet_page(track, program, sheet))) if sheet else None

    return html(text, address_of, rich=rich)


def install(environment: Environment) -> None:
    """Add the filters and globals to the environment for pages."""
    environment.filters.update(
        heading=heading, anchor=anchor, number=number, in_language=in_language
    )
    environment.globals.update(to=_TO, icon=icon, wheel=wheel_geometry.wheel)
