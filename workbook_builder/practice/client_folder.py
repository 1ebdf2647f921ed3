"""The folder for a client's printed worksheets, in which those of two clients never mix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook_builder.answers.ids import is_name_key, normalized
from workbook_builder.storage.folder_names import folder_name
from workbook_builder.storage.new_files import FilesExistError
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.private_files import write_private_tree

MARK = ".printed-for"  # a file in the folder that says whose sheets it holds


class OtherClientError(Exception):
    """The folder holds the sheets of another client."""


@dataclass(frozen=True)
class Client:
    """Whose answers are printed.

    Attributes:
        name: The client's name in the answers; empty if they do not contain one.
        file: The file of answers.
    """

    name: str
    file: Path

    @property
    def folder(self) -> str:
        """The name of the client's folder: their own name, or else that of the file."""
        return folder_name(self.name) or folder_name(self.file.stem) or "client"

    @property
    def identity(self) -> str:
        """A text that differs between clients, even if the names of their folders are the same."""
        return f"client {self.name.casefold()}" if self.name else f"file {self.file.resolve()}"


def client_name(answers: Mapping[str, str]) -> str:
    """The client's name in a file of answers; empty if there is none.

    Each program has its own answer for the name. The first one is taken.
    """
    names = (value for key, value in answers.items() if is_name_key(key))
    return next((name for each in names if (name := " ".join(normalized(each).split()))), "")


def check_free(folder: Path, paths: Iterable[str], client: Client) -> None:
    """Check that files can be added to a folder.

    Raises:
        OtherClientError: The folder holds the sheets of another client.
        FilesExistError: Some of the files are there already.
    """
    mark = folder / MARK
    if mark.is_file() and mark.read_text(encoding="utf-8", errors="replace") != client.identity:
        raise OtherClientError
    if existing := [folder / path for path in paths if (folder / path).exists()]:
        raise FilesExistError(existing)


def write_sheets(tree: Tree, folder: Path, client: Client) -> None:
    """Write a client's sheets into a folder, readable for its owner alone.

    Raises:
        OSError: A sheet cannot be written. What was there before is unchanged.
    """
    write_private_tree({MARK: client.identity, **tree}, folder)
