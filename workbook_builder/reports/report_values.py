"""What the templates of a report get, on the web and on paper."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import told_day, written
from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.charts import measure_chart, strip, trend_chart
from workbook_builder.reports.check_ins import CheckIns, State
from workbook_builder.reports.measured import OverTime
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.steps import Step


def report_values(workbook: Workbook, progress: ClientProgress, terms: Terms) -> Mapping[str, Any]:
    """The values for a template: the progress, and functions that write it for readers.

    Args:
        workbook: The practice.
        progress: How far the client is.
        terms: The words that readers see for ids.
    """
    language = workbook.language
    titles = {
        (program.id, sheet.id): sheet
        for _, program in workbook.collections()
        for sheet in program.worksheets
    }

    def day(text: str) -> str:
        """A day as people write it."""
        return told_day(text, language)

    def number(value: float | str) -> str:
        """A number as people write it."""
        text = value if isinstance(value, str) else f"{value:.15g}"
        return written(AnswerKind.NUMBER, text, language)

    def times(check_ins: CheckIns, *states: State) -> str:
        """The times in some states: “Week 2, 4–6”."""
        found = [each.time for each in check_ins.times if each.state in states]
        repeat = check_ins.sheet.repeat
        assert repeat
        return terms.time(repeat, terms.punctuation.listed(_ranges(found))) if found else ""

    def promised_in(step: Step) -> str:
        """The worksheet of a step, and which time it was filled in."""
        sheet = titles.get((step.row.partition("/")[0], step.sheet))
        if sheet is None:
            return step.sheet
        if sheet.repeat and step.time:
            return terms.punctuation.titled(sheet.title, terms.time(sheet.repeat, step.time))
        return sheet.title

    def chart(trend: OverTime) -> Any:
        """The chart of a number over time."""
        return trend_chart(trend, language)

    return {
        "workbook": workbook,
        "brand": workbook.brand,
        "progress": progress,
        "day": day,
        "number": number,
        "times": times,
        "promised_in": promised_in,
        "trend_chart": chart,
        "measure_chart": measure_chart,
        "time_strip": strip,
    }


def _ranges(numbers: list[int]) -> list[str]:
    """Numbers in order, with those that follow each other as a range: “2”, “4–6”."""
    apart = [(one, other) for one, other in pairwise(numbers) if other - one != 1]
    begins = [numbers[0], *(other for _, other in apart)]
    ends = [*(one for one, _ in apart), numbers[-1]]
    return [
        str(first) if first == last else f"{first}–{last}"
        for first, last in zip(begins, ends, strict=True)
    ]
