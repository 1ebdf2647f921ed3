"""Documents become PDFs in the background, several at a time."""

import hashlib
import os
from collections.abc import Callable, Iterable, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import fontpkg  # type: ignore[import-untyped]

from workbook_builder.acroform import fillable
from workbook_builder.cache import Cache, folder
from workbook_builder.documents import Document
from workbook_builder.pdffile import PdfFile
from workbook_builder.problems import Problem, Rule, WorkbookError
from workbook_builder.typeset import TypesetError, typeset

Result = TypeVar("Result")


def pdf(document: Document) -> bytes:
    """Set one document and turn its boxes into form fields."""
    printed = typeset(document.source, document.files, document.fonts)
    return fillable(printed, document.answers) if document.answers else printed


def page_counts(
    documents: Iterable[Document], made: MutableMapping[str, bytes] | None = None
) -> dict[str, int]:
    """How many pages each document has, by its path; they are set without form fields.

    ``made`` keeps the counts by what the documents depend on; else the cache of this machine does.

    Raises:
        WorkbookError: Some documents cannot be set.
    """
    known = Cache(folder()) if made is None else made

    def count(document: Document) -> int:
        key = f"{fingerprint(document)}-pages"
        found = known.get(key)
        if found is None:
            printed = PdfFile.cut(typeset(document.source, document.files, document.fonts))
            found = known[key] = b"%d" % sum(1 for _ in printed.pages())
        return int(found)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return _finished([(each.path, pool.submit(count, each)) for each in documents])


def _finished(jobs: Iterable[tuple[str, Future[Result]]]) -> dict[str, Result]:
    """Wait for what is made of each document, by its path."""
    made, problems = {}, []
    for path, job in jobs:
        try:
            made[path] = job.result()
        except (TypesetError, ValueError) as error:
            problems.append(Problem(path, 0, 0, Rule.NOT_PRINTED, "cannot be printed", str(error)))
    if problems:
        raise WorkbookError(problems)
    return made


def fingerprint(document: Document) -> str:
    """What a PDF depends on, as one short text."""
    digest = hashlib.sha256(tools())
    digest.update(document.source.encode())
    for answer in document.answers.values():
        digest.update(repr(answer).encode())
    for name, content in document.files.items():
        digest.update(name.encode() + content)
    for font in document.fonts:
        digest.update(_short(font))
    return digest.hexdigest()


@cache
def tools() -> bytes:
    """What makes PDFs, and the fonts that it finds by itself: a change in it changes them all."""
    digest = hashlib.sha256()
    for module in ("acroform", "formfont", "pdffile", "press", "typeset"):
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    for package in ("fonttools", "pikepdf", "typst"):
        digest.update(f"{package} {version(package)}".encode())
    for family in fontpkg.families().values():
        for file in family.files:
            digest.update(f"{file.path.name} {file.path.stat().st_size}".encode())
    return digest.digest()


@cache
def _short(font: bytes) -> bytes:
    """A font as a few bytes: some have millions, and every document has the same."""
    return hashlib.sha256(font).digest()


class Press:
    """Makes PDFs on all cores; used as a context, which drops what is not begun when it ends.

    Typst lets other threads run while it works, so threads are enough.
    """

    def __init__(
        self,
        done: Callable[[], None] = lambda: None,
        made: MutableMapping[str, bytes] | None = None,
        elsewhere: tuple[Callable[[Document], bytes], int] | None = None,
    ) -> None:
        """Open the press.

        ``done`` is called in any thread as each document is finished; ``made`` keeps the PDFs by
        their fingerprint, so that nothing is made twice; else the cache of this machine does.
        ``elsewhere`` sets documents on other machines, and says how many of them at once.
        """
        self._done = done
        self._made = Cache(folder()) if made is None else made
        self._pdf, threads = elsewhere or (pdf, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="press")
        self._jobs: list[tuple[str, Future[bytes]]] = []

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
        self._pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(self._made, Cache):
            self._made.sweep()

    def begin(self, documents: Iterable[Document]) -> None:
        """Start with some documents, and return at once."""
        self._jobs += [(each.path, self._pool.submit(self._make, each)) for each in documents]

    def finish(self) -> dict[str, bytes]:
        """Wait for all PDFs that were begun, by their path.

        Raises WorkbookError for those that cannot be set.
        """
        jobs, self._jobs = self._jobs, []
        return _finished(jobs)

    def _make(self, document: Document) -> bytes:
        key = fingerprint(document)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._pdf(document)
        self._done()
        return found
