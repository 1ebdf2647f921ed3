"""A Workbook as Typst sources: single worksheets, whole workbooks, and the coach's guides."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath
from typing import Any, Self, TypeVar, cast

from jinja2 import Environment

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.printed_answer import PrintedAnswer
from workbook_builder.graphics import qr_code
from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Track, Workbook
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import SHEET_DATE, Placed, Worksheet
from workbook_builder.rendering import prose, site_paths
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.memo import RecentResults
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.typesetting.typst_values import TypstCode

_KEPT = 3 * 64  # of three kinds, for more sheets than a program has

T = TypeVar("T")
SheetParts = RecentResults[tuple[Any, ...]]  # of a sheet, by their kind, program and sheet

# The address of a page on the web by its path, where the practice's site has one.
OnWeb = Callable[[str], str]


@dataclass(frozen=True)
class Document:
    """One PDF to be: where it goes, what Typst sets, and what its boxes ask.

    ``path`` is below the site, or below the coach's own folder when ``coach`` is true.
    ``files`` are what the source reads, by the names that it calls them, and ``fonts`` the font
    files that no installed package brings.
    """

    path: str
    source: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    coach: bool = False
    fonts: tuple[bytes, ...] = field(default=(), repr=False)


def documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> Iterator[Document]:
    """Every document of a workbook, in its order."""
    for track, program in workbook.programs():
        yield from ProgramDocuments(workbook, track, program, environment, on_web).documents()


def client_documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> LazyFiles[Document]:
    """Every document of the site, by its path."""
    makers: dict[str, Callable[[], Document]] = {}
    recent: SheetParts = RecentResults(_KEPT)
    for track, program in workbook.programs():
        of_program = ProgramDocuments(workbook, track, program, environment, on_web, recent)
        makers |= of_program.clients()
    return LazyFiles(makers)


def coach_documents(
    workbook: Workbook, environment: Environment, on_web: OnWeb | None = None
) -> LazyFiles[Document]:
    """Every document of the coach's edition, by its path."""
    makers: dict[str, Callable[[], Document]] = {}
    for track, program in workbook.programs():
        of_program = ProgramDocuments(
            workbook, track, program, environment, on_web, RecentResults(0)
        )
        makers |= of_program.guides()
    return LazyFiles(makers)


