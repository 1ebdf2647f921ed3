"""Answers of a worksheet that repeats, in which nobody wrote down which time they are for.

A blank sheet asks for the week, and clients forget to write it.
"""

from collections.abc import Mapping
from dataclasses import replace

from workbook_builder.answers.ids import join_key, split_time, with_time
from workbook_builder.history.received import Received, Value
from workbook_builder.model.workbook import Workbook


def has_untimed(received: Received, workbook: Workbook) -> bool:
    """Whether something has answers of a worksheet that repeats, without a time."""
    return bool(_untimed(received, workbook))


def placed(received: Received, workbook: Workbook, known: Mapping[str, str]) -> Received:
    """Give answers without a time to the first time that has none, as the site does.

    If a time has the same answers already, they are for that one.

    Args:
        received: What came.
        workbook: The practice.
        known: The answers that the client has given so far, by key.
    """
    answers, replaced, done = dict(received.answers), list(received.replaced), dict(received.done)
    found: list[str] = []
    for sheet, (first, step) in _untimed(received, workbook).items():
        own = {key: value for key, value in answers.items() if key.startswith(f"{sheet}/")}
        time = _free(sheet, first, step, own, known)
        answers = {_timed(key, sheet, time): value for key, value in answers.items()}
        replaced = [(_timed(key, sheet, time), value) for key, value in replaced]
        done = {_timed(key, sheet, time): value for key, value in done.items()}
        found.append(with_time(sheet, time))
    return replace(
        received, answers=answers, replaced=tuple(replaced), done=done, placed=tuple(found)
    )


def _untimed(received: Received, workbook: Workbook) -> dict[str, tuple[int, int]]:
    """The worksheets whose time is missing, with their first time and the step to the next."""
    prefixes = {"/".join(key.split("/")[:2]) for key in (*received.answers, *received.done)}
    return {
        path: (sheet.repeat.times(program.weeks)[0], sheet.repeat.step)
        for _, program in workbook.programs()
        for sheet in program.client_worksheets
        if sheet.repeat and (path := join_key(program.id, sheet.id)) in prefixes
    }


def _free(
    sheet: str, first: int, step: int, own: Mapping[str, Value], known: Mapping[str, str]
) -> int:
    taken = {
        time
        for key in known
        if (found := split_time(key))[0].startswith(f"{sheet}/") and (time := found[1])
    }
    time = first
    while time in taken and not all(
        known.get(with_time(key, time)) == each.value for key, each in own.items()
    ):
        time += step
    return time


def _timed(key: str, sheet: str, time: int) -> str:
    return with_time(key, time) if key == sheet or key.startswith(f"{sheet}/") else key
