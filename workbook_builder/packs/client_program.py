"""A program as one client does it, without the worksheets that are left out for them."""

from collections.abc import Collection
from dataclasses import replace

from workbook_builder.model.field import Field
from workbook_builder.model.program import Program
from workbook_builder.model.worksheet import Worksheet


def without_sheets(program: Program, left_out: Collection[str]) -> Program:
    """The program without some worksheets.

    What other worksheets show again from one of these stays, as the client may have given the
    answer elsewhere: a recall still has its question and its lines, and no longer says on which
    sheet the answer is. A chart of times that never come is left out.

    Args:
        program: The program.
        left_out: The ids of the worksheets.
    """
    if not left_out:
        return program
    phases = tuple(
        phase.model_copy(
            update={
                "worksheets": tuple(
                    _without_references(sheet, left_out)
                    for sheet in phase.worksheets
                    if sheet.id not in left_out
                )
            }
        )
        for phase in program.phases
    )
    # A copy would take over what the program has worked out from its worksheets.
    values = {name: getattr(program, name) for name in Program.model_fields}
    return Program.model_construct(**{**values, "phases": phases})


def _without_references(sheet: Worksheet, left_out: Collection[str]) -> Worksheet:
    """A worksheet that names none of those that are left out. It may be the same one."""
    if not any(_is_from(field, left_out) for field in sheet.fields):
        return sheet
    fields = tuple(
        _unnamed(field) if _is_from(field, left_out) else field
        for field in sheet.fields
        if not (field.series and _is_from(field, left_out))
    )
    return sheet.model_copy(update={"fields": fields or sheet.fields})


def _is_from(field: Field, left_out: Collection[str]) -> bool:
    """Whether a field shows an answer of one of the worksheets that are left out."""
    return field.earlier is not None and field.earlier.id in left_out


def _unnamed(field: Field) -> Field:
    """A field that shows an earlier answer, without the title of its worksheet."""
    assert field.earlier
    return field.with_earlier(replace(field.earlier, title=""))
