"""A Workbook as Typst sources: single worksheets, whole workbooks, and the coach's guides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, cast

from jinja2 import Environment

from workbook_builder import addresses
from workbook_builder.answers import Answer, Kind
from workbook_builder.field import part
from workbook_builder.model import SHEET_DATE, Paper, Program, Track, Workbook, Worksheet
from workbook_builder.terms import Terms
from workbook_builder.typst_text import Typst


@dataclass(frozen=True)
class Document:
    """One PDF to be: where it goes, what Typst sets, and what its boxes ask.

    ``path`` is below the site, or below the coach's own folder when ``coach`` is true.
    ``files`` are pictures by the name that the source calls them.
    """

    path: str
    source: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    coach: bool = False


def documents(workbook: Workbook, environment: Environment) -> Iterator[Document]:
    """Every document of a workbook, in its order."""
    for track, program in workbook.programs():
        yield from _Press(workbook, track, program, environment).documents()


class _Press:
    """Sets the documents of one program; a worksheet's fields are rendered once for all of them."""

    def __init__(
        self, workbook: Workbook, track: Track, program: Program, environment: Environment
    ) -> None:
        self.workbook = workbook
        self.track = track
        self.program = program
        self.environment = environment
        self.phases = {sheet.id: phase for phase in program.phases for sheet in phase.worksheets}
        self.fields = {sheet.id: self.set_fields(sheet) for sheet in program.worksheets}

    def documents(self) -> Iterator[Document]:
        for paper in self.workbook.papers:
            for sheet in self.program.worksheets:
                yield self.worksheet(sheet, paper)
            yield self.book(paper)
        yield self.guide(self.workbook.papers[0])

    def worksheet(self, sheet: Worksheet, paper: Paper) -> Document:
        answers = {answer.key: answer for answer in self.answers(sheet)}
        path = addresses.worksheet_pdf(self.track, self.program, sheet, paper)
        source = self.render(
            "worksheet", paper, sheet=sheet, body=self.body(sheet, 1, self.name_key)
        )
        return Document(path, source, answers)

    def book(self, paper: Paper) -> Document:
        sheets = self.program.worksheets
        answers = {answer.key: answer for sheet in sheets for answer in self.answers(sheet)}
        # The name stands once, on the cover: not every PDF library shares a field's value.
        bodies = {sheet.id: self.body(sheet, level=2) for sheet in sheets}
        path = addresses.workbook_pdf(self.track, self.program, paper)
        source = self.render("workbook", paper, bodies=bodies, name_key=self.name_key)
        return Document(path, source, answers, self.files())

    def guide(self, paper: Paper) -> Document:
        bodies = {sheet.id: self.body(sheet, level=3) for sheet in self.program.worksheets}
        path = f"{self.track.id}/{self.program.id}-coach.pdf"
        source = self.render("coach", paper, bodies=bodies, fillable=False)
        return Document(path, source, files=self.files(), coach=True)

    # -- parts ------------------------------------------------------------------------------

    @property
    def name_key(self) -> str:
        """The client's name, one answer for the whole program."""
        return part(self.program.id, "client-name")

    def date_key(self, sheet: Worksheet) -> str:
        """The day a sheet was filled in."""
        return part(self.program.id, sheet.id, SHEET_DATE)

    def answers(self, sheet: Worksheet) -> tuple[Answer, ...]:
        """What a sheet asks on paper: who and when, and all that its fields ask."""
        terms = cast(Terms, self.environment.globals["terms"])
        return (
            Answer(self.name_key, Kind.LINE, terms.name),
            Answer(self.date_key(sheet), Kind.DATE, terms.date),
            *sheet.answers(self.program.id),
        )

    def set_fields(self, sheet: Worksheet) -> tuple[Typst, ...]:
        rendered = []
        for placed in sheet.placed(self.program.id):
            template = self.environment.get_template(f"fields/{placed.field.type}.typ.j2")
            rendered.append(
                Typst(
                    template.render(
                        field=placed.field,
                        key=placed.key,
                        answers=placed.answers,
                        number=placed.number,
                    )
                )
            )
        return tuple(rendered)

    def body(self, sheet: Worksheet, level: int, name_key: str | None = None) -> Typst:
        return Typst(
            self.environment.get_template("print/_worksheet.typ.j2").render(
                sheet=sheet,
                phase=self.phases[sheet.id],
                fields=self.fields[sheet.id],
                level=level,
                name_key=name_key,
                date_key=self.date_key(sheet),
            )
        )

    def render(self, template: str, paper: Paper, **more: Any) -> str:
        workbook = self.workbook
        language, _, region = workbook.language.partition("-")
        values = {
            "workbook": workbook,
            "brand": workbook.brand,
            "track": self.track,
            "program": self.program,
            "paper": paper,
            "language": (language, region or None),
            "logo": self.logo_name if workbook.logo else None,
            "fillable": True,
        }
        return self.environment.get_template(f"print/{template}.typ.j2").render(values | more)

    @property
    def logo_name(self) -> str:
        return f"logo{PurePath(self.workbook.brand.logo or '').suffix}"

    def files(self) -> Mapping[str, bytes]:
        return {self.logo_name: self.workbook.logo} if self.workbook.logo else {}
