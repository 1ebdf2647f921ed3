"""What a client has measured in a program: before and after, and over its weeks."""

from typing import Any

from workbook_builder.model.earlier_answer import EarlierAnswer
from workbook_builder.model.fields.trend import Trend
from workbook_builder.model.program import Program
from workbook_builder.model.worksheet import Worksheet


def compared(program: Program) -> list[dict[str, Any]]:
    """The measures that are rated in both the first and the last phase, with both keys."""
    rated: dict[str, dict[str, str]] = {"assess": {}, "reflect": {}}
    for phase in program.phases:
        for sheet in phase.worksheets:
            if sheet.repeat:
                continue
            for placed in sheet.placed(program.id):
                measure = placed.field.rated_measure
                if measure and phase.id in rated:
                    rated[phase.id].setdefault(measure, placed.key)
    before, after = rated["assess"], rated["reflect"]
    return [
        {"measure": measure, "before": before[name], "after": after[name]}
        for name, measure in program.measures.items()
        if name in before and name in after
    ]


def trends(program: Program) -> list[Trend]:
    """The trends that the worksheets of a program show, and one for each measure that repeats."""
    found: dict[str, Trend] = {}
    for sheet in program.worksheets:
        for field in sheet.fields:
            if isinstance(field, Trend) and field.earlier:
                found.setdefault(field.earlier.path, field)
    for sheet in program.worksheets:
        for trend in _of_measures(program, sheet):
            assert trend.earlier
            found.setdefault(trend.earlier.path, trend)
    return list(found.values())


def _of_measures(program: Program, sheet: Worksheet) -> list[Trend]:
    """A trend for each measure of the program that a worksheet asks for at each of its times."""
    if not sheet.repeat:
        return []
    times = tuple(sheet.repeat.times(program.weeks))
    made: list[Trend] = []
    for placed in sheet.placed(program.id):
        if not placed.field.rated_measure:
            continue
        (answer,) = placed.answers.values()
        path = placed.key.partition("/")[2]
        label = program.measures[placed.field.rated_measure].label
        trend = Trend.model_validate({"type": "trend", "from": path, "label": label})
        earlier = EarlierAnswer(
            path, sheet.id, sheet.title, answer, "latest", repeat=sheet.repeat, times=times
        )
        made.append(trend.with_earlier(earlier))
    return made
