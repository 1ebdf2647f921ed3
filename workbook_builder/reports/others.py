"""What others wrote in sheets that the client gave them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.contract import ASKED_BY, FILLED_IN_BY, OTHERS, TIME_MARK
from workbook_builder.answers.ids import join_key
from workbook_builder.history.history import Entry, History
from workbook_builder.history.received import Received
from workbook_builder.model.workbook import SheetCollection, Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.given_answers import Value, beside, raw_value, read_value


@dataclass(frozen=True, slots=True)
class OthersAnswer:
    """An answer of somebody else, with its question."""

    question: str
    part: str
    value: Value


@dataclass(frozen=True, slots=True)
class OthersSheet:
    """A sheet that somebody else filled in.

    Attributes:
        title: The title of the sheet; its key if the practice no longer has it.
        name: The name of the person, if they gave it.
        source: What it came in.
        answers: The answers, in the order of the sheet.
    """

    title: str
    name: str
    source: Received
    answers: tuple[OthersAnswer, ...]


def others_sheets(
    workbook: Workbook, history: History, terms: Terms, language: str
) -> Iterator[OthersSheet]:
    """The sheets that others filled in, in the order in which they came."""
    known = {
        sheet.key(program.id): (program, sheet)
        for _, program in workbook.collections()
        for sheet in program.worksheets
        if sheet.for_others
    }
    for source, answers in history.others:
        for key in dict.fromkeys(f"{each.partition(_MARK)[0]}{_MARK}" for each in answers):
            own = {k: v for k, v in answers.items() if k.startswith(f"{key}/") and v.strip()}
            name = own.pop(join_key(key, FILLED_IN_BY), "")
            own.pop(join_key(key, ASKED_BY), "")  # the client
            place = known.get(key)
            asked = dict(_asked(*place, terms)) if place else {}
            yield OthersSheet(
                place[1].title if place else key.removesuffix(_MARK),
                name.strip(),
                source,
                tuple(_answers(own, asked, source, terms, language)),
            )


_MARK = f"{TIME_MARK}{OTHERS}"


def _asked(
    program: SheetCollection, sheet: Worksheet, terms: Terms
) -> Iterator[tuple[str, tuple[Answer, str]]]:
    """Each answer of a sheet with its question as a whole, by key."""
    for placed in map(terms.spelled_out, sheet.placed(program.id)):
        question = str(getattr(placed.field, "label", "") or "")
        for part, answer in placed.answers.items():
            yield answer.key, (answer, question if part else answer.label)


def _answers(
    values: Mapping[str, str],
    asked: Mapping[str, tuple[Answer, str]],
    source: Received,
    terms: Terms,
    language: str,
) -> Iterator[OthersAnswer]:
    for key, (answer, question) in asked.items():
        if key in values:
            entry = Entry(values[key], "", source)
            value = read_value(answer, entry, language, terms.ticked) or raw_value(entry)
            part = beside(question, answer.label)
            yield OthersAnswer(question or answer.label, part, value)
    for key, text in values.items():
        if key not in asked:
            label = key.partition(f"{_MARK}/")[2]
            yield OthersAnswer(label, "", raw_value(Entry(text, "", source)))
