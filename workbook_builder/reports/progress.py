"""How far a client is: everything that a report shows, computed from what they have sent back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.ids import begins_key, is_name_key
from workbook_builder.answers.understood import exact
from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.history.history import History
from workbook_builder.history.received import Received
from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Section, SheetCollection, Workbook
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.answered_sheets import AnsweredQuestion, AnsweredSheet, SheetReader
from workbook_builder.reports.check_ins import CheckIns, check_ins
from workbook_builder.reports.given_answers import Value, raw_value
from workbook_builder.reports.measured import Compared, OverTime, compared, over_time
from workbook_builder.reports.others import OthersSheet, others_sheets
from workbook_builder.reports.steps import Step, steps
from workbook_builder.reports.weeks import session_days, week_of


@dataclass(frozen=True, slots=True)
class ProgramProgress:
    """How far a client is in a program, or what they wrote in the toolbox.

    Attributes:
        section: The track of the program.
        program: The program.
        begins: The day on which it begins; empty if that is not known.
        week: The week in which it is; None before it begins, after its last week, and if nobody
            knows.
        since: The day of the last session or, if there was none, on which the program began;
            empty if neither is known or over. All that has come is new then.
        measures: The measures at its beginning and its end.
        trends: The numbers over its weeks.
        check_ins: The worksheets that repeat.
        steps: What the client has promised.
        sheets: The worksheets with answers.
    """

    section: Section
    program: SheetCollection
    begins: str = ""
    week: int | None = None
    since: str = ""
    measures: tuple[Compared, ...] = ()
    trends: tuple[OverTime, ...] = ()
    check_ins: tuple[CheckIns, ...] = ()
    steps: tuple[Step, ...] = ()
    sheets: tuple[AnsweredSheet, ...] = ()

    @property
    def new(self) -> tuple[AnsweredSheet, ...]:
        """The worksheets with answers that were collected since the last session."""
        return tuple(each for each in self.sheets if each.new)

    @property
    def unclear(self) -> int:
        """How many answers differ between two sources of which nobody knows which is newer."""
        return sum(bool(answer.unclear) for each in self.sheets for answer in each.answers)

    @property
    def check_ins_done(self) -> int:
        """How many planned times of all worksheets that repeat at intervals were filled in."""
        return sum(each.done for each in self.check_ins if each.at_intervals)

    @property
    def check_ins_so_far(self) -> int | None:
        """How many of these times were filled in or missed; None if nobody knows."""
        if not self.begins:
            return None
        return sum(each.so_far for each in self.check_ins if each.at_intervals)

    @property
    def steps_done(self) -> int:
        """How many promised steps are done."""
        return sum(each.done for each in self.steps)

    @property
    def tracked(self) -> tuple[tuple[AnsweredSheet, AnsweredQuestion], ...]:
        """The questions that track something, each with its worksheet."""
        return tuple((each, q) for each in self.sheets for q in each.questions if q.tracked)

    def steps_so_far(self, today: str) -> int:
        """How many steps can be judged: those that are done, and those whose day has passed."""
        return sum(each.state(today) != "open" for each in self.steps)

    def carried_over(self, today: str) -> int:
        """How many steps were promised for an earlier day, and are not done."""
        return sum(each.state(today) == "carried over" for each in self.steps)


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """An answer to a question that the practice no longer asks."""

    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class ClientProgress:
    """How far a client is.

    Attributes:
        client: The client.
        today: The day of the report.
        programs: The programs that the client does, then others in which they wrote something.
        others: What others wrote.
        old: Answers from earlier versions of the worksheets.
        sources: Everything that came, in the order in which it was collected.
    """

    client: Client
    today: str
    programs: tuple[ProgramProgress, ...]
    others: tuple[OthersSheet, ...] = ()
    old: tuple[OldAnswer, ...] = ()
    sources: tuple[Received, ...] = ()

    @property
    def last_received(self) -> str:
        """The day on which something was last collected; empty if nothing was."""
        return self.sources[-1].day if self.sources else ""


def client_progress(
    workbook: Workbook, client: Client, history: History, today: str, terms: Terms
) -> ClientProgress:
    """Compute everything that a report on a client shows.

    Args:
        workbook: The practice.
        client: The client.
        history: Everything that the client has sent back.
        today: The day of the report, as YYYY-MM-DD. What was collected later is not in it.
        terms: The words that readers see for ids, in the language of the practice.
    """
    if any(source.day > today for source in history.sources):
        history = History.of(source for source in history.sources if source.day <= today)
    programs = tuple(
        _progress(workbook, section, program, entry, history, today, terms)
        for section, program, entry in _collections(workbook, client, history)
    )
    known = {key for each in programs for sheet in each.sheets for key in sheet.keys}
    known |= {begins_key(each.program.id) for each in programs}
    old = (
        OldAnswer(key, raw_value(entries[-1]))
        for key, entries in history.entries.items()
        if key not in known and not is_name_key(key) and entries[-1].value.strip()
    )
    return ClientProgress(
        client,
        today,
        programs,
        tuple(others_sheets(workbook, history, terms, workbook.language)),
        tuple(old),
        history.sources,
    )


def last_session(days: Iterable[str], today: str) -> str:
    """The day of the last session before today; empty if there was none.

    A session of today is still to come for a coach who reads a report to prepare for it.
    """
    return max((day for day in days if day < today), default="")


def _collections(
    workbook: Workbook, client: Client, history: History
) -> Iterator[tuple[Section, SheetCollection, ClientProgram | None]]:
    """The client's programs in their order, then whatever else they wrote in."""
    places = {program.id: (section, program) for section, program in workbook.collections()}
    entries = {each.id: each for each in client.programs if each.id in places}
    for id, entry in entries.items():
        yield *places[id], entry
    written = {key.partition("/")[0] for key in (*history.answers, *history.done)}
    for id, place in places.items():
        if id in written and id not in entries:
            yield *place, None


def _progress(
    workbook: Workbook,
    section: Section,
    program: SheetCollection,
    entry: ClientProgram | None,
    history: History,
    today: str,
    terms: Terms,
) -> ProgramProgress:
    language = workbook.language
    told = history.answers.get(begins_key(program.id), "")
    begins = (entry and entry.begins) or exact(AnswerKind.DATE, told, language)
    sessions = program.sessions if isinstance(program, Program) else ()
    days = session_days(entry.sessions if entry else (), begins, sessions)
    since = last_session(days, today) or (begins if begins <= today else "")
    reader = SheetReader(program, history, terms, language, history.since(since))
    promised = steps(program.id, history.answers, language)
    sheets = tuple(reader.sheets())
    if not isinstance(program, Program):
        return ProgramProgress(section, program, steps=promised, sheets=sheets)
    week = week_of(begins, today) if begins else 0
    return ProgramProgress(
        section,
        program,
        begins,
        week if 1 <= week <= program.weeks else None,
        since,
        tuple(compared(program, history, language)),
        tuple(over_time(program, history, terms, language)),
        tuple(check_ins(program, entry.without if entry else (), begins, today, history, terms)),
        promised,
        sheets,
    )
