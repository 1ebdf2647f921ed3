"""Checks what only a client's own worksheets can do, and no sheet for others."""

from collections.abc import Iterator, Mapping, Sequence

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.program import Phase
from workbook_builder.problems.problem import Problem, Rule


def handout_problems(
    phases: Sequence[Phase], source: YamlSource, places: Mapping[str, tuple[str | int, ...]]
) -> Iterator[Problem]:
    """A problem for each hand-out of a program that repeats, or that rates a measure.

    Args:
        phases: The phases of the program.
        source: The file of the program.
        places: Worksheet -> the keys and indexes that lead to its id (or its ``use``) in the file.
    """
    for sheet in (sheet for phase in phases for sheet in phase.worksheets if sheet.for_others):
        at = places[sheet.id]
        if sheet.repeat:
            message = f"`{sheet.id}` is for others, so it cannot repeat"
            hint = "delete `repeat`: each person fills in a copy of their own"
            yield source.problem(at, Rule.HANDOUT, message, hint)
        if any(field.rated_measure for field in sheet.fields):
            message = f"`{sheet.id}` is for others, so it cannot rate a measure of the client"
            hint = "give the scale a `label`, `low`, and `high` of its own instead of `measure`"
            yield source.problem(at, Rule.HANDOUT, message, hint)
