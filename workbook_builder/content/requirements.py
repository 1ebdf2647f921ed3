"""What every program promises: the four principles of coaching, visible in its worksheets."""

from collections.abc import Callable, Iterator

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.program import Phase, Program
from workbook_builder.model.vocabulary import PhaseId, WorksheetKind
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule


def broken_requirements(program: Program, source: YamlSource) -> Iterator[Problem]:
    """Every promise that a program does not keep, at the list where it should be kept."""
    phases = {phase.id: phase for phase in program.phases}
    for rule, phase, kind, enough, message, hint in _PROMISES:
        sheets = [sheet for sheet in phases[phase].worksheets if sheet.kind == kind]
        if not any(enough(sheet) for sheet in sheets):
            at = ("phases", phase, "worksheets")
            yield source.problem(at, rule, f"`{phase}` has no {message}", hint, key=True)
    for id in program.measures:
        for phase in ("assess", "reflect"):
            if not _rates(phases[phase], id):
                message = f"the measure `{id}` is not rated in `{phase}`"
                hint = f"add a field `type: scale` with `measure: {id}` to a worksheet of `{phase}`"
                yield source.problem(
                    ("measures", id), Rule.UNRATED_MEASURE, message, hint, key=True
                )


def _rates(phase: Phase, measure: str) -> bool:
    return any(
        field.rated_measure == measure for sheet in phase.worksheets for field in sheet.fields
    )


def _goal(sheet: Worksheet) -> bool:
    return (
        any(field.asks_for_text for field in sheet.fields)
        and any(field.asks_for_number for field in sheet.fields)
        and any(field.asks_for_date for field in sheet.fields)
    )


def _plan(sheet: Worksheet) -> bool:
    return any(field.asks_for_date for field in sheet.fields)


def _any(sheet: Worksheet) -> bool:
    return True


_PROMISES: tuple[
    tuple[Rule, PhaseId, WorksheetKind, Callable[[Worksheet], bool], str, str], ...
] = (
    (
        Rule.NO_STRENGTHS,
        "assess",
        "strengths",
        _any,
        "strengths exercise before the plan",
        "add a worksheet with `kind: strengths`",
    ),
    (
        Rule.NO_GOAL,
        "assess",
        "goal",
        _goal,
        "written goal that can be measured",
        "add a worksheet with `kind: goal`: a text for the goal, a number or scale to measure"
        " it by, and a date",
    ),
    (
        Rule.NO_STEPS,
        "plan",
        "plan",
        _plan,
        "steps with dates",
        "add a worksheet with `kind: plan` and a field `type: plan`, or a table with a column"
        " `type: date`",
    ),
    (
        Rule.NO_CHECK_IN,
        "act",
        "check-in",
        _any,
        "check-in that asks about the last step",
        "add a worksheet with `kind: check-in`",
    ),
    (Rule.NO_REVIEW, "reflect", "review", _any, "review", "add a worksheet with `kind: review`"),
)
