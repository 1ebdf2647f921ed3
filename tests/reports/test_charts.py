"""The shapes of charts, with places that were computed by hand from the scripts of the site."""

from dataclasses import replace

from support.reported import TERMS, client, history, received

from workbook_builder.model.workbook import Workbook
from workbook_builder.reports.charts import measure_chart, strip, trend_chart
from workbook_builder.reports.measured import OverTime, Rating, TimeRating
from workbook_builder.reports.progress import ProgramProgress, client_progress
from workbook_builder.reports.report_values import report_values


def trend(*numbers: float | None, ends: tuple[float, float] = (0, 10)) -> OverTime:
    times = tuple(
        TimeRating(at, f"Week {at}", None if number is None else Rating(number, "2026-12-07"))
        for at, number in enumerate(numbers, 1)
    )
    return OverTime("Energy", "", "My week", ends, times)


def test_a_trend_has_its_points_in_the_middle_of_their_columns() -> None:
    chart = trend_chart(trend(0, None, 10, 5), "en")
    # From 36 to 590, a column is 138.5 wide; from 170 up to 10, a tenth is 16 high.
    assert chart.points == ((105.25, 170), (382.25, 10), (520.75, 90))
    assert chart.way == "105.25,170 382.25,10 520.75,90"
    assert chart.lines == (170, 90, 10)
    assert [(each.x, each.y, each.text) for each in chart.labels] == [
        (30, 174, "0"),
        (30, 94, "5"),
        (30, 14, "10"),
        (105.25, 190, "1"),
        (243.75, 190, "2"),
        (382.25, 190, "3"),
        (520.75, 190, "4"),
    ]


def test_numbers_beyond_the_ends_stay_in_the_chart_and_are_written_in_the_language() -> None:
    chart = trend_chart(trend(-3, 12, ends=(0, 5)), "de")
    assert [y for _, y in chart.points] == [170, 10]
    assert [each.text for each in chart.labels[:3]] == ["0", "2,5", "5"]


def test_of_many_times_only_some_have_a_number_below() -> None:
    below = trend_chart(trend(*[5] * 28), "en").labels[3:]
    assert [each.text for each in below] == [str(day) for day in range(1, 29, 3)]


def in_program(workbook: Workbook, answers: dict[str, str]) -> ProgramProgress:
    given = history(received("2026-12-08", answers))
    (found,) = client_progress(workbook, client(), given, "2026-12-31", TERMS).programs
    return found


def test_a_measure_is_placed_on_its_scale(workbook: Workbook) -> None:
    answers = {"evenings-now/rest": "4", "review/rest": "10"}
    (rest,) = in_program(workbook, answers).measures
    chart = measure_chart(rest)
    assert (chart.before, chart.after) == (0.4, 1)
    chart = measure_chart(replace(rest, after=None))
    assert (chart.before, chart.after) == (0.4, None)


def test_a_strip_has_a_square_for_each_time_two_weeks_to_a_row(workbook: Workbook) -> None:
    program = in_program(workbook, {"log@2/rest": "1"})
    (log,) = (each for each in program.check_ins if each.sheet.id == "log")
    found = strip(log)
    assert [each.state for each in found.squares] == ["missed", "done", *["missed"] * 5]
    assert found.size == (6 * 15 + 12, 12)
    month = strip(replace(log, times=log.times * 4))
    assert month.size == (13 * 15 + 12, 15 + 12)
    assert (month.squares[14].x, month.squares[14].y) == (0, 15)


def test_times_that_follow_each_other_are_a_range(workbook: Workbook) -> None:
    answers = {f"log@{day}/rest": "1" for day in (1, 3, 4, 5, 7)}
    answers |= {"promises@1/plan/step-1/what": "A", "promises@3/plan/step-1/what": "B"}
    given = history(received("2026-12-08", answers))
    progress = client_progress(workbook, client(), given, "2026-12-31", TERMS)
    times = report_values(workbook, progress, TERMS)["times"]
    said = {each.sheet.id: times(each, "done") for each in progress.programs[0].check_ins}
    assert said == {"weekly": "", "log": "Day 1, 3–5, 7", "talk": "", "promises": "Week 1, 3"}
