"""Assembles a Program from its file and the shared worksheets that it uses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from workbook_builder.answers.contract import BEGINS, CLIENT_NAME
from workbook_builder.content import recalls, requirements
from workbook_builder.content.added_fields import with_added_fields
from workbook_builder.content.conditions import resolve_conditions
from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.handouts import handout_problems
from workbook_builder.content.links import link_problems, shared_link_problems
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.answer_path import PREVIOUS
from workbook_builder.model.base import Model
from workbook_builder.model.content_files import PhaseFile, ProgramFile, Use
from workbook_builder.model.field import Field
from workbook_builder.model.literal_types import PHASES, PhaseId
from workbook_builder.model.program import Phase, Program
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_names import is_device

M = TypeVar("M", bound=Model)

# These names are used by the site itself.
RESERVED_WORKSHEETS = {*PHASES, "downloads", "index", CLIENT_NAME, BEGINS, PREVIOUS}


@dataclass(frozen=True, eq=False)
class LoadedFile(Generic[M]):
    """A valid file: its model, and its source, which knows the lines and columns."""

    model: M
    source: YamlSource


Place = tuple[str | int, ...]  # the keys and indexes that lead to a value in a file

# Shared worksheets by id. None stands for one that has problems.
Shared = Mapping[str, LoadedFile[Worksheet] | None]


def assemble_program(
    id: str, loaded: LoadedFile[ProgramFile], shared: Shared
) -> tuple[Program, tuple[Problem, ...]]:
    """Assemble a program.

    Args:
        id: The id of the program.
        loaded: Its file.
        shared: All shared worksheets.

    Returns:
        The program and its problems. If it has any, some of its worksheets may be missing.
    """
    assembly = _Assembly(loaded, shared)
    return assembly.program(id), tuple(assembly.problems)


def used_worksheets(file: ProgramFile) -> list[str]:
    """The ids of the shared worksheets that a program uses, in order."""
    return [
        entry.use
        for id in PHASES
        for entry in getattr(file.phases, id).worksheets
        if isinstance(entry, Use)
    ]


class _Assembly:
    def __init__(self, loaded: LoadedFile[ProgramFile], shared: Shared) -> None:
        self.file = loaded.model
        self.source = loaded.source
        self.shared = shared
        self.problems: list[Problem] = []
        self.entries = _entries(loaded.source)

    def program(self, id: str) -> Program:
        file = self.file
        phases = tuple(self.phase(id, getattr(file.phases, id)) for id in PHASES)
        self.problems.extend(worksheet_id_problems(id, self.entries, self.source))
        self.check_weeks(phases)
        self.check_agendas()
        sheets = [sheet for phase in phases for sheet in phase.worksheets]
        self.problems.extend(handout_problems(sheets, self.source, dict(self.entries)))
        phases, problems = recalls.resolve_recalls(
            phases, self.source, dict(self.entries), file.weeks, file.goal
        )
        self.problems.extend(problems)
        self.check_links(phases)
        head = {name: value for name, value in file if name != "phases"}
        program = Program.model_construct(**head, id=id, phases=phases)
        # A shared worksheet that could not be loaded may be one that meets a requirement.
        complete = sum(len(phase.worksheets) for phase in phases) == len(self.entries)
        if not self.problems and complete:
            self.problems.extend(requirements.broken_requirements(program, self.source))
        return program

    def phase(self, id: PhaseId, file: PhaseFile) -> Phase:
        sheets = []
        for index, entry in enumerate(file.worksheets):
            at = ("phases", id, "worksheets", index)
            if isinstance(entry, Worksheet):
                rated = self.with_measures(entry, at)
                sheet, problems = resolve_conditions(rated, self.source, at)
                self.problems.extend(problems)
                sheets.append(sheet)
                continue
            found = shared_worksheet(entry.use, (*at, "use"), self.source, self.shared)
            if isinstance(found, Problem):
                self.problems.append(found)
            elif found:
                sheets.append(self.with_added(with_changes(found, entry), entry, at))
        head = {name: value for name, value in file if name != "worksheets"}
        return Phase.model_construct(**head, id=id, worksheets=tuple(sheets))

    def with_measures(self, sheet: Worksheet, at: tuple[str | int, ...]) -> Worksheet:
        """Give fields that rate a measure its label and scale; ``at`` leads to the worksheet."""
        return sheet.model_copy(update={"fields": self.rating(sheet.fields, at)})

    def with_added(self, sheet: Worksheet, entry: Use, at: Place) -> Worksheet:
        """Add the questions of the program to a shared worksheet that ``at`` leads to."""
        if not entry.add:
            return sheet
        added = entry.add.model_copy(update={"fields": self.rating(entry.add.fields, (*at, "add"))})
        sheet, problems = with_added_fields(sheet, added, self.source, (*at, "add"))
        self.problems.extend(problems)
        return sheet

    def rating(self, unrated: Sequence[Field], at: Place) -> tuple[Field, ...]:
        """Give fields that rate a measure its label and scale; ``at`` leads to what has them."""
        known = self.file.measures
        fields: list[Field] = []
        for index, field in enumerate(unrated):
            if name := field.rated_measure:
                if measure := known.get(name):
                    field = field.with_measure(measure)
                else:
                    message = f"this program has no measure `{name}`"
                    path = (*at, "fields", index, "measure")
                    hint = suggestion(name, known)
                    self.problems.append(self.source.problem(path, Rule.NO_MEASURE, message, hint))
            fields.append(field)
        return tuple(fields)

    def check_weeks(self, phases: tuple[Phase, ...]) -> None:
        """Check that no worksheet repeats after the last week of the program."""
        places, weeks = dict(self.entries), self.file.weeks
        for sheet in (sheet for phase in phases for sheet in phase.worksheets):
            if not (repeat := sheet.repeat):
                continue
            for name, week in (("from", repeat.from_week), ("to", repeat.to_week)):
                if week and week > weeks:
                    at = (*places[sheet.id][:-1], "repeat", name)
                    message = f"`{sheet.id}` repeats in week {week}, but this program has {weeks}"
                    hint = "name an earlier week in its `repeat`"
                    self.problems.append(self.source.problem(at, Rule.OUT_OF_RANGE, message, hint))
                    break

    def check_agendas(self) -> None:
        """Check that the agendas of sessions name worksheets of this program."""
        known = [id for id, _ in self.entries]
        for phase in PHASES:
            for number, session in enumerate(getattr(self.file.phases, phase).sessions):
                for index, point in enumerate(session.agenda):
                    if (name := point.worksheet) and name not in known:
                        at = ("phases", phase, "sessions", number, "agenda", index, "worksheet")
                        message = f"this program has no worksheet `{name}`"
                        hint = suggestion(name, known)
                        self.problems.append(
                            self.source.problem(at, Rule.NO_WORKSHEET, message, hint)
                        )

    def check_links(self, phases: tuple[Phase, ...]) -> None:
        """Check that links to worksheets lead to worksheets of this program."""
        known = [id for id, _ in self.entries]
        found = self.problems
        found.extend(link_problems(self.file, self.source, sheets=known, without=["phases"]))
        sheets = {sheet.id: sheet for phase in phases for sheet in phase.worksheets}
        for id in PHASES:
            phase, at = getattr(self.file.phases, id), ("phases", id)
            found.extend(link_problems(phase, self.source, at, known, without=["worksheets"]))
            for index, entry in enumerate(phase.worksheets):
                place = (*at, "worksheets", index)
                found.extend(link_problems(entry, self.source, place, known))
                if isinstance(entry, Use) and (sheet := sheets.get(entry.id or entry.use)):
                    unchanged = sheet.model_copy(
                        update={name: None for name in ("intro", "coach") if getattr(entry, name)}
                    )
                    use = (*place, "use")
                    found.extend(shared_link_problems(unchanged, self.source, use, known))


def _entries(source: YamlSource) -> list[tuple[str, tuple[str | int, ...]]]:
    """The id of each worksheet of a program, and the keys and indexes that lead to that id."""
    phases = source.data["phases"]
    return [
        (entry[key], ("phases", phase, "worksheets", index, key))
        for phase in PHASES
        for index, entry in enumerate(phases[phase]["worksheets"])
        for key in ["id" if "id" in entry else "use"]
    ]


def shared_worksheet(
    id: str, at: Place, source: YamlSource, shared: Shared
) -> Worksheet | Problem | None:
    """The shared worksheet that an entry names.

    Args:
        id: Its id.
        at: The keys and indexes that lead to that id in the file.
        source: The file.
        shared: All shared worksheets.

    Returns:
        The worksheet, the problem if there is no such worksheet, or None if its file has problems.
    """
    if id not in shared:
        message = f"there is no shared worksheet `{id}`"
        return source.problem(at, Rule.NO_WORKSHEET, message, suggestion(id, shared))
    found = shared[id]
    return found.model if found else None


def worksheet_id_problems(
    collection: str, entries: Sequence[tuple[str, Place]], source: YamlSource
) -> Iterator[Problem]:
    """A problem for each id of a worksheet that is reserved or used twice.

    Args:
        collection: The id of the program, or of the toolbox.
        entries: The id of each worksheet, and the keys and indexes that lead to it.
        source: The file with these entries.
    """
    seen: dict[str, str] = {}
    for id, at in entries:
        if id in RESERVED_WORKSHEETS or is_device(id):
            who = "Windows" if is_device(id) else "the site itself"
            message, hint = f"`{id}` is reserved for {who}", "choose another id"
            yield source.problem(at, Rule.ID_RESERVED, message, hint)
        elif id == f"{collection}-workbook":
            message = f"`{id}` is the name of the PDF with all worksheets of this program"
            yield source.problem(at, Rule.ID_RESERVED, message, "choose another id")
        elif id in seen:
            hint = "choose another id"
            if at[-1] == "use":
                hint = "add a line `id: …` with another id"
            elif at[-1] != "id":  # the entry is only an id
                hint = f"give it another id: `{{use: {id}, id: …}}`"
            message = f"there is already a worksheet `{id}` in `{seen[id]}`"
            yield source.problem(at, Rule.ID_TAKEN, message, hint)
        seen.setdefault(id, str(at[1] if at[0] == "phases" else at[0]))


def with_changes(shared: Worksheet, entry: Use) -> Worksheet:
    """A copy of a shared worksheet with the keys that a program replaces.

    Guidance that does not say what clients say keeps what the shared one says.
    """
    own = {name: value for name, value in entry if name not in ("use", "add") and value is not None}
    if entry.coach and shared.coach and not entry.coach.client_says:
        kept = {"client_says": shared.coach.client_says}
        own["coach"] = entry.coach.model_copy(update=kept)
    return shared.model_copy(update=own)
