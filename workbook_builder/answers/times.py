"""Which time answers are for, if a worksheet is filled in several times."""

import re
from collections.abc import Mapping

from workbook_builder.answers.contract import MOST_TIMES, WHICH_TIME
from workbook_builder.answers.ids import with_time

_NUMBER = re.compile("[0-9]{1,9}")


def with_times(values: Mapping[str, str]) -> dict[str, str]:
    """Give the answers of blank worksheets the time that their head says.

    Args:
        values: The answers in a form, by key. A blank worksheet asks for the number of the time
            (``program/worksheet/which-time``), and its other keys have no time.

    Returns:
        The answers, with the time in their keys. Those of a worksheet whose head has no number are
        not changed.
    """
    times = {
        key.removesuffix(WHICH_TIME): int(value)
        for key, value in values.items()
        if _is_time_key(key) and _NUMBER.fullmatch(value) and 0 < int(value) <= MOST_TIMES
    }
    timed: dict[str, str] = {}
    for key, value in values.items():
        program, worksheet, *_ = (*key.split("/"), "")
        sheet = f"{program}/{worksheet}/"
        if sheet not in times:
            timed[key] = value
        elif not _is_time_key(key):
            timed[with_time(key, times[sheet])] = value
    return timed


def _is_time_key(key: str) -> bool:
    return key.count("/") == 2 and key.endswith(f"/{WHICH_TIME}")
