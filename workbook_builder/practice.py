"""A practice on the disk: its content, its own templates, and what is made from both."""

from functools import cached_property
from pathlib import Path
from typing import Self

from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder import addresses, theme
from workbook_builder.documents import Document, OnWeb, client_documents, documents
from workbook_builder.load import load
from workbook_builder.memo import Memo
from workbook_builder.model import Workbook
from workbook_builder.pages import pages, pages_on_demand
from workbook_builder.problems import Problem, Rule, WorkbookError
from workbook_builder.templating import (
    built_in,
    explaining,
    html_environment,
    translations,
    typst_environment,
)
from workbook_builder.tree import OnDemand, Tree
from workbook_builder.validation import closest


class Practice:
    """A loaded workbook with the environments that its pages and documents are rendered in."""

    def __init__(
        self, workbook: Workbook, templates: Path | None, on_web: OnWeb | None = None
    ) -> None:
        """``templates`` is the practice's own folder of templates, if it has one.

        ``on_web`` gives the address of a page on the web, if the practice has a site there.
        ``untranslated`` fills with the texts of the interface that the language lacks, as pages
        and documents are rendered.
        """
        self.workbook = workbook
        self.on_web = on_web
        self.templates = [*([templates] if templates else []), built_in("templates")]
        self._own = templates
        self._sites: dict[bool, Tree] = {}
        self.untranslated: set[str] = set()
        self._texts = translations(workbook.language, self.templates, self.untranslated)

    @classmethod
    def open(
        cls,
        content: Path,
        templates: Path | None = None,
        *,
        site_url: str | None = None,
        directory_urls: bool = True,
        only: str | None = None,
        memo: Memo | None = None,
    ) -> Self:
        """Load a practice, whose sheets lead to ``site_url`` if it is known.

        ``only`` is a track or a program, as track/program: nothing else is kept. ``memo`` is kept
        by whoever opens the same practice again.

        Raises WorkbookError with every problem of its content.
        """
        on_web = addresses.on_web(site_url, directory_urls=directory_urls) if site_url else None
        workbook = load(content, memo)
        if only is not None:
            workbook = part_of(workbook, only)
        return cls(workbook, templates if templates and templates.is_dir() else None, on_web)

    @cached_property
    def html(self) -> ImmutableSandboxedEnvironment:
        """What pages are rendered in."""
        return html_environment(self._own, self._texts)

    def site(self, *, directory_urls: bool = True) -> Tree:
        """Every page, and the files that stand beside them, as Markdown is read."""
        if directory_urls not in self._sites:
            with explaining():
                texts = pages(self.workbook, self.html, directory_urls=directory_urls)
            self._sites[directory_urls] = {**texts, **theme.assets(self.workbook, self.templates)}
        return self._sites[directory_urls]

    def pages_on_demand(self, *, directory_urls: bool = True) -> OnDemand[str]:
        """Every page, as Markdown is read; it is rendered when it is asked for."""
        return pages_on_demand(self.workbook, self.html, directory_urls=directory_urls)

    @cached_property
    def typst(self) -> ImmutableSandboxedEnvironment:
        """What documents are rendered in."""
        return typst_environment(self._own, self._texts)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document that is printed, the coach's among them."""
        with explaining():
            return tuple(documents(self.workbook, self.typst, self.on_web))

    def documents_on_demand(self) -> OnDemand[Document]:
        """Every document but the coach's by its path; it is rendered when it is asked for."""
        return client_documents(self.workbook, self.typst, self.on_web)


def part_of(workbook: Workbook, path: str) -> Workbook:
    """A workbook with one track, or with one program. Raises WorkbookError."""
    known = {track.id: (track, track.programs) for track in workbook.tracks}
    known |= {f"{track.id}/{each.id}": (track, (each,)) for track, each in workbook.programs()}
    if path not in known:
        hint = closest(path, known)
        raise WorkbookError(
            [Problem(path, 0, 0, Rule.NO_PROGRAM, "there is no such track or program", hint)]
        )
    track, programs = known[path]
    kept = track.model_copy(update={"programs": tuple(programs)})
    return workbook.model_copy(update={"tracks": (kept,)})
