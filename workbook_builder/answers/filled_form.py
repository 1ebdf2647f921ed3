"""What is filled in in a form that came back, whatever kind of file it is."""

from collections.abc import Mapping
from dataclasses import dataclass


class UnreadableForm(ValueError):
    """A form cannot be read. The text of the error says why.

    Attributes:
        hint: What can be done about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True)
class FilledForm:
    """What is filled in.

    Attributes:
        values: Key -> value, which is a text, ``yes`` for a tick, or the id of an option. Fields
            without an answer are left out.
        others: Key -> further values, if the file has several fields with the same key that differ.
        nameless: The number of fields that are filled in, but have lost their name. PDFium copies
            pages without the fields above radio buttons, for example.
        client: The id of the client whom the form was made for; empty if it names none, or if
            sheets of several clients were merged.
        placed: The keys of the answers whose fields have lost their name, and were found by
            their place or title.
    """

    values: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]
    nameless: int = 0
    client: str = ""
    placed: tuple[str, ...] = ()
