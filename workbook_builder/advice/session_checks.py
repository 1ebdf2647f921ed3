"""Advice on the sessions of a program."""

from collections.abc import Iterator

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.program import Program
from workbook_builder.model.session import Session
from workbook_builder.problems.problem import Problem, Rule


def session_minutes(program: Program, source: YamlSource) -> Iterator[Problem]:
    """Find sessions that are longer or shorter than the points of their agenda.

    Args:
        program: The program.
        source: The file that it is written in.
    """
    for phase in program.phases:
        for index, session in enumerate(phase.sessions):
            if session.minutes and (wrong := _wrong_minutes(session, session.minutes)):
                at = ("phases", phase.id, "sessions", index, "minutes")
                yield source.problem(at, Rule.SESSION_MINUTES, *wrong)


def _wrong_minutes(session: Session, minutes: int) -> tuple[str, str] | None:
    """What is wrong with the minutes of a session, and what to do about it."""
    planned = session.minutes_of_points
    untimed = [each.point for each in session.agenda if each.minutes is None]
    if not untimed and planned != minutes:
        message = f"its points take {planned} minutes, but the session takes {minutes}"
        return message, f"change the minutes of some points, or write `minutes: {planned}`"
    if untimed and planned >= minutes:
        message = (
            f"its points take {planned} of {minutes} minutes, which leaves none for “{untimed[0]}”"
        )
        return message, "give the other points fewer minutes, or the session more"
    return None
