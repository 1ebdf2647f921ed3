"""A practice on the disk: its content, its own templates, and what is made from both."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Self, TypeVar

from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder.content.loader import load
from workbook_builder.content.validation import suggestion
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice import fingerprint
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
from workbook_builder.storage import disk_cache
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.output_tree import LazyFiles, Tree
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.web import theme
from workbook_builder.web.pages import pages

T = TypeVar("T")


class Practice:
    """A loaded workbook with the environments that its pages and documents are rendered in."""

    def __init__(
        self, workbook: Workbook, templates: Path | None, on_web: OnWeb | None = None
    ) -> None:
        """``templates`` is the practice's own folder of templates, if it has one.

        ``on_web`` gives the address of a page on the web, if the practice has a site there.
        ``untranslated`` fills with the texts of the interface that the language lacks, as pages
        and documents are rendered. ``made_of`` says in short what they are made of, where what was
        made before of the same things is to be used again.
        """
        self.workbook = workbook
        self.on_web = on_web
        self.templates = [*([templates] if templates else []), packaged_folder("templates")]
        self._own = templates
        self.made_of: str | None = None
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
        remember: bool = False,
    ) -> Self:
        """Load a practice, whose sheets lead to ``site_url`` if it is known.

        ``only`` is a track or a program, as track/program: nothing else is kept. ``memo`` is kept
        by whoever opens the same practice again. With ``remember``, the cache of this machine
        keeps what is made of it.

        Raises WorkbookError with every problem of its content.
        """
        on_web = (
            site_paths.full_address(site_url, directory_urls=directory_urls) if site_url else None
        )
        own = templates if templates and templates.is_dir() else None
        settings = (content, own, site_url, directory_urls, only)
        kept = disk_cache.DiskCache(disk_cache.cache_folder())
        before = fingerprint.practice_fingerprint(*settings) if remember else None
        workbook = disk_cache.load_object(f"{before}-workbook", kept) if before else None
        if workbook is None:
            workbook = load(content, memo)
            if only is not None:
                workbook = part_of(workbook, only)
            # What changed while it was read is not what was read.
            if before != (fingerprint.practice_fingerprint(*settings) if before else None):
                before = None
            if before:
                disk_cache.store_object(f"{before}-workbook", workbook, kept)
        practice = cls(workbook, own, on_web)
        practice.made_of = before
        return practice

    def once(self, about: str, make: Callable[[], T]) -> T:
        """What was made before of the same things, or else make it; ``about`` says what it is."""
        if not self.made_of:
            return make()
        name = hashlib.sha256(f"{self.made_of} {about}".encode()).hexdigest()
        return disk_cache.load_or_make(name, make, disk_cache.DiskCache(disk_cache.cache_folder()))

    @cached_property
    def html(self) -> ImmutableSandboxedEnvironment:
        """What pages are rendered in."""
        environment = html_environment(self._own, self._texts)
        environment.bytecode_cache = disk_cache.template_bytecode_cache()
        return environment

    def site(self, *, directory_urls: bool = True) -> Tree:
        """Every page, and the files that stand beside them, as Markdown is read."""
        return {**self.pages(directory_urls=directory_urls), **self.assets()}

    def assets(self) -> Tree:
        """The files that stand beside pages."""
        return self.once("assets", lambda: theme.assets(self.workbook, self.templates))

    def pages(self, *, directory_urls: bool = True) -> LazyFiles[str]:
        """Every page, as Markdown is read; it is rendered when it is asked for."""
        packed = self.packed_pages(directory_urls=directory_urls)

        def unpacked(path: str) -> str:
            return disk_cache.unpacked_text(packed[path])

        return LazyFiles({path: partial(unpacked, path) for path in packed})

    def packed_pages(self, *, directory_urls: bool = True) -> LazyFiles[bytes]:
        """The same in few bytes, as the cache keeps them: see `cache.unpacked`."""
        made = pages(self.workbook, self.html, directory_urls=directory_urls)
        return _explained(
            disk_cache.packed_texts(
                made, self.made_of, disk_cache.DiskCache(disk_cache.cache_folder())
            )
        )

    @cached_property
    def typst(self) -> ImmutableSandboxedEnvironment:
        """What documents are rendered in."""
        environment = typst_environment(self._own, self._texts)
        environment.bytecode_cache = disk_cache.template_bytecode_cache()
        return environment

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
