"""Writes a pack into the folder of a client, so that there is always a whole one."""

import io
import zipfile
from datetime import datetime
from pathlib import Path, PurePath

from workbook_builder.packs.client_pack import Pack
from workbook_builder.storage.built_folder import building_folder
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.private_files import create_private_folder, fill_private_folder

FOLDER = "pack"  # in the folder of a client
_MODE = 0o600 << 16  # of a file in an archive, as on Unix
_PACKED = (".pdf",)  # what is compressed already


def write_pack(pack: Pack, folder: Path, at: datetime) -> Path:
    """Write a pack in place of an earlier one.

    Its files are in the folder ``<client>/pack``, and together in a ZIP file beside them, which
    the client can be sent.

    Args:
        pack: The pack.
        folder: The folder of all clients.
        at: When it is made. Files in the archive have this time.

    Returns:
        The ZIP file.

    Raises:
        WorkbookError: The folder of the pack holds files of other origin, or cannot be replaced.
        OSError: A file cannot be written. Either way, the earlier pack is as it was.
    """
    place = folder / pack.client.id / FOLDER
    create_private_folder(place.parent)
    name = f"{pack.name}.zip"
    with building_folder(place) as new:
        new.chmod(0o700)
        fill_private_folder({**pack.files, name: zipped(pack.files, pack.name, at)}, new)
    return place / name


def pack_archive(folder: Path, id: str) -> Path | None:
    """The ZIP file of the pack that a client has; None if there is none.

    Args:
        folder: The folder of all clients.
        id: The id of the client.
    """
    return next(iter(sorted((folder / id / FOLDER).glob("*.zip"))), None)


def zipped(files: Tree, folder: str, at: datetime) -> bytes:
    """A ZIP file with all files in one folder. The same input always gives the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for path, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{path}", at.timetuple()[:6])
            entry.external_attr = _MODE
            entry.create_system = 3  # Unix, whatever makes it
            if PurePath(path).suffix not in _PACKED:
                entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return archive.getvalue()
