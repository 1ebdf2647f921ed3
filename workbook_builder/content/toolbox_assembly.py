"""Assembles the Toolbox from its entries in ``workbook.yml`` and the shared worksheets."""

from collections.abc import Iterator, Sequence

from workbook_builder.content.added_fields import with_added_fields
from workbook_builder.content.handouts import handout_problems
from workbook_builder.content.links import link_problems, shared_link_problems
from workbook_builder.content.program_assembly import (
    LoadedFile,
    Place,
    Shared,
    shared_worksheet,
    with_changes,
    worksheet_id_problems,
)
from workbook_builder.content.recalls import resolve_toolbox_recalls
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.content_files import AddedFields, ToolboxFile, WorkbookFile
from workbook_builder.model.toolbox import TOOLBOX, Toolbox
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule

_AT: Place = (TOOLBOX, "worksheets")  # its key has the same name as its address
_WHERE = "the toolbox"


def assemble_toolbox(
    loaded: LoadedFile[WorkbookFile], shared: Shared
) -> tuple[Toolbox | None, tuple[Problem, ...]]:
    """Assemble the toolbox.

    Args:
        loaded: The file of the practice.
        shared: All shared worksheets.

    Returns:
        The toolbox, or None if the practice has none, and its problems. If there are any, some of
        its worksheets may be missing.
    """
    file, source = loaded.model.toolbox, loaded.source
    if file is None:
        return None, ()
    entries = _entries(source)
    problems = list(worksheet_id_problems(TOOLBOX, entries, source))
    sheets = []
    for (_, at), entry in zip(entries, file.worksheets, strict=True):
        found = shared_worksheet(entry.use, at, source, shared)
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            sheet = with_changes(found, entry)
            if entry.add:
                index = at[len(_AT)]
                problems += _measures(entry.add, (*_AT, index, "add"), source)
                sheet, faults = with_added_fields(sheet, entry.add, source, (*_AT, index, "add"))
                problems += faults
            sheets.append(sheet)
            problems += _weeks(sheet, at, source)
    problems += handout_problems(sheets, source, dict(entries))
    resolved, faults = resolve_toolbox_recalls(sheets, source, dict(entries))
    problems += [*faults, *_dead_links(file, sheets, entries, source)]
    head = {name: value for name, value in file if name != "worksheets"}
    return Toolbox.model_construct(**head, worksheets=resolved), tuple(problems)


def used_in_toolbox(file: WorkbookFile) -> list[str]:
    """The ids of the shared worksheets in the toolbox, in order."""
    return [entry.use for entry in file.toolbox.worksheets] if file.toolbox else []


def _entries(source: YamlSource) -> list[tuple[str, Place]]:
    """The id of each worksheet, and the keys and indexes that lead to what names it.

    An entry is the id itself, or has keys of its own.
    """
    found: list[tuple[str, Place]] = []
    for index, each in enumerate(source.data[TOOLBOX]["worksheets"]):
        if isinstance(each, str):
            found.append((each, (*_AT, index)))
        else:
            key = "id" if "id" in each else "use"
            found.append((each[key], (*_AT, index, key)))
    return found


def _measures(added: AddedFields, at: Place, source: YamlSource) -> Iterator[Problem]:
    """A problem for each added question that rates a measure of a program."""
    for index, field in enumerate(added.fields):
        if field.rated_measure:
            message = f"a measure belongs to a program, and {_WHERE} has none"
            hint = "give the scale a `label` instead"
            yield source.problem(
                (*at, "fields", index, "measure"), Rule.NEEDS_PROGRAM, message, hint
            )


def _weeks(sheet: Worksheet, at: Place, source: YamlSource) -> Iterator[Problem]:
    """A problem if a worksheet repeats by the weeks of a program."""
    if sheet.repeat and sheet.repeat.every:
        message = f"`{sheet.id}` repeats by the weeks of a program, but {_WHERE} has no weeks"
        hint = f"say how often: `{{use: {sheet.id}, repeat: {{times: 6, name: Time}}}}`"
        place = (*_AT, at[len(_AT)], "repeat", "every")
        yield source.problem(place, Rule.NEEDS_PROGRAM, message, hint)


def _dead_links(
    file: ToolboxFile,
    sheets: Sequence[Worksheet],
    entries: Sequence[tuple[str, Place]],
    source: YamlSource,
) -> Iterator[Problem]:
    """A problem for each link that leads to no worksheet of the toolbox."""
    yield from link_problems(file, source, (TOOLBOX,), sheets=(), without=["worksheets"])
    known, loaded = [id for id, _ in entries], {sheet.id: sheet for sheet in sheets}
    for index, ((id, at), entry) in enumerate(zip(entries, file.worksheets, strict=True)):
        yield from link_problems(entry, source, (*_AT, index), known, where=_WHERE)
        if sheet := loaded.get(id):
            texts = {name: None for name in ("intro", "coach") if getattr(entry, name)}
            unchanged = sheet.model_copy(update=texts)
            yield from shared_link_problems(unchanged, source, at, known, where=_WHERE)
