"""What a client has measured: before and after, and over the weeks."""

import shutil
from pathlib import Path

from support.places import PRACTICE

from workbook_builder.content.loader import load
from workbook_builder.model.program import Program
from workbook_builder.web.measures import compared, trends

USED = "      - use: weekly-check-in\n"
LOG = """
      - id: log
        title: My mornings
        kind: tracker
        purpose: See how rested you are.
        minutes: 2
        repeat: {every: week, from: 2}
        source: Original to this workbook.
        coach:
          introduce: GUIDANCE Once a week.
        fields:
          - {id: rest, type: scale, measure: rest}
          - {id: hours, type: number, label: How long did you sleep?}
"""
CHART = "          - {type: trend, from: previous/hours, label: Hours of sleep}\n"


def program(folder: Path, more: str = "") -> Program:
    """The program of the small practice, with a weekly worksheet."""
    shutil.copytree(PRACTICE, folder, dirs_exist_ok=True)
    path = folder / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    assert USED in text
    path.write_text(text.replace(USED, f"{USED}{LOG[1:]}{more}"), encoding="utf-8")
    ((_, found),) = load(folder / "content").programs()
    return found


def test_a_measure_that_repeats_has_a_trend(tmp_path: Path) -> None:
    (trend,) = trends(program(tmp_path))
    assert trend.label == "How rested do you feel in the morning?"
    assert (trend.earlier.path, trend.earlier.times) == ("log/rest", (2, 3, 4))
    assert trend.ends == (0, 10)


def test_a_trend_of_a_worksheet_comes_first(tmp_path: Path) -> None:
    assert [each.label for each in trends(program(tmp_path, CHART))] == [
        "Hours of sleep",
        "How rested do you feel in the morning?",
    ]


def test_what_repeats_is_neither_before_nor_after(tmp_path: Path) -> None:
    assert [(each["before"], each["after"]) for each in compared(program(tmp_path))] == [
        ("better-sleep/evenings-now/rest", "better-sleep/review/rest")
    ]


def test_any_scale_that_repeats_has_a_trend(tmp_path: Path) -> None:
    scale = "id: sure, type: scale, label: How sure are you?, low: 'no', high: 'yes', max: 5"
    sure = f"          - {{{scale}}}\n"
    trend = trends(program(tmp_path, sure))[-1]
    assert trend.label == "How sure are you?"
    assert (trend.earlier.path, trend.ends) == ("log/sure", (0, 5))
