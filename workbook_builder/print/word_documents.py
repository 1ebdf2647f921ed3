"""Renders worksheets, workbooks, and coach's guides as blocks for Word documents.

They hold what the Typst documents hold, in the order of these, but not their pictures to draw in.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from workbook_builder.answers.answer import Answer
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering import output_paths
from workbook_builder.typesetting.typst_compiler import draw
from workbook_builder.typesetting.typst_values import typst_literal

_DEFAULT = "fields/_default.docx.j2"
_BITMAPS = (b"\x89PNG", b"\xff\xd8")  # how pictures begin that Word shows in every version
_SHARP = 1600  # pixels, the width in which other pictures are drawn


class WordDocuments:
    """Renders the Word documents of one program, or of the toolbox."""

    def __init__(
        self, printed: ProgramDocuments, environment: Environment, paper: Paper | None = None
    ) -> None:
        """Prepare to render documents.

        Args:
            printed: The documents on paper of the same program, with a client's answers or none.
            environment: The environment that renders blocks for Word.
            paper: The paper; by default, the first one of the practice. Word can print on others.
        """
        self._printed = printed
        self._environment = environment
        self._workbook = printed.workbook
        self._paper = paper or printed.workbook.papers[0]
        self._program = printed.program
        self._track = printed.track

    def clients(self) -> dict[str, Callable[[], Document]]:
        """The functions that render each document for clients, by its path."""
        makers: dict[str, Callable[[], Document]] = {}
        for sheet in self._program.worksheets:
            path = output_paths.worksheet_word(self._track, self._program, sheet)
            makers[path] = partial(self.worksheet, sheet)
        if self._printed.has_workbook:
            makers[output_paths.workbook_word(self._track, self._program)] = self.book
        return makers

    def guides(self) -> dict[str, Callable[[], Document]]:
        """The function that renders the coach's guide, by its path."""
        return {output_paths.coach_word(self._track, self._program): self.guide}

    def worksheet(self, sheet: Worksheet, time: int | None = None) -> Document:
        """Render one worksheet.

        Args:
            sheet: The worksheet.
            time: Which time it is filled in. If None, a worksheet that repeats asks for the time.
        """
        answers = {each.key: each for each in self._printed.sheets.answers(sheet, time)}
        path = output_paths.worksheet_word(self._track, self._program, sheet)
        facts = (self._workbook.practice, self._program.title, self._printed.notice(sheet))
        footer = "  ·  ".join(filter(None, facts))
        body = self._body(sheet, 1, time, named=True)
        source = self._render("worksheet", title=sheet.title, footer=footer, body=body)
        return self._document(path, source, answers, self._printed.pictures([sheet]))

    def book(self) -> Document:
        """Render the workbook, which has all worksheets of the program."""
        sheets = self._printed.sheets
        copies = {each.id: sheets.copies(each) for each in self._program.client_worksheets}
        answers = {sheets.name_key: sheets.name, sheets.begins.key: sheets.begins}
        bodies: dict[str, list[Markup]] = {}
        for sheet in self._program.client_worksheets:
            bodies[sheet.id] = [self._body(sheet, 2, time) for time in copies[sheet.id]]
            for time in copies[sheet.id]:
                answers |= {each.key: each for each in sheets.answers(sheet, time)}
        path = output_paths.workbook_word(self._track, self._program)
        keys = {"name_key": sheets.name_key, "begins_key": sheets.begins.key}
        source = self._render("workbook", bodies=bodies, **keys)
        return self._document(path, source, answers, self._printed.files())

    def guide(self) -> Document:
        """Render the coach's guide, which has nothing to fill in, and can be changed anywhere."""
        bodies = {sheet.id: self._body(sheet, 3) for sheet in self._program.worksheets}
        answers = {
            each.key: each
            for sheet in self._program.worksheets
            for each in self._printed.sheets.answers(sheet)
        }
        path = output_paths.coach_word(self._track, self._program)
        source = self._render("coach", bodies=bodies, fillable=False)
        return Document(path, source, answers, self._printed.files(), coach=True, is_word=True)

    def _document(
        self,
        path: str,
        source: str,
        answers: Mapping[str, Answer],
        pictures: Mapping[str, bytes],
    ) -> Document:
        """A document for a client."""
        given = self._printed.sheets.printed
        return Document(
            path,
            source,
            answers,
            pictures,
            private=given is not None,
            is_word=True,
            given=given or {},
        )

    def _body(
        self, sheet: Worksheet, level: int, time: int | None = None, *, named: bool = False
    ) -> Markup:
        """Render one worksheet as a part of a document, as `ProgramDocuments.body` does."""
        address = self._printed.address(sheet)
        return self._markup(
            "word/_worksheet.docx.j2",
            workbook=self._workbook,
            phase=self._printed.phases.get(sheet.id),
            fields=self._fields(sheet, time, address),
            level=level,
            address=address,
            **self._printed.sheets.head_values(sheet, time, named=named),
        )

    def _fields(self, sheet: Worksheet, time: int | None, address: str | None) -> Iterator[Markup]:
        for placed in self._printed.sheets.placed(sheet, time):
            if sentence := self._printed.sheets.only_if(placed):
                yield Markup('<p class="condition">{}</p>\n').format(sentence)
            values = {**self._printed.sheets.field_values(placed, time), "address": address}
            yield self._markup(f"fields/{placed.field.type}.docx.j2", _DEFAULT, **values)
            if placed.totals:
                yield self._markup("fields/_totals.docx.j2", **values)

    def _markup(self, *templates: str, **values: Any) -> Markup:
        return Markup(self._environment.select_template(list(templates)).render(values))

    def _render(self, template: str, **more: Any) -> str:
        """Render a template in ``word/``; ``more`` are values besides the usual ones."""
        values = {
            "workbook": self._workbook,
            "track": self._track,
            "program": self._program,
            "paper": self._paper,
            "font": self._workbook.typeface.families[0],
            "logo": self._printed.logo_name if self._workbook.logo else None,
            "fillable": True,
            "title": self._program.title,
            "footer": f"{self._workbook.practice}  ·  {self._program.title}",
        }
        return self._environment.get_template(f"word/{template}.docx.j2").render(values | more)


def make_docx(document: Document) -> bytes:
    """Make the Word document.

    Raises:
        TypesetError: A picture cannot be drawn.
        ValueError: Its source is not in the language of blocks.
    """
    # Only practices that want Word documents wait for python-docx: 50 ms.
    from workbook_builder.word.word_file import make_word

    pictures = {name: _bitmap(name, content) for name, content in document.files.items()}
    return make_word(document.source, document.answers, document.given, pictures)


@lru_cache(64)
def _bitmap(name: str, content: bytes) -> bytes:
    """A picture as PNG or JPEG."""
    if content.startswith(_BITMAPS):
        return content
    page = "#set page(width: auto, height: auto, margin: 0pt, fill: none)"
    return draw(f"{page}\n#image({typst_literal(name)}, width: {_SHARP}pt)\n", {name: content})
