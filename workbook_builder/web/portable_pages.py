"""Renders a program or the toolbox as pages for one HTML file, which shows one at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Section, SheetCollection, Workbook
from workbook_builder.rendering import output_paths, page_marks
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.web import licenses, measures
from workbook_builder.web.home_screen import is_right_to_left
from workbook_builder.web.page_rendering import (
    words,
    worksheet_template,
    worksheet_values,
)
from workbook_builder.web.portable_assets import PortableAssets

_START = ""
_ANSWERS = "/answers"  # an id has no slash, so that no worksheet has this name
_WORKSHEETS = "/worksheets"


@dataclass(frozen=True)
class PortablePage:
    """A page of the file: its name in addresses, after the `#`, and its HTML."""

    name: str
    html: Markup


def portable_page(
    workbook: Workbook,
    track: Section,
    program: SheetCollection,
    environment: Environment,
    assets: PortableAssets,
    on_web: OnWeb | None = None,
) -> str:
    """Render the file of a program.

    Args:
        workbook: The workbook.
        track: The track of the program.
        program: The program.
        environment: The environment that renders pages.
        assets: What the files of all programs have in common.
        on_web: Returns the web address of a page, if the practice has a site on the web.
    """
    assets = assets.in_theme(workbook.theme_of(track))
    link = partial(_link, track, program, assets.pictures)
    pages = [*_pages(workbook, track, program, environment, link, on_web)]
    return environment.get_template("portable/program.html.j2").render(
        workbook=workbook,
        track=track,
        program=program,
        words=words(environment),
        language=workbook.language,
        direction="rtl" if is_right_to_left(workbook.language) else "ltr",
        pages=pages,
        link=link,
        styles=list(map(Markup, assets.styles)),
        script=Markup(assets.script),
        policy=assets.policy,
        fonts=licenses.fonts(workbook),
        icons=licenses.icon_sets(workbook),
        software=[licenses.ours()],
    )


def _pages(
    workbook: Workbook,
    track: Section,
    program: SheetCollection,
    environment: Environment,
    link: Any,
    on_web: OnWeb | None,
) -> Iterator[PortablePage]:
    """All pages of a file; the first one is shown when it is opened."""

    def page(name: str, template: str, title: str, **values: Any) -> PortablePage:
        html = environment.get_template(f"portable/{template}.html.j2").render(
            workbook=workbook, track=track, program=program, link=link,
            heading=Markup("<h1>{}</h1>").format(title), **values,
        )  # fmt: skip
        return PortablePage(name, Markup(page_marks.without(html)))

    texts = words(environment)
    if isinstance(program, Program):
        yield page(
            _START, "start", program.title,
            compared=measures.compared(program), trends=measures.trends(program),
        )  # fmt: skip
    else:
        yield page(_START, "toolbox", program.title)
    phases = {sheet.id: phase for phase in program.phases for sheet in phase.worksheets}
    sheets = program.worksheets
    for at, sheet in enumerate(sheets):
        phase = phases.get(sheet.id)
        values = worksheet_values(program, sheet, environment)
        address = output_paths.worksheet_page(track, program, sheet)
        yield page(
            sheet.id, worksheet_template(sheet), sheet.title, phase=phase, sheet=sheet,
            plays=False, address=on_web(address) if on_web else None,
            before=sheets[at - 1] if phase and at else None,
            after=sheets[at + 1] if phase and at + 1 < len(sheets) else None, **values,
        )  # fmt: skip
    yield page(_ANSWERS, "answers", texts["your_answers"])
    yield page(_WORKSHEETS, "worksheets", texts["worksheets"])


def _link(track: Section, program: SheetCollection, pictures: Mapping[str, str], end: str) -> str:
    """The address of a page or a picture in the file. What is not in it leads to its start."""
    if end in pictures:
        return pictures[end]
    for sheet in program.worksheets:
        if end == output_paths.worksheet_page(track, program, sheet):
            return f"#{escape(sheet.id)}"
    named = {output_paths.YOUR_ANSWERS: _ANSWERS, output_paths.WORKSHEETS: _WORKSHEETS}
    return f"#{named.get(end, _START)}"
