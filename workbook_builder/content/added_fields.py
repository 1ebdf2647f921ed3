"""Adds the questions of a program to a shared worksheet."""

from workbook_builder.content.conditions import resolve_conditions
from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.content_files import AddedFields
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule


def with_added_fields(
    sheet: Worksheet, added: AddedFields, source: YamlSource, at: tuple[str | int, ...]
) -> tuple[Worksheet, list[Problem]]:
    """Add questions to a shared worksheet.

    Args:
        sheet: The shared worksheet.
        added: The questions, and after which one they stand.
        source: The file that adds them.
        at: The keys and indexes that lead to ``add`` in that file.

    Returns:
        The worksheet with the questions, and all problems. If there are any, it is unchanged.
    """
    ids = [str(getattr(field, "id", "")) for field in sheet.fields]
    problems = []
    if added.after is not None and added.after not in ids:
        message = f"the worksheet `{sheet.id}` has no question `{added.after}`"
        hint = suggestion(added.after, [id for id in ids if id])
        problems.append(source.problem((*at, "after"), Rule.NO_ANSWER, message, hint))
    for index, field in enumerate(added.fields):
        id = str(getattr(field, "id", ""))
        if id and id in ids:
            message = f"the worksheet `{sheet.id}` already has a question `{id}`"
            place = (*at, "fields", index, "id")
            problems.append(source.problem(place, Rule.ID_TAKEN, message, "choose another id"))
    if problems:
        return sheet, problems
    index = ids.index(added.after) + 1 if added.after else len(ids)
    fields = (*sheet.fields[:index], *added.fields, *sheet.fields[index:])
    # Conditions name the numbers of questions, which may have changed.
    return resolve_conditions(sheet.model_copy(update={"fields": fields}), source, at)
