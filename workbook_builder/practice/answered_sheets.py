"""Builds printed documents from worksheets and a client's answers."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.conditions import not_asked
from workbook_builder.answers.ids import begins_key, is_name_key, join_key
from workbook_builder.answers.printed_answer import (
    NotPrintable,
    PrintedAnswer,
    printed_answer,
    shortened,
)
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.practice.client_folder import client_name
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.print.word_documents import WordDocuments
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.typesetting import glyph_coverage

_NOT_ASKED = "its question is not asked, because of the answer to an earlier one"
_STAND_INS = ("\N{WHITE SQUARE}", "\N{REPLACEMENT CHARACTER}")  # for letters that no font has


@dataclass(frozen=True)
class PrintRequest:
    """What to print.

    Attributes:
        paper: The paper size.
        worksheets: The worksheets to print, each as ``program/worksheet``. If empty, all that
            have answers.
        whole: Whether to print the whole workbook of a program instead of single worksheets. Those
            of the toolbox are printed all the same.
        word: Whether to make Word documents, in which a coach and a client can go on writing.
    """

    paper: Paper
    worksheets: Collection[str] = ()
    whole: bool = False
    word: bool = False

    def includes(self, program: str, sheet: Worksheet) -> bool:
        """Whether a worksheet should be printed, if it has answers."""
        return not self.worksheets or join_key(program, sheet.id) in self.worksheets


@dataclass(frozen=True)
class AnsweredSheets:
    """Documents with answers, and what could not be printed.

    Attributes:
        documents: The documents.
        left_out: Why an answer is in none of the documents, by its key. Also why a worksheet that
            was asked for is not printed, by ``program/worksheet``.
        warnings: A problem for each answer in which letters had to be replaced.
    """

    documents: tuple[Document, ...]
    left_out: Mapping[str, str]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class _AnsweredProgram:
    """A program with answers.

    Attributes:
        renderer: Renders its documents.
        printed: The printed form of its answers, by key.
        sheets: The worksheets to print, and which time each is filled in.
    """

    renderer: ProgramDocuments
    printed: Mapping[str, PrintedAnswer]
    sheets: Collection[tuple[Worksheet, int | None]]

    def shown(self) -> dict[str, PrintedAnswer]:
        """The answers on its worksheets, including earlier ones that these show again."""
        renderer = self.renderer.with_answers(self.printed)
        keys = {answer.key for each in self.sheets for answer in renderer.sheets.answers(*each)}
        again = [
            placed.key
            for each in self.sheets
            for placed in renderer.sheets.placed(*each)
            if placed.field.earlier
        ]
        return {
            key: answer
            for key, answer in self.printed.items()
            if key in keys or any(f"{key}/".startswith(f"{each}/") for each in again)
        }


def answered_sheets(
    practice: Practice, answers: Mapping[str, str], name: str, request: PrintRequest
) -> AnsweredSheets:
    """Build the documents for a file of answers.

    Args:
        practice: The practice that the answers belong to.
        answers: The value of each answer, by its key.
        name: The name of the file, for problems.
        request: What to print.
    """
    given = {key: value for key, value in answers.items() if value.strip()}
    client = client_name(given)
    asked = [key for key in given if not (is_name_key(key) and given[key].strip() == client)]
    begin = {begins_key(program.id) for _, program in practice.workbook.collections()}
    asked = [key for key in asked if key not in begin]  # on no sheet
    left_out = dict.fromkeys(asked, "no worksheet has a question with this key")
    programs: list[_AnsweredProgram] = []
    for program in _programs(practice, given):
        with explaining():
            own = {program.sheets.name_key: client, **given} if client else given
            printed, refused = _printed_answers(program, own, practice.workbook.language)
            left_out = {k: v for k, v in left_out.items() if k not in printed} | refused
            if sheets := _sheets(program, printed, request):
                programs.append(_AnsweredProgram(program, printed, sheets))
    left_out |= dict.fromkeys(_without_answers(programs, request), "it has no answers")
    shown = {key: each for program in programs for key, each in program.shown().items()}
    # Word finds letters in the fonts of its machine.
    replaced, warnings = ({}, []) if request.word else _replaced_letters(shown, practice, name)
    with explaining():
        documents = [
            document
            for program in programs
            for document in _documents(program, {**program.printed, **replaced}, request, practice)
        ]
    return AnsweredSheets(tuple(documents), left_out, tuple(sorted(warnings)))


def _programs(practice: Practice, given: Mapping[str, str]) -> Iterator[ProgramDocuments]:
    """The programs of the practice that have answers."""
    answered = {key.partition("/")[0] for key in given}
    for track, program in practice.workbook.collections():
        if program.id in answered:
            yield ProgramDocuments(
                practice.workbook, track, program, practice.typst, practice.on_web
            )


def _printed_answers(
    renderer: ProgramDocuments, given: Mapping[str, str], language: str
) -> tuple[dict[str, PrintedAnswer], dict[str, str]]:
    """The printed form of a program's answers, and why some of them have none, by key."""
    asked: dict[str, Answer] = {}
    printed: dict[str, PrintedAnswer] = {}
    refused: dict[str, str] = {}
    for sheet in renderer.program.worksheets:
        for time in renderer.sheets.times(sheet, given):
            if not sheet.repeat and time is not None:
                continue
            refused |= dict.fromkeys(_not_asked(renderer, sheet, time, given, language), _NOT_ASKED)
            counted = {key: value for key, value in given.items() if key not in refused}
            given = {**given, **dict(_totals(renderer, sheet, time, counted, language))}
            answers = renderer.sheets.answers(sheet, time)
            asked |= {answer.key: answer for answer in answers if answer.key in given}
    for answer in (renderer.sheets.name, renderer.sheets.begins):
        if answer.key in given:
            asked[answer.key] = answer
    for key, answer in asked.items():
        if key in refused:
            continue
        try:
            printed[key] = printed_answer(answer, given[key], language)
        except NotPrintable as error:
            refused[key] = str(error)
    return printed, refused


