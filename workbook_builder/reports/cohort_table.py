"""The numbers over all clients as a table: for a page, a spreadsheet, or a terminal."""

from collections.abc import Mapping, Sequence

from jinja2 import Environment

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import written
from workbook_builder.model.workbook import Workbook
from workbook_builder.reports.cohort import FEWEST, CohortProgram, Share
from workbook_builder.reports.html_report import page_values

_HEADS = ("program", "people", "check_ins", "steps", "measure", "Before", "After", "Change")
NOTHING = "–"


def cohort_rows(
    programs: Sequence[CohortProgram], words: Mapping[str, str], language: str
) -> list[list[str]]:
    """The table as texts: a row of heads, and a row for each measure of each program."""

    def number(value: float | None, *, signed: bool = False) -> str:
        if value is None:
            return NOTHING
        text = written(AnswerKind.NUMBER, f"{value:.15g}", language).replace("-", "\N{MINUS SIGN}")
        return f"+{text}" if signed and value > 0 else text

    def share(value: Share | None) -> str:
        if value is None:
            return NOTHING
        text = f"{value.percent} %"
        if not value.bound:
            return text
        return words["at_most" if value.bound == "at most" else "at_least"].format(text)

    rows = [[words[name] for name in _HEADS]]
    for each in programs:
        people = words["few"].format(FEWEST) if each.people is None else str(each.people)
        start = [each.title, people, share(each.check_ins), share(each.steps)]
        for measure in each.measures:
            numbers = [number(measure.before), number(measure.after)]
            rows.append([*start, measure.label, *numbers, number(measure.change, signed=True)])
            start = ["", "", "", ""]
    return rows


def cohort_page(
    workbook: Workbook, rows: Sequence[Sequence[str]], words: Mapping[str, str],
    environment: Environment, day: str,
) -> str:  # fmt: skip
    """Render the table as an HTML file.

    Args:
        workbook: The practice.
        rows: The table, with its heads first.
        words: The words for heads.
        environment: The environment that renders pages.
        day: The day of the numbers.
    """
    return environment.get_template("report/cohort.html.j2").render(
        page_values(workbook, environment),
        words=words,
        note=words["cohort_note"].format(FEWEST),
        heads=rows[0],
        rows=rows[1:],
        day=written(AnswerKind.DATE, day, workbook.language),
    )


def cohort_text(rows: Sequence[Sequence[str]]) -> str:
    """The table for a terminal."""
    _, people_head, check_ins_head, steps_head, measure_head, *heads = rows[0]
    wide = [max(len(row[at]) for row in rows) for at in range(5, 8)]

    def line(numbers: Sequence[str], measure: str) -> str:
        cells = "  ".join(each.rjust(width) for each, width in zip(numbers, wide, strict=True))
        return f"  {cells}  {measure}"

    lines: list[str] = []
    for program, people, check_ins, steps, measure, *numbers in rows[1:]:
        if program:
            lines += [
                *([""] if lines else []),
                program,
                f"  {people_head}: {people}",
                f"  {check_ins_head}: {check_ins}",
                f"  {steps_head}: {steps}",
                line(heads, measure_head),
            ]
        lines.append(line(numbers, measure))
    return "\n".join(lines)
