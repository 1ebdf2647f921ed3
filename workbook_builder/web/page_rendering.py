"""Renders a workbook as the pages of its site.

Markdown never processes an author's texts: the bodies of pages are HTML blocks, and headings are
escaped for both Markdown and HTML. Guidance for the coach never appears on a page.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup

from workbook_builder.answers.contract import ASKED_BY, FILLED_IN_BY
from workbook_builder.answers.ids import join_key, name_key
from workbook_builder.model.program import Phase, Program
from workbook_builder.model.toolbox import Toolbox
from workbook_builder.model.workbook import Section, SheetCollection, Track, Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering import html_filters, output_paths
from workbook_builder.rendering.environments import themed
from workbook_builder.rendering.page_marks import HEADING
from workbook_builder.rendering.prose import plain
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.web import licenses, measures
from workbook_builder.web.page import Page
from workbook_builder.web.page_frame import PageFrames
from workbook_builder.web.theme_styles import theme_sheets


def pages(
    workbook: Workbook, environment: Environment, *, directory_urls: bool = True
) -> LazyFiles[Page]:
    """The pages of a workbook. A page is rendered when it is requested.

    Args:
        workbook: The workbook.
        environment: The environment that renders pages.
        directory_urls: Whether addresses of pages end in a slash rather than ``.html``.

    Returns:
        Every page by its path relative to the folder of pages, such as ``personal/index.md``.
    """
    return LazyFiles(dict(_PageMaker(workbook, environment, directory_urls).pages()))


def words(environment: Environment) -> Mapping[str, str]:
    """The texts of the frame around every page, by name, in the language of the environment."""
    return _texts(environment, "words")


def spoken(environment: Environment) -> Mapping[str, str]:
    """The texts that scripts show, by name, in the language of the environment."""
    return _texts(environment, "spoken")


def spoken_on_demand(environment: Environment) -> Mapping[str, str]:
    """The texts that scripts show only once a client uses a button, by name."""
    return _texts(environment, "spoken_on_demand")


def spoken_portable(environment: Environment) -> Mapping[str, str]:
    """Those among the texts of scripts that differ in a program that is one file."""
    return _texts(environment, "spoken_portable")


def spoken_on_demand_portable(environment: Environment) -> Mapping[str, str]:
    """Those among the texts for buttons that differ in a program that is one file."""
    return _texts(environment, "spoken_on_demand_portable")


def _texts(environment: Environment, name: str) -> Mapping[str, str]:
    module: Any = environment.get_template("site/_words.html.j2").module
    return {key: Markup(text).unescape() for key, text in getattr(module, name).items()}


def worksheet_template(sheet: Worksheet) -> str:
    """The name of the template of a worksheet's page."""
    return "handout" if sheet.for_others else "worksheet"


def worksheet_values(
    program: SheetCollection, sheet: Worksheet, environment: Environment
) -> dict[str, Any]:
    """The values that the template of a worksheet needs besides the worksheet, by name."""
    terms = cast(Terms, environment.globals["terms"])
    times = sheet.repeat.times(program.weeks) if sheet.repeat else ()
    first = next(iter(times), None)  # scripts show the others
    return {
        "sheet_key": sheet.key(program.id, first),
        "times": times,
        "fields": [terms.spelled_out(each) for each in sheet.placed(program.id, first)],
        "earlier": _comparable_fields(program, sheet),
        "name_key": name_key(program.id),
        "asked_by_key": join_key(sheet.key(program.id), ASKED_BY),
        "filled_in_by_key": join_key(sheet.key(program.id), FILLED_IN_BY),
    }


