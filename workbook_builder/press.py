"""Documents become PDFs in the background, several at a time."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from workbook_builder.acroform import fillable
from workbook_builder.documents import Document
from workbook_builder.typeset import typeset


def pdf(document: Document) -> bytes:
    """Set one document and turn its boxes into form fields."""
    printed = typeset(document.source, document.files)
    return fillable(printed, document.answers) if document.answers else printed


class Press:
    """Makes PDFs on all cores; used as a context, which drops what is not begun when it ends.

    Typst lets other threads run while it works, so threads are enough.
    """

    def __init__(self, done: Callable[[Document], None] = lambda document: None) -> None:
        """``done`` is called, in any thread, as each document is finished."""
        self._done = done
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="press")
        self._jobs: list[tuple[Document, Future[bytes]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, documents: Iterable[Document]) -> None:
        """Start with some documents, and return at once."""
        self._jobs += [
            (document, self._pool.submit(self._make, document)) for document in documents
        ]

    def finish(self) -> dict[str, bytes]:
        """Wait for all PDFs, by their path; raises what went wrong with the first that failed."""
        return {document.path: job.result() for document, job in self._jobs}

    def _make(self, document: Document) -> bytes:
        made = pdf(document)
        self._done(document)
        return made
