"""A Workbook as the pages of a site: Markdown whose bodies are HTML.

Nothing that an author wrote is left for Markdown to read: bodies are HTML blocks, and titles are
escaped for both. Guidance for the coach is never handed to a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from workbook_builder import addresses, html_text
from workbook_builder.model import Phase, Program, Track, Workbook, Worksheet
from workbook_builder.prose import plain

_HEADING = "<!-- heading -->"


def pages(
    workbook: Workbook, environment: Environment, *, directory_urls: bool = True
) -> dict[str, str]:
    """The Markdown source of every page, by its path below the folder of pages."""
    return dict(_Site(workbook, environment, directory_urls).pages())


def words(environment: Environment) -> Mapping[str, str]:
    """The words of the frame around every page, in the language of the environment."""
    module: Any = environment.get_template("site/_words.html.j2").module
    return {name: Markup(word).unescape() for name, word in module.words.items()}


@dataclass(frozen=True)
class _Place:
    """A page of a program, as menus and trails name it."""

    title: str
    path: str


class _Site:
    def __init__(self, workbook: Workbook, environment: Environment, directory_urls: bool) -> None:
        self.workbook = workbook
        self.environment = environment
        self.directory_urls = directory_urls
        self.words = words(environment)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path and source of every page."""
        about = self.words
        workbook = self.workbook
        yield self.page(addresses.HOME, "home", "", workbook.tagline or about["not_care"])
        yield self.page(
            addresses.WORKSHEETS, "worksheets", about["worksheets"], search={"exclude": True}
        )
        yield self.page(addresses.HOW_TO_USE, "how-to-use", about["how_to_use"])
        yield self.page(addresses.ABOUT_COACHING, "about-coaching", about["about_coaching"])
        for track in workbook.tracks:
            yield self.page(
                addresses.track_page(track), "track", track.title, track.summary, track=track
            )
            for program in track.programs:
                yield from self.program(track, program)

    def program(self, track: Track, program: Program) -> Iterator[tuple[str, str]]:
        """Path and source of every page of a program."""
        path = addresses.program_page(track, program)
        top = [_Place(track.title, addresses.track_page(track))]
        more: dict[str, Any] = {"track": track, "program": program}
        first = _Place(
            program.worksheets[0].title,
            addresses.worksheet_page(track, program, program.worksheets[0]),
        )
        frame = self.frame(path, track, program, top, [first])
        yield self.page(path, "program", program.title, program.summary, frame, **more)

        top = [*top, _Place(program.title, path)]
        phases = [self.phase_place(track, program, phase) for phase in program.phases]
        sheets = [
            (phase, sheet, _Place(sheet.title, addresses.worksheet_page(track, program, sheet)))
            for phase in program.phases
            for sheet in phase.worksheets
        ]
        for index, (phase, place) in enumerate(zip(program.phases, phases, strict=True)):
            frame = self.frame(place.path, track, program, top, _around(phases, index))
            summary = plain(phase.intro)
            yield self.page(place.path, "phase", place.title, summary, frame, phase=phase, **more)
        order = [place for _, _, place in sheets]
        for index, (phase, sheet, place) in enumerate(sheets):
            trail = [*top, self.phase_place(track, program, phase)]
            frame = self.frame(place.path, track, program, trail, _around(order, index))
            yield self.page(
                place.path, "worksheet", sheet.title, sheet.purpose, frame,
                phase=phase, sheet=sheet, fields=tuple(_fields(program, sheet)), **more,
            )  # fmt: skip

    def phase_place(self, track: Track, program: Program, phase: Phase) -> _Place:
        """The page of a phase, by its title."""
        title = self.environment.globals["terms"].phases[phase.id]  # type: ignore[attr-defined]
        return _Place(title, addresses.phase_page(track, program, phase))

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
    ) -> tuple[str, str]:
        """Path and source of one page; ``frame`` is what the theme draws around it."""
        track = values.get("track")
        summary = _short(description or title)
        phase_of = f"{title}: {values['program'].title}" if template == "phase" else title
        about: dict[str, Any] = {"title": html_text.for_attribute(phase_of)} if title else {}
        about["description"] = html_text.for_attribute(summary)
        if search:
            about["search"] = search
        section = addresses.track_page(track) if track else path
        url = addresses.url(section, directory_urls=self.directory_urls)
        about["workbook"] = {"page": template, "section": url, **(frame or {})}
        body = self.environment.get_template(f"site/{template}.md.j2").render(
            workbook=self.workbook,
            words=self.words,
            link=partial(self.link, path),
            heading=Markup(_HEADING),
            **values,
        )
        text = html_text.heading(title or self.workbook.tagline or self.workbook.practice)
        source = _tidy(body).replace(_HEADING, f"\n# {text}\n", 1)
        return path, f"{html_text.front_matter(about)}\n{source}"

    def link(self, start: str, end: str) -> str:
        """The relative address that leads from one page to another."""
        return addresses.link(start, end, directory_urls=self.directory_urls)

    def frame(
        self,
        path: str,
        track: Track,
        program: Program,
        trail: Sequence[_Place],
        around: Sequence[_Place | None],
    ) -> dict[str, Any]:
        """Trail, menu and neighbours of a page of a program, with addresses relative to it."""

        def entry(place: _Place) -> dict[str, Any]:
            found: dict[str, Any] = {"title": place.title, "url": self.link(path, place.path)}
            return found | {"current": True} if place.path == path else found

        frame: dict[str, Any] = {"trail": [entry(place) for place in trail]}
        frame["menu"] = entry(_Place(program.title, addresses.program_page(track, program))) | {
            "phases": [
                entry(self.phase_place(track, program, phase))
                | {
                    "sheets": [
                        entry(_Place(s.title, addresses.worksheet_page(track, program, s)))
                        for s in phase.worksheets
                    ]
                }
                for phase in program.phases
            ]
        }
        previous, following = around if len(around) == 2 else (None, around[0])
        if previous:
            frame["previous"] = entry(previous)
        if following:
            frame["next"] = entry(following)
        return frame


def _fields(program: Program, sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """What the template of each field is given; only questions have a number."""
    count = 0
    for field in sheet.fields:
        count += field.asks
        yield {
            "field": field,
            "key": sheet.key(program.id, field),
            "number": count if field.asks else None,
        }


def _around(places: Sequence[_Place], index: int) -> tuple[_Place | None, _Place | None]:
    before = places[index - 1] if index else None
    after = places[index + 1] if index + 1 < len(places) else None
    return before, after


def _short(text: str, most: int = 160) -> str:
    """As many whole words of a text as a search engine shows."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _tidy(body: str) -> str:
    """HTML that every Markdown engine leaves alone: no indented and no empty lines.

    Braces become entities, so that neither attribute lists nor Jinja can begin.
    """
    lines = (line.strip() for line in body.replace("{", "&#123;").splitlines())
    return "\n".join(line for line in lines if line) + "\n"
