"""Makes PDFs on the workers of a Dask cluster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workbook_builder.print.document import Document
from workbook_builder.print.document_fingerprints import printing_version
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

_TIMEOUT = 10  # seconds to connect to the cluster
_INSTALL = "pip install 'workbook-builder[cluster]'"


@contextmanager
def cluster(address: str) -> Iterator[tuple[Callable[[Document], bytes], int]]:
    """Connect to a cluster, and disconnect at the end.

    If a worker dies, another one makes its document again.

    Args:
        address: The address of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Yields:
        A function that turns a document into a PDF on a worker, and how many threads may call it
        at the same time. Both are what `Press` takes as ``remote``.

    Raises:
        WorkbookError: There is no cluster, it has no workers, or one of them differs from this
            machine in versions or fonts, so that its PDFs could differ.
    """
    try:
        from distributed import Client
    except ImportError:
        raise _error(address, "support for clusters is not installed", _INSTALL) from None
    try:
        client = Client(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "use the address that the scheduler shows, like tcp://10.0.0.1:8786"
        raise _error(address, "no cluster responds at this address", hint) from error
    with client:
        _check(address, client.run(printing_version))
        threads = sum(client.nthreads().values())
        with client.get_executor(pure=False, retries=3) as executor:
            yield lambda document: executor.submit(make_pdf, document).result(), 2 * threads


def _check(address: str, versions: dict[str, bytes]) -> None:
    """Check that there are workers, and that each has the printing version of this machine."""
    if not versions:
        raise _error(address, "this cluster has no workers", f"start one: dask worker {address}")
    differing = sorted(worker for worker, found in versions.items() if found != printing_version())
    if differing:
        message = f"the worker {differing[0]} has different versions or fonts from this machine"
        hint = (
            "install the same versions of Python, Workbook Builder and its dependencies, and the"
            " same fonts on it"
        )
        raise _error(address, message, hint)


def _error(address: str, message: str, hint: str) -> WorkbookError:
    return WorkbookError([Problem(address, 0, 0, Rule.NO_CLUSTER, message, hint)])
