"""The report on a client as a Typst document, from which an accessible PDF is set."""

from pathlib import PurePath
from typing import Any, cast

from jinja2 import Environment

from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.print.document import Document
from workbook_builder.rendering.environments import themed
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.report_values import report_values
from workbook_builder.typesetting.glyph_coverage import drawable
from workbook_builder.typesetting.typst_compiler import ANSWERS
from workbook_builder.typesetting.typst_values import answers_file


def pdf_report(
    workbook: Workbook, progress: ClientProgress, environment: Environment, path: str, paper: Paper
) -> Document:
    """Render the report on a client. Its PDF is never kept in a cache.

    Args:
        workbook: The practice.
        progress: How far the client is.
        environment: The environment that renders documents.
        path: The path of the PDF.
        paper: The paper.
    """
    language, _, region = workbook.language.partition("-")
    logo = f"logo{PurePath(workbook.brand.logo or '').suffix}" if workbook.logo else None
    values: dict[str, Any] = {
        **report_values(workbook, progress, cast(Terms, environment.globals["terms"])),
        "paper": paper,
        "fonts": workbook.typeface.families,
        "title_fonts": workbook.theme.titles.families,
        "language": (language, region or None),
        "logo": logo,
        "print": workbook.print,
    }
    theme = workbook.theme.id
    pieces = themed(environment, theme, "print/prelude.typ.j2").render(
        values, fillable=False, place=None
    )
    source = themed(environment, theme, "print/report.typ.j2").render(values)
    return Document(
        path,
        drawable(source, workbook.typeface),  # clients write what no font has
        files={"pieces.typ": pieces.encode(), ANSWERS: answers_file({}, None)}
        | ({logo: workbook.logo} if workbook.logo and logo else {}),
        private=True,
        fonts=workbook.typeface.files,
    )
