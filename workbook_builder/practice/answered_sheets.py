"""Worksheets that a client has answered, set anew with the answers in their boxes."""

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
    """What is printed: each worksheet with answers, or of these only ``worksheets``.

    They are named ``program/worksheet``. With ``whole`` it is the workbook of their program.
    """

    paper: Paper
    worksheets: Collection[str] = ()
    whole: bool = False

    def of(self, program: str, sheet: Worksheet) -> bool:
        """Whether a worksheet is wished for."""
        return not self.worksheets or join_key(program, sheet.id) in self.worksheets


@dataclass(frozen=True)
class AnsweredSheets:
    """Documents with answers in them, and what is in none of them, with the reason why."""

    documents: tuple[Document, ...]
    left_out: Mapping[str, str]


def answered_sheets(
    practice: Practice, answers: Mapping[str, str], name: str, wish: PrintRequest
) -> AnsweredSheets:
    """The documents for a file of answers, which is called ``name`` in problems.

    Raises WorkbookError for every answer with a letter that no font has.
    """
    given = {key: value for key, value in answers.items() if value.strip()}
    begun = {key.partition("/")[0] for key in given}
    left_out = dict.fromkeys(given, "no worksheet asks this")
    documents: list[Document] = []
    shown: dict[str, PrintedAnswer] = {}
    for track, program in practice.workbook.programs():
        if program.id in begun:
            with explaining():
                setting = ProgramDocuments(
                    practice.workbook, track, program, practice.typst, practice.on_web
                )
                words, unfit = _words(setting, given, practice.workbook.language)
                left_out = {k: v for k, v in left_out.items() if k not in words} | unfit
                made = list(_documents(setting, words, wish))
            if made:
                documents += made
                shown |= words
    if problems := list(_problems(shown, practice, name)):
        raise WorkbookError(problems)
    return AnsweredSheets(tuple(documents), left_out)


def _words(
    setting: ProgramDocuments, given: Mapping[str, str], language: str
) -> tuple[dict[str, PrintedAnswer], dict[str, str]]:
    """The words for each answer of a program, and why there are none for some."""
    asked: dict[str, Answer] = {}
    for sheet in setting.program.worksheets:
        asked |= {answer.key: answer for answer in setting.answers(sheet) if answer.key in given}
    words, unfit = {}, {}
    for key, answer in asked.items():
        try:
            words[key] = printed_answer(answer, given[key], language)
        except NotPrintable as error:
            unfit[key] = str(error)
    return words, unfit


def _documents(
    setting: ProgramDocuments, words: Mapping[str, PrintedAnswer], wish: PrintRequest
) -> Iterator[Document]:
    program, paper = setting.program, wish.paper
    answered = [
        sheet
        for sheet in program.worksheets
        if wish.of(program.id, sheet)
        and any(a.key in words and a.key != setting.name_key for a in setting.answers(sheet))
    ]
    showing = setting.showing(words)
    if wish.whole and answered:
        path = join_key(program.id, f"{program.id}-workbook-{paper}.pdf")
        yield replace(showing.book(paper), path=path)
    elif not wish.whole:
        for sheet in answered:
            path = join_key(program.id, f"{sheet.id}-{paper}.pdf")
            yield replace(showing.worksheet(sheet, paper), path=path)


def _problems(
    shown: Mapping[str, PrintedAnswer], practice: Practice, name: str
) -> Iterator[Problem]:
    signs = {key: glyph_coverage.graphemes(words.shown) for key, words in shown.items()}
    missing = glyph_coverage.missing_graphemes(
        set().union(*signs.values()), practice.workbook.typeface
    )
    for key, used in signs.items():
        if found := sorted(used & missing, key=shown[key].shown.index):
            text = shortened(shown[key].shown)
            message = f"`{key}`: no font here has {' '.join(found[:12])} of “{text}”"
            hint = (
                "install a font that has it, like `pip install fontpkg-noto-sans-arabic` for Arabic"
            )
            yield Problem(
                name, 0, 0, Rule.NO_LETTER, message, f"{hint}, or add one to content/fonts"
            )
