"""Renders a program as Typst documents: its worksheets, its workbook, and the coach's guide."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple, Self, cast

from jinja2 import Environment, Template

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.printed_answer import PrintedAnswer
from workbook_builder.graphics import qr_code
from workbook_builder.model.field import Field
from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Section, SheetCollection, Workbook
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Placed, Worksheet
from workbook_builder.print.document import Document
from workbook_builder.print.sheet_answers import SheetAnswers, SheetParts
from workbook_builder.rendering import output_paths, prose
from workbook_builder.rendering.environments import themed
from workbook_builder.rendering.output_paths import OnWeb
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.memo import RecentResults
from workbook_builder.typesetting.typst_compiler import ANSWERS
from workbook_builder.typesetting.typst_values import TypstCode, typst_literal

# The files that a worksheet of each layout imports besides `pieces.typ`. They have the same
# functions, for the places that fields have in it, and some of their own.
_PLACES: Mapping[str | None, tuple[str, ...]] = {
    None: (),
    "two-columns": ("column",),
    "margin": ("beside-margin",),
    "canvas": ("across", "column-across"),
    "cards": ("card",),
    "poster": ("poster",),
    "fold-out": ("across", "column-across"),
}
_WITHOUT_NUMBERS = ("cards", "poster")  # unless a condition names the number of a question
CACHE_SIZE = 3 * 64  # three kinds of results for 64 worksheets; a program has at most 48


class PrintedField(NamedTuple):
    """A field of a worksheet, and the Typst code that draws it."""

    field: Field
    code: TypstCode


class ProgramDocuments:
    """Renders the documents of one program, or of the toolbox, which has no workbook.

    The parts of a worksheet are cached, since several documents contain the same worksheet.

    Attributes:
        sheets: What its worksheets ask, and the client's answers to print, if there are any.
        phases: The phase of each worksheet of a program, by the id of the worksheet.
    """

    def __init__(
        self,
        workbook: Workbook,
        track: Section,
        program: SheetCollection,
        environment: Environment,
        on_web: OnWeb | None = None,
        recent: SheetParts | None = None,
    ) -> None:
        """Prepare to render documents.

        Args:
            workbook: The workbook.
            track: The track of the program.
            program: The program.
            environment: The environment that renders documents.
            on_web: Returns the web address of a page, if the practice has a site on the web.
            recent: A cache for the parts of worksheets; by default, a new one.
        """
        self.workbook = workbook
        self.track = track
        self.program = program
        self.environment = environment
        self.on_web = on_web
        self.theme = workbook.theme_of(track)
        self.phases = {sheet.id: phase for phase in program.phases for sheet in phase.worksheets}
        self.sheets = self._sheets(RecentResults(CACHE_SIZE) if recent is None else recent)
        self._pieces: dict[tuple[Paper, bool, str | None], bytes] = {}

    def with_answers(self, printed_answers: Mapping[str, PrintedAnswer]) -> Self:
        """The same documents with a client's answers, by their key, instead of a form."""
        answered = copy(self)
        answered.sheets = self._sheets(RecentResults(CACHE_SIZE), printed_answers)
        answered._pieces = {}
        return answered

    def _sheets(
        self, recent: SheetParts, printed: Mapping[str, PrintedAnswer] | None = None
    ) -> SheetAnswers:
        language = self.workbook.language
        return SheetAnswers(self.program, self.terms, language, recent, printed)

    def documents(self) -> Iterator[Document]:
        """Render the worksheets, the workbook, and the coach's guide on every paper size."""
        yield from (make() for make in (self.clients() | self.guides()).values())

    def clients(self) -> dict[str, Callable[[], Document]]:
        """The functions that render each document for clients, by its path."""
        makers: dict[str, Callable[[], Document]] = {}
        for paper in self.workbook.papers:
            for sheet in self.program.worksheets:
                path = output_paths.worksheet_pdf(self.track, self.program, sheet, paper)
                makers[path] = partial(self.worksheet, sheet, paper)
            if self.has_workbook:
                path = output_paths.workbook_pdf(self.track, self.program, paper)
                makers[path] = partial(self.book, paper)
        return makers

    @property
    def has_workbook(self) -> bool:
        """Whether there is a document with all worksheets, which only make one in a program."""
        return isinstance(self.program, Program)

    def guides(self) -> dict[str, Callable[[], Document]]:
        """The functions that render the coach's guide on each paper size, by its path."""
        return {
            output_paths.coach_pdf(self.track, self.program, paper): partial(self.guide, paper)
            for paper in self.workbook.papers
        }

    def worksheet(self, sheet: Worksheet, paper: Paper, time: int | None = None) -> Document:
        """Render one worksheet.

        Args:
            sheet: The worksheet.
            paper: The paper.
            time: Which time it is filled in. If None, a worksheet that repeats is blank, and asks
                for the time.
        """
        answers = self.sheets.form([(sheet, time)])
        path = output_paths.worksheet_pdf(self.track, self.program, sheet, paper)
        body = self.body(sheet, 1, time, named=True)
        notice = self.notice(sheet)
        source = self.render("print/worksheet", paper, sheet=sheet, body=body, notice=notice)
        files = self.pieces(paper, [sheet]) | self.pictures([sheet])
        return self._document(path, source, answers, files)

    def book(self, paper: Paper) -> Document:
        """Render the workbook, which has all worksheets of the program."""
        # A hand-out goes to somebody else, so it is not in the client's book.
        sheets = self.program.client_worksheets
        answers = self.sheets.book_form(
            [(sheet, time) for sheet in sheets for time in self.sheets.copies(sheet)]
        )
        bodies = {
            sheet.id: [self.body(sheet, 2, time, named=True) for time in self.sheets.copies(sheet)]
            for sheet in sheets
        }
        path = output_paths.workbook_pdf(self.track, self.program, paper)
        keys = {"name_key": self.sheets.name_key, "begins_key": self.sheets.begins.key}
        shared = self.sheets.recalled(answers, sheets)
        source = self.render("print/workbook", paper, bodies=bodies, shared=shared, **keys)
        files = self.pieces(paper, sheets) | self.files()
        return self._document(path, source, answers, files)

    def guide(self, paper: Paper) -> Document:
        """Render the coach's guide, which has all worksheets with guidance for the coach."""
        bodies = {sheet.id: [self.body(sheet, level=3)] for sheet in self.program.worksheets}
        path = output_paths.coach_pdf(self.track, self.program, paper)
        source = self.render("print/coach", paper, bodies=bodies)
        files = self.pieces(paper, self.program.worksheets, fillable=False) | self.files()
        return Document(path, source, files=files, coach=True, fonts=self.fonts)

    def _document(
        self, path: str, source: str, answers: Mapping[str, Answer], files: Mapping[str, bytes]
    ) -> Document:
        """A document for a client."""
        private = self.sheets.printed is not None
        return Document(path, source, answers, files, private=private, fonts=self.fonts)

    @property
    def fonts(self) -> tuple[bytes, ...]:
        """The font files that are not in installed packages."""
        return tuple(dict.fromkeys((*self.theme.typeface.files, *self.theme.titles.files)))

    # -- Parts of documents -------------------------------------------------------------------

    @property
    def terms(self) -> Terms:
        """The words that readers see for ids."""
        return cast(Terms, self.environment.globals["terms"])

    @property
    def seat(self) -> int:
        """The place of the program in its track, from 0."""
        programs = getattr(self.track, "programs", ())
        return next((n for n, each in enumerate(programs) if each.id == self.program.id), 0)

    def notice(self, sheet: Worksheet) -> str:
        """The first sentence of the notice that counts for a worksheet."""
        whole = self.workbook.notice_of(self.track, self.program, sheet)
        return re.split(r"(?<=[.!?])\s", prose.plain(whole or ""))[0]

    def fields(self, sheet: Worksheet, time: int | None = None) -> tuple[PrintedField, ...]:
        """The fields of a worksheet with their Typst code."""
        return self.sheets.cached("fields", sheet, time, self._fields)

    def _fields(self, sheet: Worksheet, time: int | None) -> Iterator[PrintedField]:
        address = self.address(sheet)
        for placed in self.sheets.placed(sheet, time):
            if sheet.layout in _WITHOUT_NUMBERS and not sheet.conditions:
                placed = replace(placed, number=None)
            yield PrintedField(placed.field, self._field(placed, time, address))

    def _field(self, placed: Placed, time: int | None, address: str | None) -> TypstCode:
        values = {**self.sheets.field_values(placed, time), "address": address}
        field = self.template(f"fields/{placed.field.type}").render(values)
        if placed.totals:
            field += self.template("fields/_totals").render(values)
        sentence = self.sheets.only_if(placed)
        return TypstCode(f"#only-if({typst_literal(sentence)})\n{field}" if sentence else field)

    def body(
        self, sheet: Worksheet, level: int, time: int | None = None, *, named: bool = False
    ) -> TypstCode:
        """Render one worksheet as a part of a document.

        Args:
            sheet: The worksheet.
            level: The level of its heading, from 1.
            time: Which time it is filled in. If None, a worksheet that repeats asks for the time.
            named: Whether it asks for the client's name. A hand-out always asks whose it is.
        """
        address = self.address(sheet)
        template = f"layouts/{sheet.layout}" if sheet.layout else "_worksheet"
        return TypstCode(
            self.template(f"print/{template}").render(
                self.sheets.head_values(sheet, time, named=named),
                worksheet_template=self.template("print/_worksheet"),
                workbook=self.workbook,
                phase=self.phases.get(sheet.id),
                level=level,
                address=address,
                fields=self.fields(sheet, time),
                code=qr_code.svg(address) if address else None,
            )
        )

    def address(self, sheet: Worksheet) -> str | None:
        """The address of a worksheet's page, if the practice has a site on the web."""
        page = output_paths.worksheet_page(self.track, self.program, sheet)
        return self.on_web(page) if self.on_web else None

    def pieces(
        self, paper: Paper, sheets: Iterable[Worksheet] = (), *, fillable: bool = True
    ) -> dict[str, bytes]:
        """The files that a document on a paper size imports, by name: functions, and answers.

        Args:
            paper: The paper.
            sheets: The worksheets in the document, whose layouts need files of their own.
            fillable: Whether boxes become form fields.
        """
        fillable = fillable and self.sheets.printed is None
        places = dict.fromkeys(place for sheet in sheets for place in _PLACES[sheet.layout])
        pieces = {
            f"{place or 'pieces'}.typ": self._piece(paper, fillable, place)
            for place in (None, *places)
        }
        return {**pieces, ANSWERS: self.sheets.printed_file}

    def _piece(self, paper: Paper, fillable: bool, place: str | None) -> bytes:
        if (paper, fillable, place) not in self._pieces:
            source = self.render("print/prelude", paper, fillable=fillable, place=place)
            self._pieces[paper, fillable, place] = source.encode()
        return self._pieces[paper, fillable, place]

    def render(self, template: str, paper: Paper, **more: Any) -> str:
        """Render a template; ``more`` are values for it besides the usual ones."""
        workbook = self.workbook
        language, _, region = workbook.language.partition("-")
        values = {
            "workbook": workbook,
            "brand": workbook.brand,
            "track": self.track,
            "program": self.program,
            "paper": paper,
            "fonts": self.theme.typeface.families,
            "title_fonts": self.theme.titles.families,
            "seat": self.seat,
            "language": (language, region or None),
            "logo": self.logo_name if workbook.logo else None,
            "print": workbook.print,
        }
        return self.template(template).render(values | more)

    def template(self, name: str) -> Template:
        """The template of a name without suffixes: that of the theme, if it has one."""
        return themed(self.environment, self.theme.id, f"{name}.typ.j2")

    @property
    def logo_name(self) -> str:
        """The name of the logo's file in the source."""
        return f"logo{PurePath(self.workbook.brand.logo or '').suffix}"

    def files(self) -> dict[str, bytes]:
        """The logo and every picture of the program, by name."""
        logo = {self.logo_name: self.workbook.logo} if self.workbook.logo else {}
        return logo | self.pictures(self.program.worksheets)

    def pictures(self, sheets: Iterable[Worksheet]) -> dict[str, bytes]:
        """The pictures of some worksheets, by name."""
        contents = self.workbook.pictures
        return {
            picture.name: contents[picture.file]
            for sheet in sheets
            for field in sheet.fields
            for picture in field.shown_pictures
        }
