"""The points of a session have times, as far as these are known."""

from typing import Any

import pytest

from workbook_builder.model.session import AgendaPoint, Session


def session(*agenda: Any, **more: Any) -> Session:
    return Session.model_validate({"title": "Steps", "agenda": agenda, **more})


def point(minutes: int | None) -> Any:
    return {"point": "Look back", **({"minutes": minutes} if minutes else {})}


def test_a_point_can_be_a_text() -> None:
    assert session("Look back").agenda == (AgendaPoint(point="Look back"),)


@pytest.mark.parametrize(
    ("minutes", "points", "expected"),
    [
        (None, [10, 20], [(0, 10), (10, 20)]),
        (60, [10, None, 15], [(0, 10), (10, 35), (45, 15)]),
        (60, [10, None, None, 5], [(0, 10), (10, None), (None, None), (None, 5)]),
        (None, [10, None, 15], [(0, 10), (10, None), (None, 15)]),
        (20, [20, None], [(0, 20), (20, None)]),
    ],
)
def test_a_point_begins_when_those_before_it_are_over(
    minutes: int | None, points: list[int | None], expected: list[tuple[int | None, int | None]]
) -> None:
    timed = session(*map(point, points), minutes=minutes).timed()
    assert [(each.begins, each.minutes) for each in timed] == expected


@pytest.mark.parametrize(
    ("minutes", "points", "length"),
    [(60, [10], 60), (None, [10, 20], 30), (None, [10, None], None), (None, [None], None)],
)
def test_a_session_is_as_long_as_its_points(
    minutes: int | None, points: list[int | None], length: int | None
) -> None:
    assert session(*map(point, points), minutes=minutes).length == length


@pytest.mark.parametrize(
    "more", [{"minutes": 60}, {"bring": ("A pen",)}, {"prepare": ("A flip chart",)}]
)
def test_a_session_with_more_than_topics_has_a_run_sheet(more: Any) -> None:
    assert session("Look back", **more).has_run_sheet
    assert not session("Look back", coach="Listen.").has_run_sheet
    assert session({"point": "Look back", "worksheet": "steps"}).has_run_sheet
