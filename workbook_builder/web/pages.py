"""A Workbook as the pages of a site: Markdown whose bodies are HTML.

Nothing that an author wrote is left for Markdown to read: bodies are HTML blocks, and titles are
escaped for both. Guidance for the coach is never handed to a page.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup

from workbook_builder.model.program import Phase, Program
from workbook_builder.model.workbook import Track, Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering import html_filters, site_paths
from workbook_builder.rendering.page_marks import HEADING
from workbook_builder.rendering.prose import plain
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.web.page import Page


def pages(
    workbook: Workbook, environment: Environment, *, directory_urls: bool = True
) -> LazyFiles[Page]:
    """Every page by its path below the folder of pages, as in ``personal/index.md``."""
    return LazyFiles(dict(_PageMaker(workbook, environment, directory_urls).pages()))


def words(environment: Environment) -> Mapping[str, str]:
    """The words of the frame around every page, in the language of the environment."""
    return _said(environment, "words")


def spoken(environment: Environment) -> Mapping[str, str]:
    """What the scripts of a page say, in the language of the environment."""
    return _said(environment, "spoken")


def _said(environment: Environment, name: str) -> Mapping[str, str]:
    module: Any = environment.get_template("site/_words.html.j2").module
    return {key: Markup(text).unescape() for key, text in getattr(module, name).items()}


@dataclass(frozen=True)
class _Place:
    """A page of a program, as menus and trails name it."""

    title: str
    path: str


class _PageMaker:
    def __init__(self, workbook: Workbook, environment: Environment, directory_urls: bool) -> None:
        self.workbook = workbook
        self.environment = environment
        self.directory_urls = directory_urls
        self.words = words(environment)
        self.terms = cast(Terms, environment.globals["terms"])

    def pages(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        """Path of every page, and what renders it."""
        yield site_paths.HOME, self.home
        yield site_paths.WORKSHEETS, self.worksheets
        yield site_paths.HOW_TO_USE, partial(self.text, site_paths.HOW_TO_USE)
        yield site_paths.ABOUT_COACHING, partial(self.text, site_paths.ABOUT_COACHING)
        for track in self.workbook.tracks:
            yield site_paths.track_page(track), partial(self.track, track)
            for program in track.programs:
                yield (
                    site_paths.program_page(track, program),
                    partial(self.program, track, program),
                )
                for phase in program.phases:
                    yield (
                        site_paths.phase_page(track, program, phase),
                        partial(self.phase, track, program, phase),
                    )
                for phase in program.phases:
                    for sheet in phase.worksheets:
                        yield (
                            site_paths.worksheet_page(track, program, sheet),
                            partial(self.worksheet, track, program, phase, sheet),
                        )

    def home(self) -> Page:
        """The first page."""
        about = self.workbook.tagline or self.words["not_care"]
        return self.page(site_paths.HOME, "home", "", about)

    def worksheets(self) -> Page:
        """The index of worksheets."""
        title = self.words["worksheets"]
        return self.page(site_paths.WORKSHEETS, "worksheets", title, search={"exclude": True})

    def text(self, path: str) -> Page:
        """A page that is the same for every practice."""
        name = path.removesuffix(".md")
        return self.page(path, name, self.words[name.replace("-", "_")])

    def track(self, track: Track) -> Page:
        """The page of a track."""
        path = site_paths.track_page(track)
        return self.page(path, "track", track.title, track.summary, track=track)

    def program(self, track: Track, program: Program) -> Page:
        """The page of a program."""
        path = site_paths.program_page(track, program)
        trail = [_Place(track.title, site_paths.track_page(track))]
        first = self.sheet_place(track, program, program.worksheets[0])
        return self.page(
            path, "program", program.title, program.summary,
            self.frame(path, track, program, trail, (None, first)),
            track=track, program=program,
        )  # fmt: skip

    def phase(self, track: Track, program: Program, phase: Phase) -> Page:
        """The page of a phase."""
        place = self.phase_place(track, program, phase)
        places = [self.phase_place(track, program, each) for each in program.phases]
        trail = self.trail(track, program)
        return self.page(
            place.path, "phase", place.title, plain(phase.intro),
            self.frame(place.path, track, program, trail, _around(place, places)),
            track=track, program=program, phase=phase,
            compared=_compared(program) if phase.id == "reflect" else (),
        )  # fmt: skip

    def worksheet(self, track: Track, program: Program, phase: Phase, sheet: Worksheet) -> Page:
        """The page of a worksheet."""
        place = self.sheet_place(track, program, sheet)
        places = [self.sheet_place(track, program, each) for each in program.worksheets]
        trail = [*self.trail(track, program), self.phase_place(track, program, phase)]
        return self.page(
            place.path, "worksheet", sheet.title, sheet.purpose,
            self.frame(place.path, track, program, trail, _around(place, places)),
            track=track, program=program, phase=phase, sheet=sheet,
            fields=[self.terms.spelled_out(each) for each in sheet.placed(program.id)],
            earlier=_comparable_fields(program, sheet),
        )  # fmt: skip

    def trail(self, track: Track, program: Program) -> list[_Place]:
        """What stands above the pages of a program."""
        return [
            _Place(track.title, site_paths.track_page(track)),
            _Place(program.title, site_paths.program_page(track, program)),
        ]

    def phase_place(self, track: Track, program: Program, phase: Phase) -> _Place:
        """The page of a phase, by its title."""
        title = self.terms.phases[phase.id]
        return _Place(title, site_paths.phase_page(track, program, phase))

    def sheet_place(self, track: Track, program: Program, sheet: Worksheet) -> _Place:
        """The page of a worksheet, by its title."""
        return _Place(sheet.title, site_paths.worksheet_page(track, program, sheet))

    # -- one page -----------------------------------------------------------------------------

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
        """One page; ``frame`` is what the theme draws around it."""
        track = values.get("track")
        summary = _short(description or title)
        phase_of = f"{title}: {values['program'].title}" if template == "phase" else title
        meta: dict[str, Any] = {"title": html_filters.for_attribute(phase_of)} if title else {}
        meta["description"] = html_filters.for_attribute(summary)
        if search:
            meta["search"] = search
        section = site_paths.track_page(track) if track else path
        url = site_paths.url(section, directory_urls=self.directory_urls)
        rendered = self.environment.get_template(f"site/{template}.md.j2").render(
            workbook=self.workbook,
            link=partial(self.link, path),
            heading=HEADING,
            **values,
        )
        heading = html_filters.heading(title or self.workbook.tagline or self.workbook.practice)
        frame = {"page": template, "section": url, **(frame or {})}
        return Page.from_rendered(rendered, heading, meta, frame)

    def link(self, start: str, end: str) -> str:
        """The relative address that leads from one page to another."""
        return site_paths.link(start, end, directory_urls=self.directory_urls)

    def frame(
        self,
        path: str,
        track: Track,
        program: Program,
        trail: Sequence[_Place],
        around: tuple[_Place | None, _Place | None],
    ) -> dict[str, Any]:
        """Trail, menu and neighbours of a page of a program, with addresses relative to it."""

        def entry(place: _Place, **more: Any) -> dict[str, Any]:
            current = {"current": True} if place.path == path else {}
            return {"title": place.title, "url": self.link(path, place.path), **current, **more}

        phases = [
            entry(
                self.phase_place(track, program, phase),
                sheets=[entry(self.sheet_place(track, program, s)) for s in phase.worksheets],
            )
            for phase in program.phases
        ]
        top = _Place(program.title, site_paths.program_page(track, program))
        frame: dict[str, Any] = {
            "trail": [entry(place) for place in trail],
            "menu": entry(top, phases=phases),
        }
        neighbours = zip(("previous", "next"), around, strict=True)
        return frame | {name: entry(place) for name, place in neighbours if place}


def _around(place: _Place, places: Sequence[_Place]) -> tuple[_Place | None, _Place | None]:
    """The place before a place, and the place after it."""
    at = places.index(place)
    return (places[at - 1] if at else None), (places[at + 1] if at + 1 < len(places) else None)


def _compared(program: Program) -> list[dict[str, Any]]:
    """Each measure that is rated in the first and in the last phase, with the keys of both."""
    rated: dict[str, dict[str, str]] = {"assess": {}, "reflect": {}}
    for phase in program.phases:
        for sheet in phase.worksheets:
            for placed in sheet.placed(program.id):
                measure = placed.field.rated_measure
                if measure and phase.id in rated:
                    rated[phase.id].setdefault(measure, placed.key)
    before, after = rated["assess"], rated["reflect"]
    return [
        {"measure": measure, "before": before[name], "after": after[name]}
        for name, measure in program.measures.items()
        if name in before and name in after
    ]


def _comparable_fields(program: Program, sheet: Worksheet) -> dict[str, str]:
    """The key of each field of a sheet that a sheet before it has in the same shape, and its key.

    Only fields of one type are compared.
    """
    before: dict[tuple[str, Hashable], str] = {}
    for each in program.worksheets:
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


def _short(text: str, most: int = 160) -> str:
    """As many whole words of a text as a search engine shows."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
