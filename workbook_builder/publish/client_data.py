"""Keeps clients out of sites: the folder with their files, and copies of what is in it.

What is published knows no client. It only knows where a practice keeps them.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from workbook_builder.answers.filled_form import UnreadableForm
from workbook_builder.pdf.form_values import read_form
from workbook_builder.pdf.own_entries import CLIENT
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_names import from_here, same_name
from workbook_builder.storage.private_files import CLIENTS

_YAML = (".yml", ".yaml")
_TEXTS = (".html", ".md", ".txt", ".json", ".js", ".ics", ".xml")
_LINK = b"#for=eyJ2Ijo"  # how every personal link goes on after the address: `{"v":` in base64
_KEY = ".jwe"
_LARGEST = 50_000_000  # bytes of a PDF in an archive
PRIVATE = 'name="workbook-private"'  # what says in a page that it is about a client
_HINT = f"keep what is published and the folder {CLIENTS}/ apart: nothing of it may get into a site"


def not_apart(file: Path, folders: Mapping[str, Path | None]) -> Iterator[Problem]:
    """A problem for each folder of a site that could reach that of the clients.

    It is the folder of the clients, contains it, lies in it, or has a link to it.

    Args:
        file: The configuration file, beside which the folder of the clients is.
        folders: The folders by the name of their option; None for one that is not used.
    """
    clients = clients_folder(file)
    for option, folder in folders.items():
        if folder is None:
            continue
        if overlap(folder, clients):
            message = f"`{option}` is, contains, or lies in the folder of your clients, {CLIENTS}/"
            yield Problem(str(file), 0, 0, Rule.CLIENT_DATA, message, _HINT)
            continue
        for link in _links(folder, clients):
            message = f"links to the files of your clients, and `{option}` would take them along"
            yield Problem(from_here(link), 0, 0, Rule.CLIENT_DATA, message, "delete the link")


def clients_folder(file: Path) -> Path:
    """The folder of a practice's clients, which is beside its configuration file."""
    return file.absolute().parent / CLIENTS


def overlap(one: Path, other: Path) -> bool:
    """Whether one folder is the other or lies in it, on any system, whatever links there are."""
    first, second = (_parts(each) for each in (one, other))
    shared = min(len(first), len(second))
    return first[:shared] == second[:shared]


def _parts(path: Path) -> tuple[str, ...]:
    return Path(same_name(os.fsdecode(path.resolve()))).parts


def _links(folder: Path, clients: Path) -> Iterator[Path]:
    """The links below a folder that lead to the clients, or to a folder that they are in."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(parent, name)
            try:
                if path.is_symlink() and overlap(path, clients):
                    yield path
            except (OSError, RuntimeError):  # a loop of links, which is explained elsewhere
                continue


class ClientFiles:
    """The files of a practice's clients, to find copies of them."""

    def __init__(self, folder: Path) -> None:
        """Look through the folder of the clients, which need not exist."""
        self._sizes: dict[int, list[Path]] = {}
        for parent, _, files in os.walk(folder):
            for name in files:
                path = Path(parent, name)
                if path.is_file() and (size := path.stat().st_size):
                    self._sizes.setdefault(size, []).append(path)
        self._digests: dict[int, set[bytes]] = {}

    def has_copy(self, path: Path) -> bool:
        """Whether a file has the same content as one of a client's."""
        size = path.stat().st_size
        if size not in self._sizes:
            return False
        if size not in self._digests:
            self._digests[size] = {_digest(each) for each in self._sizes[size]}
        return _digest(path) in self._digests[size]


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def what_it_tells(folder: Path, path: str, known: ClientFiles, *, ours: bool) -> str | None:
    """What a file of a site tells of a client; None if it tells nothing.

    Args:
        folder: The folder of the site.
        path: The path of the file in it.
        known: The files of the clients.
        ours: Whether a build makes a PDF at this path, which it leaves as it is.
    """
    file, name = folder / path, path.lower()  # which case a name has depends on the system
    if known.has_copy(file) or (CLIENTS in PurePosixPath(name).parts[:-1] and name.endswith(_YAML)):
        return "a file about a client"
    if name.endswith(_KEY):
        return "a private key"
    if name.endswith(".pdf") and _names_client(file.read_bytes(), ours):
        return "a sheet from a client's pack"
    if name.endswith(".zip") and _packs_client(file):
        return "a client's pack"
    if name.endswith(_TEXTS):
        text = file.read_bytes()
        if _LINK in text:
            return "a file with the personal link of a client"
        if PRIVATE.encode() in text:
            return "a report on a client"
    return None


def _packs_client(file: Path) -> bool:
    """Whether a ZIP file has sheets that were made for a client."""
    try:
        with zipfile.ZipFile(file) as archive:
            return any(
                CLIENT.encode() in archive.read(entry)
                for entry in archive.infolist()
                if entry.filename.lower().endswith(".pdf") and entry.file_size < _LARGEST
            )
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False


def _names_client(pdf: bytes, ours: bool) -> bool:
    """Whether a PDF was made for a client. Other programs may have packed what says so."""
    if CLIENT.encode() in pdf or ours:
        return CLIENT.encode() in pdf
    try:
        return bool(read_form(pdf).client)
    except UnreadableForm:
        return False
