"""The rows of the tables over all clients: one for each answer, and one for each client."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workbook_builder.answers.ids import split_time
from workbook_builder.clients.client import Client
from workbook_builder.model.workbook import Workbook
from workbook_builder.reports.answered_sheets import AnsweredSheet
from workbook_builder.reports.given_answers import GivenAnswer, Value
from workbook_builder.reports.measured import Compared
from workbook_builder.reports.progress import ClientProgress

# Whether a newer answer counts instead; "unclear" if nobody knows which of two is newer.
Replaced = Literal["no", "yes", "unclear"]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer of a client.

    Attributes:
        client: The id of the client.
        name: The client's name.
        program: The title of the program.
        worksheet: The title of the worksheet.
        time: Which time it is, if it repeats.
        question: The question; empty if the practice no longer asks it.
        part: Which part of the question it answers.
        value: The answer.
        key: Its key.
        replaced: Whether a newer answer counts instead.
    """

    client: str
    name: str
    program: str
    worksheet: str
    time: str
    question: str
    part: str
    value: Value
    key: str
    replaced: Replaced = "no"


class MeasureColumn(NamedTuple):
    """A measure of which a table over clients has columns: before, after, and the change."""

    program: str
    measure: str
    label: str


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client, with the numbers of all their programs together.

    Attributes:
        client: The id of the client.
        name: The client's name.
        programs: The titles of the programs.
        begins: The days on which they begin, as far as these are known.
        measures: The measures by the ids of the program and the measure.
        check_ins_done: How many planned times of worksheets that repeat were filled in.
        check_ins_so_far: How many of these were filled in or missed; None if nobody knows.
        steps_done: How many promised steps are done.
        steps_promised: How many steps were promised.
        last_received: The day on which something was last collected; empty if nothing was.
    """

    client: str
    name: str
    programs: tuple[str, ...]
    begins: tuple[str, ...]
    check_ins_done: int
    check_ins_so_far: int | None
    steps_done: int
    steps_promised: int
    last_received: str
    measures: Mapping[tuple[str, str], Compared] = field(default_factory=dict)


def answer_rows(progress: ClientProgress) -> Iterator[AnswerRow]:
    """The answers of a client, each followed by its older values. Those of others are left out."""
    client = progress.client
    for program in progress.programs:
        for sheet in program.sheets:
            for answer in sheet.answers:
                yield from _rows(client, program.program.title, sheet, answer)
    for old in progress.old:
        key, time = split_time(old.key)
        program_id, worksheet, *_ = (*key.split("/"), "")
        place = (program_id, worksheet, str(time or ""))
        yield AnswerRow(client.id, client.name, *place, "", "", old.value, old.key)


def _rows(
    client: Client, program: str, sheet: AnsweredSheet, answer: GivenAnswer
) -> Iterator[AnswerRow]:
    older: Replaced = "unclear" if answer.unclear else "yes"
    place = (client.id, client.name, program, sheet.sheet.title, sheet.time_name)
    for value, replaced in ((answer.value, "no"), *((each, older) for each in answer.older)):
        yield AnswerRow(*place, answer.question, answer.part, value, answer.key, replaced)


def client_row(progress: ClientProgress) -> ClientRow:
    """The numbers of a client."""
    programs = progress.programs
    judged = [each for each in programs if each.check_ins_so_far is not None]
    return ClientRow(
        progress.client.id,
        progress.client.name,
        tuple(each.program.title for each in programs),
        tuple(each.begins for each in programs if each.begins),
        sum(each.check_ins_done for each in judged or programs),
        sum(each.check_ins_so_far or 0 for each in judged) if judged else None,
        sum(each.steps_done for each in programs),
        sum(len(each.steps) for each in programs),
        progress.last_received,
        {(each.program.id, m.id): m for each in programs for m in each.measures},
    )


def measure_columns(workbook: Workbook, clients: Iterable[Client]) -> tuple[MeasureColumn, ...]:
    """The measures of the programs that some clients do, in the order of the practice."""
    wanted = {each.id for client in clients for each in client.programs}
    programs = [program for _, program in workbook.programs() if program.id in wanted]
    return tuple(
        MeasureColumn(
            program.id,
            id,
            f"{program.title}: {measure.label}" if len(programs) > 1 else measure.label,
        )
        for program in programs
        for id, measure in program.measures.items()
    )
