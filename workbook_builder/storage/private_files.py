"""Files that only their owner can read, such as those with a client's answers.

Each file is written beside its place and then renamed, so that an error, a full disk, or the end of
the process leaves what was there before.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook_builder.storage.file_replacement import staged_file
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.path_errors import concerning

CLIENTS = "clients"  # the folder of a practice with all that is about its clients
_FILE_MODE = 0o600
_FOLDER_MODE = 0o700  # Windows ignores it; there, files belong to the folder's owner anyway


def write_private_file(path: Path, content: str | bytes) -> None:
    """Write a file, and replace the one that is there.

    Raises:
        OSError: It cannot be written. A file that was there is unchanged.
    """
    write_private_tree({path.name: content}, path.parent)


def write_private_tree(tree: Tree, folder: Path) -> None:
    """Write files into a folder, and replace those that are there. Missing folders are created.

    Raises:
        OSError: One of the files cannot be written. Then none of those that were there is changed,
            unless renaming itself fails.
    """
    ready: list[tuple[Path, Path]] = []
    with ExitStack() as stack:
        for name, content in tree.items():
            path = folder / name
            create_private_folder(path.parent)
            with concerning(path):
                if path.exists() and not path.is_file():  # such as /dev/stdout
                    path.write_bytes(content.encode() if isinstance(content, str) else content)
                    continue
                path = path.resolve()  # a link stays a link
                new = staged_file(path, content)
            stack.callback(_delete, new)
            ready.append((new, path))
        for temporary, path in ready:
            with concerning(path):
                temporary.replace(path)


@contextmanager
def private_file_in_parts(path: Path) -> Iterator[Path]:
    """Write a file that is too large for memory. It replaces the one that is there at the end.

    Yields:
        An empty folder, which nobody else can read. The file is to be written into it, under its
        own name; whatever else is in it is deleted.

    Raises:
        OSError: The file cannot be written. One that was there is unchanged.
    """
    create_private_folder(path.parent)
    with (
        concerning(path),
        TemporaryDirectory(prefix=f".{path.name[:40]}-", dir=path.parent) as name,
    ):
        yield Path(name)
        new = Path(name, path.name)
        new.chmod(_FILE_MODE)
        with new.open("rb+") as file:
            os.fsync(file.fileno())  # some disks report only now that they are full
        new.replace(path.resolve())  # a link stays a link


def fill_private_folder(tree: Tree, folder: Path) -> None:
    """Write files into a new folder, which takes the place of another one once it is complete.

    Nobody has the folder open yet, so the files are neither staged nor forced to the disk one by
    one.

    Raises:
        OSError: A file cannot be written, or is there already. It names the file.
    """
    for name, content in tree.items():
        path = folder / name
        create_private_folder(path.parent)
        with concerning(path), open(path, "xb", opener=_private) as file:
            file.write(content.encode() if isinstance(content, str) else content)


def _private(path: str, flags: int) -> int:
    """Open a new file that only its owner can read."""
    return os.open(path, flags, _FILE_MODE)


def create_private_folder(folder: Path) -> None:
    """Create a folder, and those above it that are missing. Existing ones keep their modes."""
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            each.mkdir(_FOLDER_MODE, exist_ok=True)


def _delete(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
