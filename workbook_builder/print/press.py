"""The press: makes PDFs and Word documents in the background, several at a time."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.pdf_file import PdfFile
from workbook_builder.print.document import Document
from workbook_builder.print.document_fingerprints import FingerprintIndex, document_fingerprint
from workbook_builder.print.word_documents import make_docx
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.typesetting.typst_compiler import TypesetError, typeset

Documents = Mapping[str, Document]  # by path

_CAUSE = "look for the cause in your templates, or in the texts and pictures of this worksheet"


def make_pdf(document: Document) -> bytes:
    """Make the PDF of one document, with form fields in place of its boxes.

    Raises:
        TypesetError: Typst cannot compile the document.
        ValueError: Form fields cannot be added to the PDF.
    """
    printed = typeset(document.source, document.files, document.fonts)
    return make_fillable(printed, document.answers)


def page_counts(
    documents: Documents,
    cache: MutableMapping[str, bytes] | None = None,
    fingerprint: str | None = None,
) -> dict[str, int]:
    """Count the pages of each document. Documents are compiled without form fields.

    Args:
        documents: The documents.
        cache: Where to keep the counts; by default, in the disk cache.
        fingerprint: The fingerprint of the practice, as for `Press`.

    Returns:
        The number of pages by the path of the document.

    Raises:
        WorkbookError: Some documents cannot be compiled.
    """
    entries = DiskCache(cache_folder()) if cache is None else cache
    fingerprints = FingerprintIndex(entries, fingerprint)
    rendering = threading.Lock()
    errors: dict[str, str] = {}

    def count(path: str) -> int:
        entry = entries.get(f"{fingerprints.get(path)}-pages")
        if entry is None:
            with rendering:
                document = documents[path]
            key = fingerprints[path] = document_fingerprint(document)
            entry = entries.get(f"{key}-pages")
            if entry is None:
                try:
                    pdf = typeset(document.source, document.files, document.fonts)
                except (TypesetError, ValueError) as error:
                    errors[path] = str(error)
                    return 0
                entry = entries[f"{key}-pages"] = b"%d" % sum(1 for _ in PdfFile.cut(pdf).pages())
        return int(entry)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        counts = dict(zip(documents, pool.map(count, documents), strict=True))
    _raise_errors(documents, errors)
    fingerprints.keep()
    return counts


def _raise_errors(paths: Iterable[str], errors: Mapping[str, str]) -> None:
    """Raise a WorkbookError if there are errors, which are given by path."""
    if errors:
        raise WorkbookError(
            [
                Problem(path, 0, 0, Rule.NOT_PRINTED, f"cannot be made: {errors[path]}", _CAUSE)
                for path in paths
                if path in errors
            ]
        )


class Press:
    """Makes PDFs and Word documents on all cores. Use it as a context manager, which closes it.

    Typst releases the GIL while it works, so threads are enough. Each thread renders, compiles,
    and stores one document at a time, so that memory use does not grow with their number.
    """

    def __init__(
        self,
        done: Callable[[], None] = lambda: None,
        cache: MutableMapping[str, bytes] | None = None,
        remote: tuple[Callable[[Document], bytes], int] | None = None,
        fingerprint: str | None = None,
    ) -> None:
        """Start the threads.

        Args:
            done: Called after each document, in any of the threads.
            cache: Where to keep PDFs by their fingerprint, so that none is made twice; by
                default, in the disk cache.
            remote: A function that makes a PDF on another machine, and how many threads may call
                it at the same time; see `dask_cluster.cluster`.
            fingerprint: The fingerprint of the practice. If it is the same as in an earlier
                build, documents whose PDFs are in the cache are not even rendered.
        """
        self._done = done
        self._temporary = (
            None if cache is not None or cache_folder() else TemporaryDirectory(prefix="press-")
        )
        self._cache = (
            DiskCache(Path(self._temporary.name) if self._temporary else cache_folder())
            if cache is None
            else cache
        )
        self._fingerprints = FingerprintIndex(self._cache, fingerprint)
        self._make_pdf, self._threads = remote or (make_pdf, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="press")
        self._rendering = threading.Lock()
        self._stopped = False
        self._begun: list[Documents] = []
        self._jobs: list[Future[None]] = []
        self._errors: dict[str, str] = {}
        self._uncached: dict[str, bytes] = {}  # with answers, or not accepted by the cache

    def __enter__(self) -> Self:
        """Return the press itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the press."""
        self.close()

    def close(self) -> None:
        """Drop documents that no thread has started yet, and wait for the others."""
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._temporary:
            self._temporary.cleanup()
        elif isinstance(self._cache, DiskCache):
            self._cache.sweep()

    def begin(self, documents: Documents) -> None:
        """Start making PDFs from some documents, by their path, and return at once."""
        self._begun.append(documents)
        paths = iter(documents)
        self._jobs += [self._pool.submit(self._run, documents, paths) for _ in range(self._threads)]

    def finish(self) -> LazyFiles[bytes]:
        """Wait for all PDFs that were begun.

        Returns:
            The PDFs by their path. A PDF is read from the cache when it is requested, so read
            all of them before the press is closed.

        Raises:
            WorkbookError: Some PDFs cannot be made. It reports all of them.
        """
        jobs, self._jobs = self._jobs, []
        begun, self._begun = self._begun, []
        for job in jobs:
            job.result()
        _raise_errors([path for documents in begun for path in documents], self._errors)
        self._fingerprints.keep()
        return LazyFiles(
            {
                path: partial(self._read, documents, path)
                for documents in begun
                for path in documents
            }
        )

    def _run(self, documents: Documents, paths: Iterator[str]) -> None:
        """Make one PDF after another, with paths from an iterator that several threads share."""
        while not self._stopped:
            with self._rendering:
                path = next(paths, None)
                if path is None:
                    return
                try:
                    cached = self._fingerprints.get(path) in self._cache
                    document = None if cached else documents[path]
                except BaseException:  # an author's template can raise anything
                    self._stopped = True
                    raise
            if document:
                self._make(path, document)
            self._done()

    def _make(self, path: str, document: Document) -> None:
        key = self._fingerprints[path] = document_fingerprint(document)
        try:
            if document.private:
                self._uncached[key] = self._made(document)
            elif key not in self._cache:
                pdf = self._cache[key] = self._made(document)
                if key not in self._cache:  # the cache cannot be written to
                    self._uncached[key] = pdf
        except (TypesetError, ValueError) as error:
            self._errors[path] = str(error)

    def _read(self, documents: Documents, path: str) -> bytes:
        key = self._fingerprints[path]
        pdf = self._uncached.get(key) or self._cache.get(key)
        if pdf is None:  # another build has deleted the entry, or it is damaged
            pdf = self._cache[key] = self._made(documents[path])
        return pdf

    def _made(self, document: Document) -> bytes:
        """The file of a document. One for Word is made so quickly that no cluster is asked."""
        return make_docx(document) if document.is_word else self._make_pdf(document)
