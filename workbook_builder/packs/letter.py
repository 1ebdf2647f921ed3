"""The letter of a client's pack."""

from collections.abc import Sequence
from datetime import date

from workbook_builder.answers.understood import told_day
from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.graphics import qr_code
from workbook_builder.model.program import Program
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.packs.client_days import Day
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments

_MOST_DAYS = 8  # for which there is room on the page


def letter(
    client: Client,
    paper: Paper,
    programs: Sequence[tuple[ClientProgram, Program]],
    days: Sequence[Day],
    link: str | None,
    documents: ProgramDocuments,
    today: date,
) -> Document:
    """The letter as a document. It is private.

    Args:
        client: The client.
        paper: The paper.
        programs: The client's programs, each with what their file says of it.
        days: The days of the sessions. Those that are over are left out.
        link: The client's personal link, if there is one.
        documents: Renders the documents of the first program.
        today: The day on which the letter is made.
    """
    workbook = documents.workbook
    days = [each for each in days if each.day >= today]
    language = workbook.language

    def shown(day: str) -> str:
        return told_day(day, language)

    source = documents.render(
        "print/letter",
        paper,
        client=client,
        programs=[
            (program, shown(entry.begins) if entry.begins else None) for entry, program in programs
        ],
        days=[(shown(each.day.isoformat()), each.title) for each in days[:_MOST_DAYS]],
        more=max(0, len(days) - _MOST_DAYS),
        link=link,
        code=qr_code.svg(link) if link else None,
    )
    logo = {documents.logo_name: workbook.logo} if workbook.logo else {}
    return Document(
        "letter.pdf",
        source,
        files=documents.pieces(paper) | logo,
        private=True,
        fonts=documents.fonts,
    )
