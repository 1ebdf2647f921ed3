"""Resolves recalls: finds the earlier answers that the worksheets of a program show again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.answer_path import LATEST, PREVIOUS, THE_GOAL
from workbook_builder.model.earlier_answer import EarlierAnswer
from workbook_builder.model.field import Field
from workbook_builder.model.program import Phase
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule

Fault = tuple[Rule, str, str]  # rule, message, hint
Places = Mapping[str, tuple[str | int, ...]]


def resolve_recalls(
    phases: Sequence[Phase],
    source: YamlSource,
    places: Places,
    weeks: int,
    goal: str | None = None,
) -> tuple[tuple[Phase, ...], list[Problem]]:
    """Find the answer of each recall in a program.

    Args:
        phases: The phases of the program. Worksheets that have problems may be missing.
        source: The file of the program.
        places: Worksheet -> the keys and indexes that lead to its id (or its ``use``) in the file,
            in the order of the program.
        weeks: How many weeks the program takes.
        goal: The path of the answer that ``from: goal`` stands for, if the program names one.

    Returns:
        The phases, in which each recall knows its answer, and a problem for each recall without
        one. A problem in a shared worksheet is shown where the program uses the worksheet.
    """
    sheets = [sheet for phase in phases for sheet in phase.worksheets]
    resolver = _RecallResolver(sheets, source, places, weeks, goal)
    resolver.check_goal()
    return tuple(resolver.phase(phase) for phase in phases), resolver.problems


def resolve_toolbox_recalls(
    sheets: Sequence[Worksheet], source: YamlSource, places: Places
) -> tuple[tuple[Worksheet, ...], list[Problem]]:
    """Find the answer of each recall in the toolbox; see `resolve_recalls`.

    What would show the goal of a program is left out, so that programs and the toolbox can share a
    worksheet.
    """
    sheets = [_without_goal(sheet) for sheet in sheets]
    resolver = _RecallResolver(sheets, source, places, weeks=0, goal=None, where="the toolbox")
    return tuple(map(resolver.sheet, sheets)), resolver.problems


def _without_goal(sheet: Worksheet) -> Worksheet:
    """The worksheet without recalls of the goal, unless it consists of nothing else."""
    fields = tuple(field for field in sheet.fields if field.recalled_path != THE_GOAL)
    return sheet.model_copy(update={"fields": fields}) if fields else sheet


class _RecallResolver:
    def __init__(
        self,
        sheets: Sequence[Worksheet],
        source: YamlSource,
        places: Places,
        weeks: int,
        goal: str | None,
        where: str = "this program",
    ) -> None:
        self.sheets = {sheet.id: sheet for sheet in sheets}
        self.where = where
        self.source = source
        self.places = places
        self.weeks = weeks
        self.goal = goal
        self.order = list(places)
        self.problems: list[Problem] = []

    def check_goal(self) -> None:
        found = self.answer(self.order, self.goal) if self.goal else None
        if found and not isinstance(found, EarlierAnswer):
            rule, message, hint = found
            self.problems.append(self.source.problem(("goal",), rule, message, hint))
            self.goal = ""  # so that recalls of the goal do not repeat the problem

    def phase(self, phase: Phase) -> Phase:
        sheets = tuple(self.sheet(sheet) for sheet in phase.worksheets)
        return phase.model_copy(update={"worksheets": sheets})

    def sheet(self, sheet: Worksheet) -> Worksheet:
        fields = tuple(self.field(sheet, index, each) for index, each in enumerate(sheet.fields))
        return sheet.model_copy(update={"fields": fields})

    def field(self, sheet: Worksheet, index: int, field: Field) -> Field:
        path = field.recalled_path
        if path is None:
            return field
        if sheet.for_others:
            message = f"`{sheet.id}` is for others, who should see no answer of the client"
            hint = "ask the question without it, or delete `for: others`"
            self.refuse(sheet, index, field, (Rule.HANDOUT, message, hint))
            return field
        if path == THE_GOAL and not self.weeks:
            message = f"{self.where} has no goal, which belongs to a program"
            hint = "remove the worksheet, and let programs alone use it"
            self.refuse(sheet, index, field, (Rule.NEEDS_PROGRAM, message, hint))
            return field
        if path == THE_GOAL and self.goal is None:
            message = "this program does not name its goal"
            hint = "add a line to the program with a worksheet and a field: `goal: goal-sheet/goal`"
            self.refuse(sheet, index, field, (Rule.NO_ANSWER, message, hint))
            return field
        path = self.goal or "" if path == THE_GOAL else path
        if path.startswith(f"{PREVIOUS}/"):
            found = self.previous(sheet, path)
        else:
            found = self.answer(self.order[: self.order.index(sheet.id)], path) if path else None
        if isinstance(found, EarlierAnswer):
            if wrong := field.refuse_earlier(found):
                self.refuse(sheet, index, field, (Rule.NO_ANSWER, *wrong))
            return field.with_earlier(found)
        if found:
            self.refuse(sheet, index, field, found)
        return field

    def previous(self, sheet: Worksheet, path: str) -> EarlierAnswer | Fault | None:
        """Find an answer of the time before of the same worksheet; see `answer`."""
        if not sheet.repeat:
            hint = "add `repeat` to the worksheet, or name a worksheet that comes before this one"
            return Rule.NO_ANSWER, "the worksheet does not repeat", hint
        found = self.answer([sheet.id], f"{sheet.id}/{path.partition('/')[2]}")
        return replace(found, time=PREVIOUS) if isinstance(found, EarlierAnswer) else found

    def refuse(self, sheet: Worksheet, index: int, field: Field, fault: Fault) -> None:
        rule, message, hint = fault
        *entry, key = self.places[sheet.id]
        at = (*entry, "fields", index, "from")
        if self.is_shared(entry):
            message = f"`{sheet.id}` shows the answer `{field.recalled_path}` again, but {message}"
            at = (*entry, key)
        self.problems.append(self.source.problem(at, rule, message, hint))

    def is_shared(self, entry: Sequence[str | int]) -> bool:
        data = self.source.data
        for step in entry:
            data = data[step]
        return not isinstance(data, dict) or "use" in data  # it may be an id alone

    def answer(self, before: Sequence[str], path: str) -> EarlierAnswer | Fault | None:
        """Find an answer.

        Args:
            before: The ids of the worksheets that it can be from.
            path: The worksheet, the field, and the part if there are several, joined by slashes.

        Returns:
            The answer, or what is wrong, or None if the worksheet has problems of its own.
        """
        id, _, rest = path.partition("/")
        if id not in before:
            if self.order[len(before) :][:1] == [id]:
                message = "a recall cannot show an answer from its own worksheet"
                return Rule.ANSWER_NOT_YET, message, "name a worksheet that comes before this one"
            if id in self.order:
                message = f"the worksheet `{id}` does not come before this one"
                return Rule.ANSWER_NOT_YET, message, "move one of the two worksheets"
            message = f"{self.where} has no worksheet `{id}`"
            other = f"put `{id}` before it, or let programs alone use this worksheet"
            hint = suggestion(id, before) if self.weeks else other
            return Rule.NO_ANSWER, message, hint
        sheet = self.sheets.get(id)
        if sheet is None:
            return None
        if sheet.for_others:
            message = f"`{id}` is filled in by others, and the client's answers do not have theirs"
            hint = "let the client write down what the others said, and show that"
            return Rule.HANDOUT, message, hint
        name, _, part = rest.partition("/")
        questions = {str(getattr(each, "id", "")): each for each in sheet.fields if each.asks}
        if name not in questions:
            message = f"the worksheet `{id}` has no question `{name}`"
            return Rule.NO_ANSWER, message, suggestion(name, questions)
        answers = {answer.key.partition("/")[2]: answer for answer in questions[name].answers(name)}
        if part in answers:
            earlier = EarlierAnswer(path, id, sheet.title, answers[part])
            if not sheet.repeat:
                return earlier
            times = tuple(sheet.repeat.times(self.weeks))
            return replace(earlier, time=LATEST, repeat=sheet.repeat, times=times)
        if part in {total.part for total in questions[name].totals}:
            message = f"`{path}` is a total, which is counted anew each time, and not kept"
            return Rule.NO_ANSWER, message, "name one of the numbers that it adds up"
        if part:
            message = f"the question `{id}/{name}` has no answer `{part}`"
            return Rule.NO_ANSWER, message, suggestion(part, answers)
        first = next(iter(answers))
        hint = f"name one of them, like `{path}/{first}`"
        return Rule.NO_ANSWER, f"`{path}` has several answers", hint
