"""The report on a client, computed, rendered, and set."""

from typing import cast

from workbook_builder.clients.client import Client
from workbook_builder.history.history import History
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.html_report import html_report
from workbook_builder.reports.pdf_report import pdf_report
from workbook_builder.reports.progress import ClientProgress, client_progress
from workbook_builder.storage.output_tree import Tree
from workbook_builder.typesetting.typst_compiler import TypesetError

PAGE, PDF = "report.html", "report.pdf"


def progress_of(practice: Practice, client: Client, history: History, today: str) -> ClientProgress:
    """How far a client of a practice is.

    Args:
        practice: The practice.
        client: The client.
        history: Everything that the client has sent back.
        today: The day of the report, as YYYY-MM-DD. What was collected later is not in it.
    """
    terms = cast(Terms, practice.html.globals["terms"])
    return client_progress(practice.workbook, client, history, today, terms)


def report_page(practice: Practice, progress: ClientProgress) -> str:
    """The report on a client as an HTML file without scripts.

    Raises:
        WorkbookError: A template of the practice has a mistake.
    """
    with explaining():
        return html_report(practice.workbook, progress, practice.html)


def report_files(practice: Practice, progress: ClientProgress) -> Tree:
    """The report on a client as HTML and as PDF, by name.

    Raises:
        WorkbookError: A template of the practice has a mistake.
    """
    paper = progress.client.paper or practice.workbook.papers[0]
    path = f"{progress.client.id}/{PDF}"
    with explaining():
        document = pdf_report(practice.workbook, progress, practice.typst, path, paper)
    try:
        pdf = make_pdf(document)
    except (TypesetError, ValueError) as error:
        hint = "look for the cause in your templates"
        message = f"cannot be made: {error}"
        raise WorkbookError([Problem(path, 0, 0, Rule.NOT_PRINTED, message, hint)]) from error
    return {PAGE: report_page(practice, progress), PDF: pdf}
