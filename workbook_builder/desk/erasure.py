"""Everything that a practice's folder holds of a client, to be erased."""

import shutil
import subprocess
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbook_builder.answers.ids import is_name_key
from workbook_builder.clients.client_files import FOLDER, TABLES, wrong_id
from workbook_builder.history.received_folder import ReceivedFolder
from workbook_builder.practice.client_folder import MARK, Client
from workbook_builder.problems.problem import WorkbookError


@dataclass(frozen=True)
class Traces:
    """Where something of a client is.

    Attributes:
        own: Files and folders that are the client's alone. The client's file comes last, so that
            the command can be run again if it was stopped.
        tables: Files about all clients, in which this one may be. They can be made again.
        shared: Printed sheets that may be those of another client of the same name.
        commit: A commit of Git that holds something of the client; empty if none does.
    """

    own: tuple[Path, ...]
    tables: tuple[Path, ...]
    shared: tuple[Path, ...] = ()
    commit: str = ""

    @property
    def count(self) -> int:
        """How many files they are."""
        return sum(1 for path in (*self.own, *self.tables) for _ in _files(path))


def traces(root: Path, id: str, name: str = "", others: Collection[str] = ()) -> Traces:
    """Find everything that a practice's folder holds of a client.

    Args:
        root: The folder of the practice.
        id: The client's id.
        name: The client's name; empty if the client's file cannot be read.
        others: The names of the other clients. Printed sheets with one of these names stay.
    """
    clients = root / FOLDER
    if wrong_id(id):  # such as `..`, which would be everything
        return Traces((), ())
    names = {name, *_written_names(clients, id)} - {""}
    printed = _printed(root / "printed", names)
    shared = _printed(root / "printed", names & {" ".join(each.split()) for each in others})
    # What leads to the printed sheets is deleted after them.
    files = [clients / f"{id}{ending}" for ending in (".yaml", ".yml")]
    own = [*(each for each in printed if each not in shared), clients / id, *files]
    tables = clients / TABLES
    return Traces(
        tuple(path for path in own if path.exists() or path.is_symlink()),
        tuple(sorted(tables.iterdir())) if tables.is_dir() else (),
        tuple(shared),
        _commit(root, id),
    )


def erase(found: Traces) -> None:
    """Delete everything that was found.

    Raises:
        OSError: Something cannot be deleted. What comes after it is still there.
    """
    for path in (*found.tables, *found.own):
        if path.is_dir():
            shutil.rmtree(path.resolve())  # the files are elsewhere if it is a link
        if path.is_symlink() or path.is_file():
            path.unlink(missing_ok=True)


def _files(path: Path) -> Collection[Path]:
    if not path.is_dir():
        return [path]
    return [each for each in path.rglob("*") if not each.is_dir()]


def _written_names(clients: Path, id: str) -> set[str]:
    """The names that the client wrote, as `workbook print` names folders after them."""
    found: set[str] = set()
    with suppress(WorkbookError):  # a file that was changed keeps nothing from being erased
        for received in ReceivedFolder(clients).load(id):
            names = (value.value for key, value in received.answers.items() if is_name_key(key))
            found |= {" ".join(each.split()) for each in names}
    return found


def _printed(folder: Path, names: Collection[str]) -> list[Path]:
    """The folders in which `workbook print` has put the client's sheets."""
    whose = {Client(name, Path()).identity for name in names}
    return [
        each
        for each in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if (each / MARK).is_file()
        and (each / MARK).read_text(encoding="utf-8", errors="replace") in whose
    ]


def _commit(root: Path, id: str) -> str:
    """A commit of Git that has something of the client; empty if none has, or there is no Git."""
    command = ["git", "-C", str(root), "log", "--all", "-1", "--format=%h", "--"]
    paths = [f"{FOLDER}/{id}.yml", f"{FOLDER}/{id}"]
    try:
        found = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""