class ProgramDocuments:
    """Sets the documents of one program; a worksheet's parts are made once for all of them."""

    def __init__(
        self,
        workbook: Workbook,
        track: Track,
        program: Program,
        environment: Environment,
        on_web: OnWeb | None = None,
        recent: SheetParts | None = None,
    ) -> None:
        """``recent`` keeps the parts of the sheets that were rendered last."""
        self.workbook = workbook
        self.track = track
        self.program = program
        self.environment = environment
        self.on_web = on_web
        self.written: Mapping[str, PrintedAnswer] | None = None
        self.phases = {sheet.id: phase for phase in program.phases for sheet in phase.worksheets}
        self._recent: SheetParts = RecentResults(_KEPT) if recent is None else recent
        self._pieces: dict[tuple[Paper, bool], bytes] = {}

    def showing(self, written: Mapping[str, PrintedAnswer]) -> Self:
        """The same documents with what a client has answered, by key, and without a form."""
        shown = copy(self)
        shown.written = written
        shown._pieces = {}
        return shown

    def documents(self) -> Iterator[Document]:
        """The worksheets and the workbook on every paper, and the coach's guide."""
        yield from (make() for make in (self.clients() | self.guides()).values())

    def clients(self) -> dict[str, Callable[[], Document]]:
        """What renders each document for clients, by its path."""
        makers: dict[str, Callable[[], Document]] = {}
        for paper in self.workbook.papers:
            for sheet in self.program.worksheets:
                path = site_paths.worksheet_pdf(self.track, self.program, sheet, paper)
                makers[path] = partial(self.worksheet, sheet, paper)
            path = site_paths.workbook_pdf(self.track, self.program, paper)
            makers[path] = partial(self.book, paper)
        return makers

    def guides(self) -> dict[str, Callable[[], Document]]:
        """What renders the coach's guide, by its path."""
        path = site_paths.coach_pdf(self.track, self.program)
        return {path: partial(self.guide, self.workbook.papers[0])}

    def worksheet(self, sheet: Worksheet, paper: Paper) -> Document:
        """One worksheet."""
        answers = self.form([sheet])
        path = site_paths.worksheet_pdf(self.track, self.program, sheet, paper)
        body = self.body(sheet, 1, self.name_key)
        source = self.render("worksheet", paper, sheet=sheet, body=body, notice=self.notice)
        files = self.pieces(paper) | self.pictures([sheet])
        return Document(path, source, answers, files, fonts=self.workbook.typeface.files)

    def book(self, paper: Paper) -> Document:
        """All worksheets in one."""
        sheets = self.program.worksheets
        answers = self.form(sheets)
        # The name stands once, on the cover: not every PDF library shares a field's value.
        bodies = {sheet.id: self.body(sheet, level=2) for sheet in sheets}
        path = site_paths.workbook_pdf(self.track, self.program, paper)
        source = self.render("workbook", paper, bodies=bodies, name_key=self.name_key)
        files = self.pieces(paper) | self.files()
        return Document(path, source, answers, files, fonts=self.workbook.typeface.files)

    def guide(self, paper: Paper) -> Document:
        """The same, with guidance for the coach."""
        bodies = {sheet.id: self.body(sheet, level=3) for sheet in self.program.worksheets}
        path = site_paths.coach_pdf(self.track, self.program)
        source = self.render("coach", paper, bodies=bodies)
        files = self.pieces(paper, fillable=False) | self.files()
        fonts = self.workbook.typeface.files
        return Document(path, source, files=files, coach=True, fonts=fonts)

    # -- parts ------------------------------------------------------------------------------

    @property
    def terms(self) -> Terms:
        """The reader's words for ids."""
        return cast(Terms, self.environment.globals["terms"])

    @property
    def name_key(self) -> str:
        """The client's name, one answer for the whole program."""
        return join_key(self.program.id, "client-name")

    @property
    def notice(self) -> str:
        """The first sentence of what clients of the track should know."""
        return re.split(r"(?<=[.!?])\s", prose.plain(self.track.notice or ""))[0]

    def date_key(self, sheet: Worksheet) -> str:
        """The day a sheet was filled in."""
        return join_key(self.program.id, sheet.id, SHEET_DATE)

    def form(self, sheets: Iterable[Worksheet]) -> Mapping[str, Answer]:
        """What the form of some sheets asks, by key: nothing where answers are printed."""
        if self.written is not None:
            return {}
        return {answer.key: answer for sheet in sheets for answer in self.answers(sheet)}

    def answers(self, sheet: Worksheet) -> tuple[Answer, ...]:
        """What a sheet asks on paper: who and when, and all that its fields ask."""
        return self.once("answers", sheet, self._answers)

    def _answers(self, sheet: Worksheet) -> Iterator[Answer]:
        yield Answer(self.name_key, AnswerKind.LINE, self.terms.name)
        yield Answer(self.date_key(sheet), AnswerKind.DATE, self.terms.date)
        for placed in self.placed(sheet):
            yield from placed.answers.values()

    def fields(self, sheet: Worksheet) -> tuple[TypstCode, ...]:
        """The fields of a sheet as their templates make them."""
        return self.once("fields", sheet, self._rendered)

    def _rendered(self, sheet: Worksheet) -> Iterator[TypstCode]:
        for each in self.placed(sheet):
            template = self.environment.get_template(f"fields/{each.field.type}.typ.j2")
            yield TypstCode(
                template.render(
                    field=each.field, key=each.key, answers=each.answers, number=each.number
                )
            )

    def placed(self, sheet: Worksheet) -> tuple[Placed, ...]:
        """The fields of a sheet where clients meet them."""
        return self.once("placed", sheet, self._placed)

    def _placed(self, sheet: Worksheet) -> Iterator[Placed]:
        return map(self.terms.spelled_out, sheet.placed(self.program.id))

    def once(
        self, kind: str, sheet: Worksheet, make: Callable[[Worksheet], Iterable[T]]
    ) -> tuple[T, ...]:
        """A part of a sheet, made once for all documents that follow each other."""
        return self._recent((kind, self.program.id, sheet.id), lambda: tuple(make(sheet)))

    def body(self, sheet: Worksheet, level: int, name_key: str | None = None) -> TypstCode:
        """One sheet, its title at a level of headings; it asks for a name that it has a key for."""
        page = site_paths.worksheet_page(self.track, self.program, sheet)
        address = self.on_web(page) if self.on_web else None
        return TypstCode(
            self.environment.get_template("print/_worksheet.typ.j2").render(
                sheet=sheet,
                phase=self.phases[sheet.id],
                fields=self.fields(sheet),
                level=level,
                name_key=name_key,
                date_key=self.date_key(sheet),
                address=address,
                code=qr_code.svg(address) if address else None,
            )
        )

    def pieces(self, paper: Paper, *, fillable: bool = True) -> dict[str, bytes]:
        """What the documents on a paper are set with, as a file that they read."""
        fillable = fillable and self.written is None
        if (paper, fillable) not in self._pieces:
            written = {key: each.typst() for key, each in (self.written or {}).items()}
            source = self.render("pieces", paper, fillable=fillable, values=written)
            self._pieces[paper, fillable] = source.encode()
        return {"pieces.typ": self._pieces[paper, fillable]}

    def render(self, template: str, paper: Paper, **more: Any) -> str:
        """A whole document, or a part of it."""
        workbook = self.workbook
        language, _, region = workbook.language.partition("-")
        values = {
            "workbook": workbook,
            "brand": workbook.brand,
            "track": self.track,
            "program": self.program,
            "paper": paper,
            "fonts": workbook.typeface.families,
            "language": (language, region or None),
            "logo": self.logo_name if workbook.logo else None,
            "print": workbook.print,
        }
        return self.environment.get_template(f"print/{template}.typ.j2").render(values | more)

    @property
    def logo_name(self) -> str:
        """What the source calls the logo."""
        return f"logo{PurePath(self.workbook.brand.logo or '').suffix}"

    def files(self) -> dict[str, bytes]:
        """The logo, and every picture of the program."""
        logo = {self.logo_name: self.workbook.logo} if self.workbook.logo else {}
        return logo | self.pictures(self.program.worksheets)

    def pictures(self, sheets: Iterable[Worksheet]) -> dict[str, bytes]:
        """The pictures of some sheets."""
        known = self.workbook.pictures
        return {
            picture.name: known[picture.file]
            for sheet in sheets
            for field in sheet.fields
            for picture in field.shown_pictures
        }
