"""Builds printed documents from worksheets and a client's answers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.ids import join_key
from workbook_builder.answers.printed_answer import (
    NotPrintable,
    PrintedAnswer,
    printed_answer,
    shortened,
)
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.practice.practice import Practice
from workbook_builder.print.documents import Document, ProgramDocuments
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.typesetting import glyph_coverage


@dataclass(frozen=True)
class PrintRequest:
    """What to print.

    Attributes:
        paper: The paper size.
        worksheets: The worksheets to print, each as ``program/worksheet``. If empty, all that
            have answers.
        whole: Whether to print the whole workbook of a program instead of single worksheets.
    """

    paper: Paper
    worksheets: Collection[str] = ()
    whole: bool = False

    def includes(self, program: str, sheet: Worksheet) -> bool:
        """Whether a worksheet should be printed, if it has answers."""
        return not self.worksheets or join_key(program, sheet.id) in self.worksheets


@dataclass(frozen=True)
class AnsweredSheets:
    """Documents with answers, and the answers that could not be printed.

    Attributes:
        documents: The documents.
        left_out: Why an answer is in none of the documents, by its key.
    """

    documents: tuple[Document, ...]
    left_out: Mapping[str, str]


def answered_sheets(
    practice: Practice, answers: Mapping[str, str], name: str, request: PrintRequest
) -> AnsweredSheets:
    """Build the documents for a file of answers.

    Args:
        practice: The practice that the answers belong to.
        answers: The value of each answer, by its key.
        name: The name of the file, for problems.
        request: What to print.

    Raises:
        WorkbookError: Some answers have letters that no font has. It reports all of them.
    """
    given = {key: value for key, value in answers.items() if value.strip()}
    answered_programs = {key.partition("/")[0] for key in given}
    left_out = dict.fromkeys(given, "no worksheet has a question with this key")
    documents: list[Document] = []
    all_printed: dict[str, PrintedAnswer] = {}
    for track, program in practice.workbook.programs():
        if program.id in answered_programs:
            with explaining():
                renderer = ProgramDocuments(
                    practice.workbook, track, program, practice.typst, practice.on_web
                )
                printed, refused = _printed_answers(renderer, given, practice.workbook.language)
                left_out = {k: v for k, v in left_out.items() if k not in printed} | refused
                rendered = list(_documents(renderer, printed, request))
            if rendered:
                documents += rendered
                all_printed |= printed
    if problems := list(_problems(all_printed, practice, name)):
        raise WorkbookError(problems)
    return AnsweredSheets(tuple(documents), left_out)


def _printed_answers(
    renderer: ProgramDocuments, given: Mapping[str, str], language: str
) -> tuple[dict[str, PrintedAnswer], dict[str, str]]:
    """The printed form of a program's answers, and why some of them have none, by key."""
    asked: dict[str, Answer] = {}
    for sheet in renderer.program.worksheets:
        asked |= {answer.key: answer for answer in renderer.answers(sheet) if answer.key in given}
    printed, refused = {}, {}
    for key, answer in asked.items():
        try:
            printed[key] = printed_answer(answer, given[key], language)
        except NotPrintable as error:
            refused[key] = str(error)
    return printed, refused


def _documents(
    renderer: ProgramDocuments, printed: Mapping[str, PrintedAnswer], request: PrintRequest
) -> Iterator[Document]:
    program, paper = renderer.program, request.paper
    answered = [
        sheet
        for sheet in program.worksheets
        if request.includes(program.id, sheet)
        and any(a.key in printed and a.key != renderer.name_key for a in renderer.answers(sheet))
    ]
    with_answers = renderer.with_answers(printed)
    if request.whole and answered:
        path = join_key(program.id, f"{program.id}-workbook-{paper}.pdf")
        yield replace(with_answers.book(paper), path=path)
    elif not request.whole:
        for sheet in answered:
            path = join_key(program.id, f"{sheet.id}-{paper}.pdf")
            yield replace(with_answers.worksheet(sheet, paper), path=path)


def _problems(
    printed: Mapping[str, PrintedAnswer], practice: Practice, name: str
) -> Iterator[Problem]:
    """A problem for each answer with letters that no font has."""
    graphemes = {key: glyph_coverage.graphemes(answer.shown) for key, answer in printed.items()}
    missing = glyph_coverage.missing_graphemes(
        set().union(*graphemes.values()), practice.workbook.typeface
    )
    for key, used in graphemes.items():
        if found := sorted(used & missing, key=printed[key].shown.index):
            text = shortened(printed[key].shown)
            message = f"`{key}`: no font has {' '.join(found[:12])}, as in “{text}”"
            hint = (
                "install a font that has it, like `pip install fontpkg-noto-sans-arabic` for Arabic"
            )
            yield Problem(
                name, 0, 0, Rule.NO_LETTER, message, f"{hint}, or add one to content/fonts"
            )