class _PageMaker:
    def __init__(self, workbook: Workbook, environment: Environment, directory_urls: bool) -> None:
        self.workbook = workbook
        self.environment = environment
        self.directory_urls = directory_urls
        self.words = words(environment)
        self.terms = cast(Terms, environment.globals["terms"])
        self.frames = PageFrames(self.terms, self.link)

    def pages(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        """Yield the path of every page, and the function that renders it."""
        yield output_paths.HOME, self.home
        yield output_paths.WORKSHEETS, self.worksheets
        yield output_paths.HOW_TO_USE, partial(self.text, output_paths.HOW_TO_USE)
        yield output_paths.YOUR_ANSWERS, partial(self.text, output_paths.YOUR_ANSWERS)
        yield output_paths.ABOUT_COACHING, partial(self.text, output_paths.ABOUT_COACHING)
        yield output_paths.LICENSES, self.licenses
        for track in self.workbook.tracks:
            yield output_paths.track_page(track), partial(self.track, track)
            for program in track.programs:
                yield (
                    output_paths.program_page(track, program),
                    partial(self.program, track, program),
                )
                for phase in program.phases:
                    yield (
                        output_paths.phase_page(track, program, phase),
                        partial(self.phase, track, program, phase),
                    )
                for phase in program.phases:
                    for sheet in phase.worksheets:
                        yield (
                            output_paths.worksheet_page(track, program, sheet),
                            partial(self.worksheet, track, program, sheet, phase),
                        )
        if toolbox := self.workbook.toolbox:
            yield output_paths.track_page(toolbox), partial(self.toolbox, toolbox)
            for sheet in toolbox.worksheets:
                path = output_paths.worksheet_page(toolbox, toolbox, sheet)
                yield path, partial(self.worksheet, toolbox, toolbox, sheet)

    def home(self) -> Page:
        """Render the home page."""
        about = self.workbook.tagline or self.words["not_care"]
        return self.page(output_paths.HOME, "home", "", about)

    def worksheets(self) -> Page:
        """Render the index of worksheets."""
        title = self.words["worksheets"]
        return self.page(output_paths.WORKSHEETS, "worksheets", title, search={"exclude": True})

    def text(self, path: str) -> Page:
        """Render a page whose template is the same for every practice."""
        name = path.removesuffix(".md")
        return self.page(path, name, self.words[name.replace("-", "_")])

    def licenses(self) -> Page:
        """Render the page with the licenses of what others have made."""
        return self.page(
            output_paths.LICENSES, "licenses", self.words["licenses"], search={"exclude": True},
            fonts=licenses.fonts(self.workbook), icons=licenses.icon_sets(self.workbook),
            software=licenses.software(), libraries=licenses.LIBRARIES,
        )  # fmt: skip

    def track(self, track: Track) -> Page:
        """Render the page of a track."""
        path = output_paths.track_page(track)
        return self.page(path, "track", track.title, track.summary, track=track)

    def program(self, track: Track, program: Program) -> Page:
        """Render the page of a program."""
        path = output_paths.program_page(track, program)
        return self.page(
            path, "program", program.title, program.summary, self.frames.program(track, program),
            track=track, program=program,
        )  # fmt: skip

    def toolbox(self, toolbox: Toolbox) -> Page:
        """Render the page of the toolbox."""
        path = output_paths.track_page(toolbox)
        return self.page(
            path, "toolbox", toolbox.title, toolbox.summary, self.frames.program(toolbox, toolbox),
            track=toolbox, program=toolbox,
        )  # fmt: skip

    def phase(self, track: Track, program: Program, phase: Phase) -> Page:
        """Render the page of a phase."""
        target = self.frames.phase_target(track, program, phase)
        return self.page(
            target.path, "phase", target.title, plain(phase.intro),
            self.frames.phase(track, program, phase),
            track=track, program=program, phase=phase,
            compared=measures.compared(program) if phase.id == "reflect" else (),
            trends=measures.trends(program) if phase.id == "reflect" else (),
        )  # fmt: skip

    def worksheet(
        self, track: Section, program: SheetCollection, sheet: Worksheet, phase: Phase | None = None
    ) -> Page:
        """Render the page of a worksheet, which has no phase if it is in the toolbox."""
        path = output_paths.worksheet_page(track, program, sheet)
        return self.page(
            path, worksheet_template(sheet), sheet.title, sheet.purpose,
            self.frames.worksheet(track, program, sheet, phase),
            track=track, program=program, phase=phase, sheet=sheet, plays=True,
            **worksheet_values(program, sheet, self.environment),
        )  # fmt: skip

    # -- Rendering one page -------------------------------------------------------------------

    def page(
        self,
        path: str,
        template: str,
        title: str,
        description: str = "",
        frame: Mapping[str, Any] | None = None,
        search: Mapping[str, bool] | None = None,
        **values: Any,
    ) -> Page:
        """Render one page.

        Args:
            path: The path of the page.
            template: The name of its template in ``site/``, without suffixes.
            title: Its title; empty for the home page.
            description: Its description for search engines; by default, its title.
            frame: What the theme shows around this page in particular.
            search: Its settings for the search.
            values: Values for the template, besides those that all pages have.
        """
        track = values.get("track")
        summary = _shortened(description or title)
        program = values["program"].title if template == "phase" else None
        full_title = self.terms.punctuation.followed_by(title, program)
        meta: dict[str, Any] = {"title": html_filters.for_attribute(full_title)} if title else {}
        meta["description"] = html_filters.for_attribute(summary)
        if search:
            meta["search"] = search
        section = output_paths.track_page(track) if track else path
        url = output_paths.url(section, directory_urls=self.directory_urls)
        theme = self.workbook.theme_of(track) if track else self.workbook.theme
        rendered = themed(self.environment, theme.id, f"site/{template}.md.j2").render(
            workbook=self.workbook,
            theme=theme,
            link=partial(self.link, path),
            heading=HEADING,
            **values,
        )
        heading = html_filters.heading(title or self.workbook.tagline or self.workbook.practice)
        styles = theme_sheets(self.workbook, theme)
        frame = {"page": template, "section": url, "styles": styles, **(frame or {})}
        return Page.from_rendered(rendered, heading, meta, frame)

    def link(self, start: str, end: str) -> str:
        """The relative address of one page as seen from another."""
        return output_paths.link(start, end, directory_urls=self.directory_urls)


def _comparable_fields(program: SheetCollection, sheet: Worksheet) -> dict[str, str]:
    """The fields of a worksheet that can be compared with a field of an earlier worksheet.

    Fields can be compared if they have the same type and the same comparable shape.

    Returns:
        The key of the earlier field, by the key of the field.
    """
    before: dict[tuple[str, Hashable], str] = {}
    if sheet.for_others:
        return {}
    for each in program.client_worksheets:
        if all(field.comparable_shape is None for field in each.fields):
            continue
        shapes = {
            placed.key: (placed.field.type, placed.field.comparable_shape)
            for placed in each.placed(program.id)
            if placed.field.comparable_shape is not None
        }
        if each.id == sheet.id:
            return {key: before[shape] for key, shape in shapes.items() if shape in before}
        before |= {shape: key for key, shape in shapes.items()}
    return {}


def _shortened(text: str, limit: int = 160) -> str:
    """Cut a text after a whole word; search engines show about 160 characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
