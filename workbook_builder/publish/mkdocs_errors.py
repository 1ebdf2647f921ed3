"""The errors that MkDocs raises, and the error that caused them."""

from mkdocs.exceptions import Abort, MkDocsException

from workbook_builder.problems.problem import WorkbookError

MKDOCS_ERRORS: tuple[type[Exception], ...] = (Abort, MkDocsException)


def original_error(error: BaseException) -> BaseException:
    """Find the error that a chain of errors began with, as MkDocs wraps an error several times.

    Returns:
        The innermost WorkbookError of the chain if there is one, else the innermost error of
        MkDocs.
    """
    chain: list[BaseException] = []
    inner: BaseException | None = error
    while inner:
        chain.append(inner)
        inner = inner.__cause__ or inner.__context__
    kind = WorkbookError if any(isinstance(e, WorkbookError) for e in chain) else MkDocsException
    return [each for each in chain if isinstance(each, kind)][-1]
