"""Loads ``clients/*.yml``, and explains every mistake in them."""

from collections.abc import Iterator
from pathlib import Path

from workbook_builder.answers.contract import LONGEST_ID
from workbook_builder.answers.ids import is_id, slug
from workbook_builder.clients.client import Client, ClientFile, ClientProgram
from workbook_builder.content.error_messages import Wording, suggestion
from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import is_device
from workbook_builder.storage.private_files import CLIENTS

FOLDER = CLIENTS  # beside content/
TABLES = "report"  # the folder in it with tables about all clients


def client_files(folder: Path) -> list[Path]:
    """The files of a folder of clients that are theirs, sorted by name."""
    return sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in (".yml", ".yaml") and not path.name.startswith(".")
    )


def load_clients(folder: Path, workbook: Workbook) -> tuple[Client, ...]:
    """Load the clients of a practice.

    Args:
        folder: The folder with their files, which need not exist.
        workbook: The practice, whose programs they do.

    Raises:
        WorkbookError: Some of the files have problems. It reports all of them.
    """
    clients: list[Client] = []
    problems: list[Problem] = []
    for path in client_files(folder):
        try:
            clients.append(load_client(path, workbook))
        except WorkbookError as error:
            problems += error.problems
    if problems:
        raise WorkbookError(problems)
    return tuple(clients)


def load_client(path: Path, workbook: Workbook) -> Client:
    """Load the file of a client.

    Raises:
        WorkbookError: The file has problems. It reports all of them.
    """
    name = f"{path.parent.name}/{path.name}"
    if wrong := _wrong_name(path):
        raise WorkbookError([Problem(name, 0, 0, Rule.FILE_NAME, *wrong)])
    source = read_yaml(path, name)
    found = validate_file(ClientFile, source, workbook.language)
    if isinstance(found, list):
        raise WorkbookError(found)
    if problems := list(_problems(found, source, workbook)):
        raise WorkbookError(problems)
    return Client.model_construct(**dict(found), id=path.stem)


def written_name(path: Path) -> str:
    """The name in a client's file, even if the rest of it has mistakes; empty if there is none."""
    try:
        data = read_yaml(path, path.name).data
    except (WorkbookError, OSError):
        return ""
    name = data.get("name") if isinstance(data, dict) else None
    return " ".join(name.split()) if isinstance(name, str) else ""


def _wrong_name(path: Path) -> Wording | None:
    """What is wrong with the name of a client's file, and a hint; None if nothing is."""
    if path.suffix != ".yml":
        return "a client's file must end in .yml", f"rename it to {path.stem}.yml"
    return wrong_id(path.stem)


def wrong_id(id: str) -> Wording | None:
    """What is wrong with the id of a client, and a hint; None if nothing is."""
    if id == TABLES:
        return f"`{id}` is the name of the folder for what is about all clients", "choose another"
    if is_device(id):
        return f"Windows takes the name `{id}` for a device", "choose another"
    if not is_id(id) or id != id.casefold():
        hint = f"use lowercase letters, digits, and single hyphens: {slug(id) or 'ana-ruiz'}"
        if len(id) > LONGEST_ID:
            hint = f"use at most {LONGEST_ID} characters"
        return f"`{id}` cannot be a client's id", hint
    return None


def _problems(client: ClientFile, source: YamlSource, workbook: Workbook) -> Iterator[Problem]:
    """What in a client's file does not fit the practice."""
    programs = {f"{track.id}/{program.id}": program for track, program in workbook.programs()}
    seen: set[str] = set()
    for index, each in enumerate(client.programs):
        at = ("programs", index, "program")
        program = programs.get(each.program)
        if program is None:
            message = f"this practice has no program `{each.program}`"
            hint = suggestion(each.program, programs)
            yield source.problem(at, Rule.NO_PROGRAM, message, hint)
        elif each.program in seen:
            message = f"the program `{each.program}` is already in the list"
            hint = "delete one of the two: what is said of a program stands in one entry"
            yield source.problem(at, Rule.ID_TAKEN, message, hint)
        else:
            yield from _wrong_sheets(each, index, program, source)
        seen.add(each.program)
    known = workbook.all_languages
    if client.language and client.language not in known:
        message = f"clients of this practice cannot choose the language `{client.language}`"
        hint = f"delete the line, or write one of: {', '.join(known)}. `languages` in workbook.yml"
        hint += " has the further ones"
        yield source.problem(("language",), Rule.UNKNOWN_WORD, message, hint)
    if client.paper == "a5" and workbook.print.large_print:
        message = "large print does not fit on A5"
        yield source.problem(("paper",), Rule.KEYS_CLASH, message, "choose another paper")


def _wrong_sheets(
    entry: ClientProgram, index: int, program: Program, source: YamlSource
) -> Iterator[Problem]:
    """What is wrong with the worksheets that are left out of a program."""
    ids = {sheet.id: sheet.title for sheet in program.worksheets}
    for place, id in enumerate(entry.without):
        if id not in ids:
            message = f"the program `{entry.program}` has no worksheet `{id}`"
            where = ("programs", index, "without", place)
            yield source.problem(where, Rule.NO_WORKSHEET, message, suggestion(id, ids))
    if ids.keys() <= set(entry.without):
        message = "no worksheet would be left of this program"
        hint = "delete the program, or keep at least one of its worksheets"
        at = ("programs", index, "without")
        yield source.problem(at, Rule.KEYS_CLASH, message, hint)
