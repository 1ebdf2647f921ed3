"""Documents are set on other machines: by the workers of a Dask cluster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workbook_builder.print.documents import Document
from workbook_builder.print.press import make_pdf, printing_version
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

_PATIENCE = 10  # seconds until a cluster must have answered
_INSTALL = "pip install 'workbook-builder[cluster]'"


@contextmanager
def cluster(address: str) -> Iterator[tuple[Callable[[Document], bytes], int]]:
    """What sets a document somewhere else, and how many of them are set at once.

    A document that a worker had when it died is set again by another one.

    Raises:
        WorkbookError: There is no cluster, no worker, or one that would print otherwise.
    """
    try:
        from distributed import Client
    except ImportError:
        raise _refused(address, "there is nothing here that talks to a cluster", _INSTALL) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "write the address that its scheduler shows, like tcp://10.0.0.1:8786"
        raise _refused(address, "no cluster answers here", hint) from error
    with client:
        _check(address, client.run(printing_version))
        threads = sum(client.nthreads().values())
        with client.get_executor(pure=False, retries=3) as executor:
            yield lambda document: executor.submit(make_pdf, document).result(), 2 * threads


def _check(address: str, found: dict[str, bytes]) -> None:
    """Refuse workers that print otherwise than this machine would."""
    if not found:
        raise _refused(address, "this cluster has no worker", f"start one: dask worker {address}")
    others = sorted(worker for worker, theirs in found.items() if theirs != printing_version())
    if others:
        message = f"the worker {others[0]} would print otherwise than this machine"
        hint = "install the same versions of Workbook Builder, Typst, pikepdf and fonts there"
        raise _refused(address, message, hint)


def _refused(address: str, message: str, hint: str) -> WorkbookError:
    return WorkbookError([Problem(address, 0, 0, Rule.NO_CLUSTER, message, hint)])
