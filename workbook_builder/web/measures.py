"""What a client has measured in a program: before and after, and over its weeks."""

from collections.abc import Iterator
from typing import Any

from workbook_builder.model.answer_path import LATEST
from workbook_builder.model.earlier_answer import EarlierAnswer, Series
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


def trends(program: Program) -> list[Series]:
    """What the charts of a program's worksheets draw, and each scale that is asked repeatedly."""
    drawn = [field.series for sheet in program.worksheets for field in sheet.fields if field.series]
    rated = [series for sheet in program.worksheets for series in _rated(program, sheet)]
    found: dict[str, Series] = {}
    for series in (*drawn, *rated):
        found.setdefault(series.earlier.path, series)
    return list(found.values())


def _rated(program: Program, sheet: Worksheet) -> Iterator[Series]:
    """Each scale that a worksheet asks for at each of its times."""
    if not sheet.repeat or sheet.for_others:
        return
    times = tuple(sheet.repeat.times(program.weeks))
    for placed in sheet.placed(program.id):
        if len(placed.answers) != 1 or not placed.field.asks:
            continue
        (answer,) = placed.answers.values()
        path = placed.key.partition("/")[2]
        earlier = EarlierAnswer(
            path, sheet.id, sheet.title, answer, LATEST, repeat=sheet.repeat, times=times
        )
        if earlier.scale:
            yield Series(answer.label, earlier, earlier.scale)
