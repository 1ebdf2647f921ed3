"""Checks what every program must have, which follows from the four principles of coaching."""

from collections.abc import Callable, Iterator

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.literal_types import PhaseId, WorksheetKind
from workbook_builder.model.program import Phase, Program
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule


def broken_requirements(program: Program, source: YamlSource) -> Iterator[Problem]:
    """A problem for each requirement that a program does not meet.

    It is shown at the list of worksheets, or at the measure, that lacks something.
    """
    phases = {phase.id: phase for phase in program.phases}
    for rule, phase, kind, is_enough, what, hint in _REQUIREMENTS:
        sheets = [sheet for sheet in _own(phases[phase]) if sheet.kind == kind]
        if not any(is_enough(sheet) for sheet in sheets):
            at = ("phases", phase, "worksheets")
            yield source.problem(at, rule, f"`{phase}` has no {what}", hint, key=True)
    for id in program.measures:
        for phase in ("assess", "reflect"):
            if not _rates(phases[phase], id):
                message = f"the measure `{id}` is not rated in `{phase}`"
                hint = f"add a field `type: scale` with `measure: {id}` to a worksheet of `{phase}`"
                yield source.problem(
                    ("measures", id), Rule.UNRATED_MEASURE, message, hint, key=True
                )


def _own(phase: Phase) -> list[Worksheet]:
    """The worksheets of a phase that the client fills in."""
    return [sheet for sheet in phase.worksheets if not sheet.for_others]


def _rates(phase: Phase, measure: str) -> bool:
    return any(field.rated_measure == measure for sheet in _own(phase) for field in sheet.fields)


def _has_goal(sheet: Worksheet) -> bool:
    """Whether a worksheet asks for the goal in words, for a number to measure it, and a date."""
    return (
        any(field.asks_for_text for field in sheet.fields)
        and any(field.asks_for_number for field in sheet.fields)
        and any(field.asks_for_date for field in sheet.fields)
    )


def _has_date(sheet: Worksheet) -> bool:
    return any(field.asks_for_date for field in sheet.fields)


def _always(sheet: Worksheet) -> bool:
    return True


# The rule, the phase that needs a worksheet, the kind of that worksheet, whether a worksheet of
# this kind is enough, what is missing otherwise, and the hint.
_REQUIREMENTS: tuple[
    tuple[Rule, PhaseId, WorksheetKind, Callable[[Worksheet], bool], str, str], ...
] = (
    (
        Rule.NO_STRENGTHS,
        "assess",
        "strengths",
        _always,
        "strengths exercise",
        "add a worksheet with `kind: strengths`",
    ),
    (
        Rule.NO_GOAL,
        "assess",
        "goal",
        _has_goal,
        "written, measurable goal",
        "add a worksheet with `kind: goal` and at least three fields: a text for the goal, a number"
        " or scale to measure it by, and a date",
    ),
    (
        Rule.NO_STEPS,
        "plan",
        "plan",
        _has_date,
        "steps with dates",
        "add a worksheet with `kind: plan` and a field `type: plan`, or a table with a column"
        " `type: date`",
    ),
    (
        Rule.NO_CHECK_IN,
        "act",
        "check-in",
        _always,
        "check-in about the last step",
        "add a worksheet with `kind: check-in`",
    ),
    (Rule.NO_REVIEW, "reflect", "review", _always, "review", "add a worksheet with `kind: review`"),
)
