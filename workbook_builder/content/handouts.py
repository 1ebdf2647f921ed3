"""Checks what only a client's own worksheets can do, and no sheet for others."""

from collections.abc import Iterator, Mapping, Sequence

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule


def handout_problems(
    sheets: Sequence[Worksheet], source: YamlSource, places: Mapping[str, tuple[str | int, ...]]
) -> Iterator[Problem]:
    """A problem for each hand-out that repeats, or that rates a measure.

    Args:
        sheets: The worksheets of a program, or of the toolbox.
        source: The file that lists them.
        places: Worksheet -> the keys and indexes that lead to its id (or its ``use``) in the file.
    """
    for sheet in (sheet for sheet in sheets if sheet.for_others):
        at = places[sheet.id]
        if sheet.repeat:
            message = f"`{sheet.id}` is for others, so it cannot repeat"
            hint = "delete `repeat`: each person fills in a copy of their own"
            yield source.problem(at, Rule.HANDOUT, message, hint)
        if any(field.rated_measure for field in sheet.fields):
            message = f"`{sheet.id}` is for others, so it cannot rate a measure of the client"
            hint = "give the scale a `label`, `low`, and `high` of its own instead of `measure`"
            yield source.problem(at, Rule.HANDOUT, message, hint)
