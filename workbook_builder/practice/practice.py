"""A practice loaded from its folder, with its pages, documents, and other files."""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, partial
from pathlib import Path
from typing import Self, TypeVar

from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder.content.content_reader import content_folder
from workbook_builder.content.loader import load
from workbook_builder.content.source_folder import SourceFolder
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice_fingerprint import practice_fingerprint
from workbook_builder.practice.practice_part import part_of
from workbook_builder.print.document import Document
from workbook_builder.print.documents import client_documents, coach_documents, documents
from workbook_builder.print.program_art import program_art
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.print.word_documents import WordDocuments
from workbook_builder.problems.problem import Problem, WorkbookError
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.environments import (
    html_environment,
    typst_environment,
    word_environment,
)
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.rendering.translations import translations
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.storage.pickled_objects import (
    load_object,
    load_or_make,
    packed,
    store_object,
    unpacked,
)
from workbook_builder.storage.template_cache import TemplateCache
from workbook_builder.web.assets import SiteAssets, site_assets
from workbook_builder.web.page import Page
from workbook_builder.web.page_rendering import pages, spoken, spoken_on_demand

T = TypeVar("T")

_TEXTS = (".j2", ".html", ".css", ".js")  # suffixes of templates that must be UTF-8


class Practice:
    """A loaded workbook, and the environments that render its pages and documents.

    Attributes:
        workbook: The workbook.
        templates: The folders of templates. The practice's own comes first and takes precedence.
        on_web: Returns the web address of a page. None if the practice has no site on the web.
        fingerprint: A digest of everything that pages and documents are made from, or None if
            the practice should not use the cache.
        untranslated: The texts of the interface that have no translation into the workbook's
            language. They are collected while pages and documents are rendered.
    """

    def __init__(
        self,
        workbook: Workbook,
        templates: Path | None,
        on_web: OnWeb | None = None,
        *,
        fingerprint: str | None = None,
        compiled: MutableMapping[str, bytes] | None = None,
        reopen: "Callable[[str], Practice] | None" = None,
    ) -> None:
        """Set up the environments.

        Args:
            workbook: The workbook.
            templates: The practice's own folder of templates, if it has one.
            on_web: Returns the web address of a page, if the practice has a site on the web.
            fingerprint: The fingerprint of the practice, or None to leave the cache alone.
            compiled: Where to keep compiled templates; by default, in the disk cache.
            reopen: Loads the same practice in one of its languages, if it has several.
        """
        self.workbook = workbook
        self.on_web = on_web
        self.templates = [*([templates] if templates else []), packaged_folder("templates")]
        self.fingerprint = fingerprint
        self.untranslated: set[str] = set()
        self._own = templates
        self._reopen = reopen
        self._in_language: dict[str, Practice] = {}
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
        language: str | None = None,
    ) -> Self:
        """Load a practice.

        Args:
            content: Its folder of content.
            templates: Its own folder of templates, which need not exist.
            site_url: The address of its site, if it has one; printed worksheets link to it.
            directory_urls: Whether addresses of pages end in a slash rather than ``.html``.
            only: Load only this part; see `part_of`.
            memo: Remembers parsed files between calls, for callers that load a practice often.
            compiled: Where to keep compiled templates; by default, in the disk cache.
            remember: Whether to keep the workbook, and what is made from it, in the disk cache.
            language: One of its further languages; by default, the one that it is written in.

        Raises:
            WorkbookError: The content or a template has problems. It reports all of them.
        """
        address = f"{site_url.rstrip('/')}/{language}/" if site_url and language else site_url
        on_web = (
            output_paths.full_address(address, directory_urls=directory_urls) if address else None
        )
        own = templates if templates and templates.is_dir() else None
        settings = (content, own, site_url, directory_urls, only, language)
        found = [*content_folder(content).problems, *template_problems(own)]
        if found:
            raise WorkbookError([*found, *_problems(content, memo, own)])
        cache = DiskCache(cache_folder())
        fingerprint = practice_fingerprint(*settings) if remember else None
        workbook = load_object(f"{fingerprint}-workbook", cache) if fingerprint else None
        if workbook is None:
            workbook = load(content, memo, own, language)
            if only is not None:
                workbook = part_of(workbook, only)
            # A file may have changed while it was read; the fingerprint is wrong then.
            if fingerprint and fingerprint != practice_fingerprint(*settings):
                fingerprint = None
            if fingerprint:
                store_object(f"{fingerprint}-workbook", workbook, cache)
        memo = memo or Memo()

        def reopen(language: str) -> "Practice":
            further = language if language != workbook.all_languages[0] else None
            return cls.open(
                content,
                templates,
                site_url=site_url,
                directory_urls=directory_urls,
                only=only,
                memo=memo,
                compiled=compiled,
                remember=remember,
                language=further,
            )

        return cls(workbook, own, on_web, fingerprint=fingerprint, compiled=compiled, reopen=reopen)

    def in_language(self, language: str | None) -> "Practice":
        """The same practice in one of its languages; in an unknown one, or in none, as it is.

        Raises:
            WorkbookError: A file of translations has mistakes.
        """
        known = self.workbook.languages
        if language == self.workbook.language or language not in known or not self._reopen:
            return self
        if language not in self._in_language:
            self._in_language[language] = self._reopen(language)
        return self._in_language[language]

    def in_further_languages(self) -> "tuple[Practice, ...]":
        """The same practice in each further language, in order.

        Raises:
            WorkbookError: Files of translations have mistakes. It reports those of all languages.
        """
        found, problems = [], set[Problem]()
        for language in self.workbook.further_languages:
            try:
                found.append(self.in_language(language))
            except WorkbookError as error:
                problems.update(error.problems)
        if problems:
            raise WorkbookError(problems)
        return tuple(found)

    def forgetful(self) -> Self:
        """The same practice without cached results: everything is rendered again."""
        return type(self)(
            self.workbook, self._own, self.on_web, compiled=self._compiled, reopen=self._reopen
        )

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """The result of ``make``, from the cache if the practice has not changed.

        Args:
            name: A name for the result, unique in the practice.
            make: Makes the result, which should be picklable.
        """
        if not self.fingerprint:
            return make()
        return load_or_make(self._entry_name(name), make, self._cache)

    @cached_property
    def html(self) -> ImmutableSandboxedEnvironment:
        """The environment that renders pages."""
        return html_environment(self._own, self._texts, TemplateCache(self._compiled, "html"))

    @cached_property
    def typst(self) -> ImmutableSandboxedEnvironment:
        """The environment that renders documents."""
        return typst_environment(self._own, self._texts, TemplateCache(self._compiled, "typst"))

    @cached_property
    def word(self) -> ImmutableSandboxedEnvironment:
        """The environment that renders Word documents."""
        return word_environment(self._own, self._texts, TemplateCache(self._compiled, "word"))

    def assets(self) -> SiteAssets:
        """All files of the site except pages, PDFs, and the theme."""
        return self.remembered(
            "assets",
            lambda: site_assets(
                self.workbook,
                self.templates,
                spoken(self.html),
                spoken_on_demand(self.html),
                self._art(),
            ),
        )

    def _art(self) -> dict[str, bytes]:
        """The pictures of programs, by their path in the site."""
        with explaining():
            return program_art(self.workbook, self.typst, self._cache)

    def pages(self, *, directory_urls: bool = True) -> LazyFiles[Page]:
        """Every page by its path. A page is rendered when it is requested, unless it is cached."""
        packed = self.packed_pages(directory_urls=directory_urls)

        def page(path: str) -> Page:
            result: Page = unpacked(packed[path])
            return result

        return LazyFiles({path: partial(page, path) for path in packed})

    def packed_pages(self, *, directory_urls: bool = True) -> LazyFiles[bytes]:
        """Every page by its path, compressed; `pickled_objects.unpacked` turns it into a `Page`."""
        rendered = pages(self.workbook, self.html, directory_urls=directory_urls)

        def page(path: str) -> bytes:
            name = self._entry_name(path) if self.fingerprint else None
            content = self._cache.get(name) if name else None
            if content is None:
                content = packed(rendered[path])
                if name:
                    self._cache[name] = content
            return content

        return _explained(LazyFiles({path: partial(page, path) for path in rendered}))

    def _entry_name(self, name: str) -> str:
        """The name of an entry of the cache."""
        return hashlib.sha256(f"{self.fingerprint} {name}".encode()).hexdigest()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document, including the coach's guides, rendered."""
        with explaining():
            return tuple(documents(self.workbook, self.typst, self.on_web))

    def sheets(self) -> LazyFiles[Document]:
        """Every document for clients by its path. A document is rendered when it is requested."""
        return self._with_word(
            client_documents(self.workbook, self.typst, self.on_web), WordDocuments.clients
        )

    def guides(self) -> LazyFiles[Document]:
        """Every coach's guide by its path. A guide is rendered when it is requested."""
        return self._with_word(
            coach_documents(self.workbook, self.typst, self.on_web), WordDocuments.guides
        )

    def _with_word(
        self,
        printed: Mapping[str, Document],
        makers_of: Callable[[WordDocuments], Mapping[str, Callable[[], Document]]],
    ) -> LazyFiles[Document]:
        """Documents on paper, and after them those for Word, if the practice wants any."""
        makers: dict[str, Callable[[], Document]] = {
            path: partial(printed.__getitem__, path) for path in printed
        }
        if "docx" in self.workbook.formats:
            for track, program in self.workbook.collections():
                on_paper = ProgramDocuments(self.workbook, track, program, self.typst, self.on_web)
                makers |= makers_of(WordDocuments(on_paper, self.word))
        return _explained(LazyFiles(makers))


def _explained(files: Mapping[str, T]) -> LazyFiles[T]:
    """The same files, with errors in templates turned into a WorkbookError with the place."""

    def make(path: str) -> T:
        with explaining():
            return files[path]

    return LazyFiles({path: partial(make, path) for path in files})


def template_problems(templates: Path | None) -> list[Problem]:
    """What is wrong with the files in a practice's own folder of templates, if it has one."""
    if templates is None:
        return []
    return SourceFolder(templates, templates.parent, texts=_TEXTS).problems


def _problems(content: Path, memo: Memo | None, templates: Path | None) -> tuple[Problem, ...]:
    """All problems of a content folder."""
    try:
        load(content, memo, templates)
    except WorkbookError as error:
        return error.problems
    return ()
