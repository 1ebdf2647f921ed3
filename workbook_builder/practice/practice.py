"""A practice on the disk: its content, its own templates, and what is made from both."""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, partial
from pathlib import Path
from typing import Self, TypeVar

from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.fingerprint import practice_fingerprint
from workbook_builder.print.documents import (
    Document,
    OnWeb,
    client_documents,
    coach_documents,
    documents,
)
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.rendering import site_paths
from workbook_builder.rendering.environments import html_environment, typst_environment
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.rendering.translations import translations
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.kept_objects import (
    load_object,
    load_or_make,
    packed,
    store_object,
    unpacked,
)
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.output_tree import LazyFiles, Tree
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.storage.template_cache import TemplateCache
from workbook_builder.web import theme
from workbook_builder.web.page import Page
from workbook_builder.web.pages import pages

T = TypeVar("T")


class Practice:
    """A loaded workbook with the environments that its pages and documents are rendered in.

    Attributes:
        workbook: What the practice publishes.
        templates: The folders of templates, the practice's own before ours.
        on_web: Gives the address of a page on the web, if the practice has a site there.
        fingerprint: Stands for everything that pages and documents are made from. None where
            nothing is to be kept in the cache or taken from it.
        untranslated: The texts of the interface that the workbook's language lacks; it fills up
            as pages and documents are rendered.
    """

    def __init__(
        self,
        workbook: Workbook,
        templates: Path | None,
        on_web: OnWeb | None = None,
        *,
        fingerprint: str | None = None,
        compiled: MutableMapping[str, bytes] | None = None,
    ) -> None:
        """Take a workbook and the practice's own folder of templates, if it has one.

        ``compiled`` keeps compiled templates; the cache of this machine does without it.
        """
        self.workbook = workbook
        self.on_web = on_web
        self.templates = [*([templates] if templates else []), packaged_folder("templates")]
        self.fingerprint = fingerprint
        self.untranslated: set[str] = set()
        self._own = templates
        self._cache = DiskCache(cache_folder())
        self._compiled = self._cache if compiled is None else compiled
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
        compiled: MutableMapping[str, bytes] | None = None,
        remember: bool = False,
    ) -> Self:
        """Load a practice.

        Args:
            content: Its folder of content.
            templates: Its own folder of templates, which need not exist.
            site_url: Where its site is on the web, if it has one; sheets lead there.
            directory_urls: Whether addresses of pages end in a slash rather than ``.html``.
            only: A track, or a program as track/program: nothing else is kept.
            memo: Kept by a caller that opens the same practice again.
            compiled: Keeps compiled templates from one time to the next.
            remember: Whether the cache of this machine keeps what is made of the practice.

        Raises:
            WorkbookError: There are problems in the content; it has all of them.
        """
        on_web = (
            site_paths.full_address(site_url, directory_urls=directory_urls) if site_url else None
        )
        own = templates if templates and templates.is_dir() else None
        settings = (content, own, site_url, directory_urls, only)
        cache = DiskCache(cache_folder())
        fingerprint = practice_fingerprint(*settings) if remember else None
        workbook = load_object(f"{fingerprint}-workbook", cache) if fingerprint else None
        if workbook is None:
            workbook = load(content, memo)
            if only is not None:
                workbook = part_of(workbook, only)
            # If a file changed while it was read, this is not the workbook of that fingerprint.
            if fingerprint and fingerprint != practice_fingerprint(*settings):
                fingerprint = None
            if fingerprint:
                store_object(f"{fingerprint}-workbook", workbook, cache)
        return cls(workbook, own, on_web, fingerprint=fingerprint, compiled=compiled)

    def forgetful(self) -> Self:
        """The same practice, which takes nothing that was made before from the cache."""
        return type(self)(self.workbook, self._own, self.on_web, compiled=self._compiled)

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """What was made under a name for the same fingerprint; without it, make it and keep it."""
        if not self.fingerprint:
            return make()
        return load_or_make(self._entry(name), make, self._cache)

    @cached_property
    def html(self) -> ImmutableSandboxedEnvironment:
        """The environment that pages are rendered in."""
        return html_environment(self._own, self._texts, TemplateCache(self._compiled, "html"))

    @cached_property
    def typst(self) -> ImmutableSandboxedEnvironment:
        """The environment that documents are rendered in."""
        return typst_environment(self._own, self._texts, TemplateCache(self._compiled, "typst"))

    def assets(self) -> Tree:
        """The files that stand beside pages."""
        return self.remembered("assets", lambda: theme.assets(self.workbook, self.templates))

    def pages(self, *, directory_urls: bool = True) -> LazyFiles[Page]:
        """Every page by its path; it is rendered when it is asked for, unless it is remembered."""
        packed = self.packed_pages(directory_urls=directory_urls)

        def page(path: str) -> Page:
            found: Page = unpacked(packed[path])
            return found

        return LazyFiles({path: partial(page, path) for path in packed})

    def packed_pages(self, *, directory_urls: bool = True) -> LazyFiles[bytes]:
        """The same pages as few bytes; `kept_objects.unpacked` makes pages of them."""
        rendered = pages(self.workbook, self.html, directory_urls=directory_urls)

        def page(path: str) -> bytes:
            name = self._entry(path) if self.fingerprint else None
            found = self._cache.get(name) if name else None
            if found is None:
                found = packed(rendered[path])
                if name:
                    self._cache[name] = found
            return found

        return _explained(LazyFiles({path: partial(page, path) for path in rendered}))

    def _entry(self, name: str) -> str:
        """What an entry of the cache is called."""
        return hashlib.sha256(f"{self.fingerprint} {name}".encode()).hexdigest()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document that is printed, the coach's among them."""
        with explaining():
            return tuple(documents(self.workbook, self.typst, self.on_web))

    def sheets(self) -> LazyFiles[Document]:
        """Every document but the coach's by its path; it is rendered when it is asked for."""
        return _explained(client_documents(self.workbook, self.typst, self.on_web))

    def guides(self) -> LazyFiles[Document]:
        """Every document of the coach's."""
        return _explained(coach_documents(self.workbook, self.typst, self.on_web))


def _explained(files: Mapping[str, T]) -> LazyFiles[T]:
    """The same files; what fails in a template is a WorkbookError with its place."""

    def make(path: str) -> T:
        with explaining():
            return files[path]

    return LazyFiles({path: partial(make, path) for path in files})


def part_of(workbook: Workbook, path: str) -> Workbook:
    """A workbook with one track, or with one program. Raises WorkbookError."""
    known = {track.id: (track, track.programs) for track in workbook.tracks}
    known |= {f"{track.id}/{each.id}": (track, (each,)) for track, each in workbook.programs()}
    if path not in known:
        hint = suggestion(path, known)
        raise WorkbookError(
            [Problem(path, 0, 0, Rule.NO_PROGRAM, "there is no such track or program", hint)]
        )
    track, programs = known[path]
    kept = track.model_copy(update={"programs": tuple(programs)})
    return workbook.model_copy(update={"tracks": (kept,)})