def _not_asked(
    renderer: ProgramDocuments,
    sheet: Worksheet,
    time: int | None,
    given: Mapping[str, str],
    language: str,
) -> Iterator[str]:
    """The keys of the answers to questions of a worksheet that are not asked at a time of it."""
    start = f"{sheet.key(renderer.program.id, time)}/"
    own = {key.removeprefix(start): value for key, value in given.items() if key.startswith(start)}
    fields = not_asked(sheet.conditions, own, language)
    return (start + key for key in own if key.partition("/")[0] in fields)


def _totals(
    renderer: ProgramDocuments,
    sheet: Worksheet,
    time: int | None,
    given: Mapping[str, str],
    language: str,
) -> Iterator[tuple[str, str]]:
    """What answers of a worksheet add up to, each with its key. It replaces what a client wrote."""
    for placed in renderer.sheets.placed(sheet, time):
        own = {part: given.get(answer.key, "") for part, answer in placed.answers.items()}
        for total in placed.field.totals:
            if value := total.of(own, language):
                yield placed.totals[total.part].key, value


def _sheets(
    renderer: ProgramDocuments, printed: Mapping[str, PrintedAnswer], request: PrintRequest
) -> list[tuple[Worksheet, int | None]]:
    """The worksheets to print, and which time: those that are asked for and have answers."""
    return [
        (sheet, time)
        for sheet in renderer.program.worksheets
        if request.includes(renderer.program.id, sheet)
        and not (request.whole and sheet.for_others)  # which are not in the book
        for time in renderer.sheets.times(sheet, printed)
    ]


def _without_answers(programs: Iterable[_AnsweredProgram], request: PrintRequest) -> list[str]:
    """The worksheets that were asked for, but are not printed."""
    sheets = {
        join_key(each.renderer.program.id, sheet.id)
        for each in programs
        for sheet in (
            each.renderer.program.worksheets
            if request.whole and each.renderer.has_workbook
            else [sheet for sheet, _ in each.sheets]
        )
    }
    return [name for name in request.worksheets if name not in sheets]


def _documents(
    program: _AnsweredProgram,
    printed: Mapping[str, PrintedAnswer],
    request: PrintRequest,
    practice: Practice,
) -> Iterator[Document]:
    with_answers, paper = program.renderer.with_answers(printed), request.paper
    id = program.renderer.program.id
    whole = request.whole and with_answers.has_workbook
    if request.word:
        in_word = WordDocuments(with_answers, practice.word, paper)
        if whole:
            yield replace(in_word.book(), path=join_key(id, f"{id}-workbook.docx"))
            return
        for sheet, time in program.sheets:
            name = f"{sheet.id}-{time}.docx" if time else f"{sheet.id}.docx"
            yield replace(in_word.worksheet(sheet, time), path=join_key(id, name))
    elif whole:
        yield replace(with_answers.book(paper), path=join_key(id, f"{id}-workbook-{paper}.pdf"))
    else:
        for sheet, time in program.sheets:
            name = f"{sheet.id}-{time}" if time else sheet.id
            path = join_key(id, f"{name}-{paper}.pdf")
            yield replace(with_answers.worksheet(sheet, paper, time), path=path)


def _replaced_letters(
    printed: Mapping[str, PrintedAnswer], practice: Practice, name: str
) -> tuple[dict[str, PrintedAnswer], list[Problem]]:
    """Replace letters that no font has.

    Returns:
        The answers that had such letters, by key, and a warning for each of them.
    """
    graphemes = {key: glyph_coverage.graphemes(answer.shown) for key, answer in printed.items()}
    missing = glyph_coverage.missing_graphemes(
        set(_STAND_INS).union(*graphemes.values()), practice.workbook.typeface
    )
    stand_in = next((each for each in _STAND_INS if each not in missing), "?")
    replaced, warnings = {}, []
    for key, used in graphemes.items():
        shown = printed[key].shown
        if found := sorted(used & missing, key=shown.index):
            longest_first = sorted(found, key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, longest_first)))
            replaced[key] = replace(printed[key], shown=pattern.sub(stand_in, shown))
            letters = " ".join(found[:12])
            message = (
                f"`{key}`: no font has {letters}, so {stand_in} is printed instead,"
                f" as in “{shortened(shown)}”"
            )
            hint = (
                "install a font that has it, like `pip install fontpkg-noto-sans-arabic` for"
                " Arabic, or add one to content/fonts"
            )
            warnings.append(Problem(name, 0, 0, Rule.NO_LETTER, message, hint))
    return replaced, warnings
