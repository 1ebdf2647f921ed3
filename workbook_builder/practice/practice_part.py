"""Reduces a workbook to a part of it, which can be built alone."""

from workbook_builder.content.error_messages import suggestion
from workbook_builder.model.toolbox import Toolbox
from workbook_builder.model.workbook import Section, Workbook
from workbook_builder.problems.problem import Problem, Rule, WorkbookError


def part_of(workbook: Workbook, path: str) -> Workbook:
    """Reduce a workbook to one track or program, to the toolbox, or to one worksheet in it.

    Args:
        workbook: The workbook.
        path: The id of a track, ``track/program``, ``toolbox``, or ``toolbox/worksheet``.

    Raises:
        WorkbookError: There is no such part.
    """
    parts: dict[str, Section] = {section.id: section for section in workbook.sections}
    for track, program in workbook.programs():
        parts[f"{track.id}/{program.id}"] = track.model_copy(update={"programs": (program,)})
    if toolbox := workbook.toolbox:
        parts |= {f"{toolbox.id}/{each.id}": toolbox.only(each) for each in toolbox.worksheets}
    if path not in parts:
        message = "there is no such track or program, and no such worksheet in the toolbox"
        hint = suggestion(path, parts)
        raise WorkbookError([Problem(path, 0, 0, Rule.NO_PROGRAM, message, hint)])
    part = parts[path]
    is_toolbox = isinstance(part, Toolbox)
    return workbook.model_copy(
        update={
            "tracks": () if is_toolbox else (part,),
            "toolbox": part if is_toolbox else None,
            "handbook": (),
        }
    )
