"""Documents become PDFs in the background, several at a time."""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.pdf_file import PdfFile
from workbook_builder.print.documents import Document
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.typesetting import typefaces
from workbook_builder.typesetting.typst_compiler import TypesetError, typeset

Documents = Mapping[str, Document]  # by their path


def make_pdf(document: Document) -> bytes:
    """Set one document and turn its boxes into form fields."""
    printed = typeset(document.source, document.files, document.fonts)
    return make_fillable(printed, document.answers) if document.answers else printed


def page_counts(
    documents: Documents,
    made: MutableMapping[str, bytes] | None = None,
    fingerprint: str | None = None,
) -> dict[str, int]:
    """How many pages each document has, by its path; they are set without form fields.

    ``made`` keeps the counts by what the documents depend on; else the cache of this machine does.
    ``fingerprint`` is as for a Press.

    Raises:
        WorkbookError: Some documents cannot be set.
    """
    cache = DiskCache(cache_folder()) if made is None else made
    known = FingerprintIndex(cache, fingerprint)
    rendering = threading.Lock()
    refused: dict[str, str] = {}

    def count(path: str) -> int:
        found = cache.get(f"{known.get(path)}-pages")
        if found is None:
            with rendering:
                document = documents[path]
            key = known[path] = document_fingerprint(document)
            found = cache.get(f"{key}-pages")
            if found is None:
                try:
                    printed = typeset(document.source, document.files, document.fonts)
                except (TypesetError, ValueError) as error:
                    refused[path] = str(error)
                    return 0
                found = cache[f"{key}-pages"] = b"%d" % sum(1 for _ in PdfFile.cut(printed).pages())
        return int(found)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        counts = dict(zip(documents, pool.map(count, documents), strict=True))
    _refuse(documents, refused)
    known.keep()
    return counts


def _refuse(paths: Iterable[str], refused: Mapping[str, str]) -> None:
    """Raise a WorkbookError for the documents that cannot be set, in their order."""
    if refused:
        raise WorkbookError(
            [
                Problem(path, 0, 0, Rule.NOT_PRINTED, "cannot be printed", refused[path])
                for path in paths
                if path in refused
            ]
        )


class FingerprintIndex(dict[str, str]):
    """The fingerprints of documents by their path, as they were when all was made of the same."""

    def __init__(self, cache: MutableMapping[str, bytes], fingerprint: str | None) -> None:
        """Without ``fingerprint`` nothing is known."""
        self._cache = cache
        name = (
            hashlib.sha256(printing_version() + fingerprint.encode()).hexdigest()
            if fingerprint
            else None
        )
        self._name = f"{name}-prints" if name else None
        super().__init__(json.loads(cache.get(self._name, b"{}")) if self._name else {})
        self._before = len(self)

    def keep(self) -> None:
        """Remember what was learned."""
        if self._name and len(self) > self._before:
            self._cache[self._name] = json.dumps(self).encode()


def document_fingerprint(document: Document) -> str:
    """What a PDF depends on, as one short text."""
    digest = hashlib.sha256(printing_version())
    parts = [document.source, repr(list(document.answers.values()))]
    for part in parts:
        digest.update(f"{len(part)} {part}\n".encode())
    for name, content in document.files.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    for font in document.fonts:
        digest.update(_short(font))
    return digest.hexdigest()


@cache
def printing_version() -> bytes:
    """What makes PDFs, and the fonts that it finds by itself: a change in it changes them all."""
    return hashlib.sha256(f"{code_version()} {typefaces.installed_fonts()}".encode()).digest()


@cache
def _short(font: bytes) -> bytes:
    """A font as a few bytes: some have millions, and every document has the same."""
    return hashlib.sha256(font).digest()


class Press:
    """Makes PDFs on all cores; used as a context, which drops what is not begun when it ends.

    Typst lets other threads run while it works, so threads are enough. No more documents are
    rendered than are being set, and no more PDFs are in memory.
    """

    def __init__(
        self,
        done: Callable[[], None] = lambda: None,
        made: MutableMapping[str, bytes] | None = None,
        elsewhere: tuple[Callable[[Document], bytes], int] | None = None,
        fingerprint: str | None = None,
    ) -> None:
        """Open the press.

        ``done`` is called in any thread as each document is finished; ``made`` keeps the PDFs by
        their fingerprint, so that nothing is made twice; else the cache of this machine does.
        ``elsewhere`` sets documents on other machines, and says how many of them at once.
        ``fingerprint`` says what all documents are made of: those that were once made of the same
        need not even be rendered.
        """
        self._done = done
        self._own = (
            None if made is not None or cache_folder() else TemporaryDirectory(prefix="press-")
        )
        self._made = (
            DiskCache(Path(self._own.name) if self._own else cache_folder())
            if made is None
            else made
        )
        self._known = FingerprintIndex(self._made, fingerprint)
        self._pdf, self._threads = elsewhere or (make_pdf, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="press")
        self._rendering = threading.Lock()
        self._stopped = False
        self._begun: list[Documents] = []
        self._jobs: list[Future[None]] = []
        self._refused: dict[str, str] = {}
        self._unkept: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is being made."""
        self.close()

    def close(self) -> None:
        """Drop what is not begun, and wait for the rest."""
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._own:
            self._own.cleanup()
        elif isinstance(self._made, DiskCache):
            self._made.sweep()

    def begin(self, documents: Documents) -> None:
        """Start with some documents, by their path, and return at once."""
        self._begun.append(documents)
        paths = iter(documents)
        self._jobs += [
            self._pool.submit(self._work, documents, paths) for _ in range(self._threads)
        ]

    def finish(self) -> LazyFiles[bytes]:
        """Wait for all PDFs that were begun, by their path; each is read when it is asked for.

        Raises WorkbookError for those that cannot be set.
        """
        jobs, self._jobs = self._jobs, []
        begun, self._begun = self._begun, []
        for job in jobs:
            job.result()
        _refuse([path for documents in begun for path in documents], self._refused)
        self._known.keep()
        return LazyFiles({path: partial(self._read, made, path) for made in begun for path in made})

    def _work(self, documents: Documents, paths: Iterator[str]) -> None:
        """Make one PDF after another, beside other threads that take from the same paths."""
        while not self._stopped:
            with self._rendering:
                path = next(paths, None)
                if path is None:
                    return
                try:
                    known = self._known.get(path) in self._made
                    document = None if known else documents[path]
                except BaseException:  # whatever a template of the author's does
                    self._stopped = True
                    raise
            if document:
                self._make(path, document)
            self._done()

    def _make(self, path: str, document: Document) -> None:
        key = self._known[path] = document_fingerprint(document)
        try:
            if key not in self._made:
                made = self._made[key] = self._pdf(document)
                if key not in self._made:  # a cache that cannot be written to
                    self._unkept[key] = made
        except (TypesetError, ValueError) as error:
            self._refused[path] = str(error)

    def _read(self, documents: Documents, path: str) -> bytes:
        key = self._known[path]
        found = self._unkept.get(key) or self._made.get(key)
        if found is None:  # swept away by another build, or cut off
            found = self._made[key] = self._pdf(documents[path])
        return found
