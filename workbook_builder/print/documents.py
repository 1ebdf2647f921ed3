"""Renders a workbook as Typst documents: worksheets, whole workbooks, and the coach's guides."""

from collections.abc import Callable, Iterator

from jinja2 import Environment

from workbook_builder.model.workbook import Workbook
from workbook_builder.print.document import Document
from workbook_builder.print.handbook_documents import HandbookDocuments
from workbook_builder.print.program_documents import CACHE_SIZE, ProgramDocuments
from workbook_builder.print.sheet_answers import SheetParts
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.storage.memo import RecentResults
from workbook_builder.storage.output_tree import LazyFiles


def documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> Iterator[Document]:
    """Render every document of a workbook, program by program, and the coach's handbook."""
    for track, program in workbook.collections():
        yield from ProgramDocuments(workbook, track, program, environment, on_web).documents()
    yield from (make() for make in HandbookDocuments(workbook, environment).guides().values())


def client_documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> LazyFiles[Document]:
    """Every document of the site by its path. A document is rendered when it is requested."""
    makers: dict[str, Callable[[], Document]] = {}
    recent: SheetParts = RecentResults(CACHE_SIZE)
    for track, program in workbook.collections():
        renderer = ProgramDocuments(workbook, track, program, environment, on_web, recent)
        makers |= renderer.clients()
    return LazyFiles(makers)


def coach_documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> LazyFiles[Document]:
    """Every coach's guide by its path. A guide is rendered when it is requested."""
    makers: dict[str, Callable[[], Document]] = {}
    for track, program in workbook.collections():
        renderer = ProgramDocuments(workbook, track, program, environment, on_web, RecentResults(0))
        makers |= renderer.guides()
    makers |= HandbookDocuments(workbook, environment).guides()
    return LazyFiles(makers)
