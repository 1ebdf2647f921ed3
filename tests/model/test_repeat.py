"""How often a worksheet is filled in, and what each time is called."""

from gettext import NullTranslations
from typing import Any

import pytest
from pydantic import ValidationError

from workbook_builder.model.repeat import Repeat
from workbook_builder.rendering.terms import terms

WORDS = terms(NullTranslations())


def repeat(**keys: Any) -> Repeat:
    return Repeat.model_validate(keys)


@pytest.mark.parametrize(
    ("keys", "times"),
    [
        ({"every": "week"}, [1, 2, 3, 4, 5, 6]),
        ({"every": "week", "from": 2}, [2, 3, 4, 5, 6]),
        ({"every": "week", "from": 2, "to": 4}, [2, 3, 4]),
        ({"every": "two-weeks", "from": 2}, [2, 4, 6]),
        ({"every": "two-weeks", "from": 1, "to": 6}, [1, 3, 5]),
        ({"every": "day", "from": 2, "to": 2}, [8, 9, 10, 11, 12, 13, 14]),
        ({"times": 3, "name": "Talk"}, [1, 2, 3]),
        ({"every": "week", "from": 6, "to": 6}, [6]),
    ],
)
def test_each_time_has_the_number_that_clients_see(keys: dict[str, Any], times: list[int]) -> None:
    assert list(repeat(**keys).times(6)) == times


def test_a_workbook_has_some_copies_of_it() -> None:
    weekly = {"every": "week", "from": 2}
    assert list(repeat(**weekly).copies_in(12)) == [2, 3, 4, 5]
    assert list(repeat(**weekly, copies=7).copies_in(12)) == [2, 3, 4, 5, 6, 7, 8]
    assert list(repeat(**weekly, copies=7).copies_in(3)) == [2, 3]
    assert list(repeat(every="two-weeks", copies=2).copies_in(12)) == [1, 3]


@pytest.mark.parametrize(
    ("keys", "name", "word"),
    [
        ({"every": "week"}, "Week 3", "Week"),
        ({"every": "two-weeks"}, "Week 3", "Week"),
        ({"every": "day"}, "Day 3", "Day"),
        ({"times": 6, "name": "Talk"}, "Talk 3", "Talk"),
        ({"every": "week", "name": "Log"}, "Log 3", "Log"),
    ],
)
def test_a_time_has_a_name(keys: dict[str, Any], name: str, word: str) -> None:
    assert WORDS.time(repeat(**keys), 3) == name
    assert WORDS.time_word(repeat(**keys)) == word


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "exactly one of `every` and `times`"),
        ({"every": "week", "times": 3, "name": "x"}, "exactly one of `every` and `times`"),
        ({"times": 3}, "`times` needs a `name`"),
        ({"every": "week", "from": 4, "to": 3}, "`to` is before `from`"),
    ],
)
def test_keys_that_contradict_each_other_are_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        repeat(**keys)
