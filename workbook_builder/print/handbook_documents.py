"""Renders the coach's handbook: the practice's pages for coaches, and what clients say."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from jinja2 import Environment

from workbook_builder.model.toolbox import Toolbox
from workbook_builder.model.workbook import SheetCollection, Workbook
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering import output_paths


class SaidOf(NamedTuple):
    """The worksheets of a program, or of the toolbox, that help with what a client says."""

    collection: SheetCollection
    sheets: tuple[Worksheet, ...]


class HandbookDocuments:
    """Renders the handbook on each paper size, if the practice has pages for one."""

    def __init__(self, workbook: Workbook, environment: Environment) -> None:
        """Prepare to render it.

        Args:
            workbook: The workbook.
            environment: The environment that renders documents.
        """
        # It has neither phases nor worksheets of its own, as a toolbox without any.
        nothing = Toolbox.model_construct(title="", summary="", notice=None, worksheets=())
        self._parts = ProgramDocuments(workbook, nothing, nothing, environment)

    def guides(self) -> dict[str, Callable[[], Document]]:
        """The functions that render it, by its path in the folder for the coach."""
        workbook = self._parts.workbook
        if not workbook.handbook:
            return {}
        return {
            output_paths.handbook_pdf(paper): partial(self.handbook, paper)
            for paper in workbook.papers
        }

    def handbook(self, paper: Paper) -> Document:
        """Render it on one paper."""
        parts = self._parts
        said = list(_said(parts.workbook))
        source = parts.render("print/handbook", paper, said=said)
        files = parts.pieces(paper, fillable=False) | parts.files()
        path = output_paths.handbook_pdf(paper)
        return Document(path, source, files=files, coach=True, fonts=parts.fonts)


def _said(workbook: Workbook) -> Iterator[SaidOf]:
    """The worksheets whose guidance says what clients say, by where they are."""
    collections = sorted(
        workbook.collections(), key=lambda each: not isinstance(each[1], Toolbox)
    )  # those that need no program come first
    for _, collection in collections:
        sheets = tuple(
            sheet for sheet in collection.worksheets if sheet.coach and sheet.coach.client_says
        )
        if sheets:
            yield SaidOf(collection, sheets)
