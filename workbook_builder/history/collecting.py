"""Takes in what came back from clients. Nothing that is there is changed, whatever ends it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from workbook_builder.answers.ids import is_key, is_others_key
from workbook_builder.clients.client import Client
from workbook_builder.history.history import History
from workbook_builder.history.owner import Owner, Owners
from workbook_builder.history.reading import Origin, digest, is_known, is_pdf, read
from workbook_builder.history.received import Received
from workbook_builder.history.received_folder import Place, ReceivedFolder, mark
from workbook_builder.history.untimed import has_untimed, placed
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.word.word_package import is_word


class Outcome(Enum):
    """What has become of a file."""

    KEPT = "kept"
    KNOWN = "known"  # it was collected before
    UNCLAIMED = "unclaimed"  # nobody knows whose it is, so it was not kept
    FOREIGN = "foreign"  # it is no file of answers


@dataclass(frozen=True)
class Collected:
    """What has become of a file.

    Attributes:
        outcome: What has become of it.
        name: Its name.
        received: What was read from it, if it was kept or is unclaimed.
        client: The id of the client whose it is.
        day: The day on which it was collected before, if it was.
        owner: Why nobody knows whose it is, if it is unclaimed.
    """

    outcome: Outcome
    name: str
    received: Received | None = None
    client: str = ""
    day: str = ""
    owner: Owner | None = None


class Collector:
    """Takes in files for the clients of a practice, one after the other."""

    def __init__(
        self,
        folder: ReceivedFolder,
        clients: Sequence[Client],
        workbook: Workbook,
        decrypted: Callable[[bytes, str], bytes],
        now: Callable[[], str],
    ) -> None:
        """Prepare to take in files.

        Args:
            folder: Where they are kept.
            clients: The clients of the practice.
            workbook: The practice.
            decrypted: Opens an encrypted file, given its bytes and its name, and returns others
                as they are. It raises a WorkbookError if a file cannot be opened.
            now: Returns the time, as an ISO time in UTC.
        """
        self._folder = folder
        self._owners = Owners(clients)
        self._workbook = workbook
        self._decrypted = decrypted
        self._now = now
        self._places: dict[str, Place] = folder.places()
        self._programs = {each.id for _, each in workbook.collections()}

    def take(
        self,
        content: bytes,
        name: str,
        client: str = "",
        whose: Callable[[Received, Owner], Client | None] | None = None,
        at: str = "",
    ) -> Collected:
        """Take in a file.

        Args:
            content: Its bytes.
            name: Its name.
            client: The id of the client whose it is, if the coach has said so.
            whose: Asks the coach whose it is, if it does not say so. It returns None if the coach
                does not know either.
            at: When it was collected, as an ISO time in UTC; by default, now.

        Raises:
            WorkbookError: It is damaged, encrypted for another key, or from another practice.
            OSError: It cannot be written.
        """
        found = digest(content)
        if place := self._places.get(mark(found)):
            return Collected(Outcome.KNOWN, name, None, place.client, place.day)
        plain = self._decrypted(content, name)
        if not is_known(plain):
            return Collected(Outcome.FOREIGN, name)
        origin = Origin(name, found, at or self._now(), plain != content)
        received = read(plain, origin)
        self._check_programs(received)
        if not client:
            claimed = self._claimed(received)
            asked = claimed.client or (whose(received, claimed) if whose else None)
            if asked is None:
                return Collected(Outcome.UNCLAIMED, name, received, owner=claimed)
            client = asked.id
        if has_untimed(received, self._workbook):
            known = History.of(self._folder.load(client)).answers
            received = placed(received, self._workbook, known)
        self._folder.add(client, content, _suffix(plain, received), received)
        self._places[mark(found)] = Place(client, received.day)
        return Collected(Outcome.KEPT, name, received, client)

    def interrupted(self) -> Iterator[tuple[str, Path, str]]:
        """What an earlier command had kept but not read when it was killed.

        Yields:
            For each thing the id of the client, the file, and when it was collected: all that
            `take` needs.
        """
        for client, path in self._folder.interrupted():
            yield client, path, _moment(path)

    def _claimed(self, received: Received) -> Owner:
        """Whose a file is. One of another practice may be of somebody else with the same name."""
        found = self._owners.owner(received)
        own = self._workbook.practice
        if found.client and not received.client and received.practice not in ("", own):
            reason = f"it is from “{received.practice}”, and not from {own}"
            return Owner(None, reason, (found.client,))
        return found

    def _check_programs(self, received: Received) -> None:
        """Refuse a file with answers to questions of another practice only.

        Raises:
            WorkbookError: It is one.
        """
        keys = [each for each in received.answers if is_key(each) or is_others_key(each)]
        programs = {each.partition("/")[0] for each in (*keys, *received.done)}
        if programs and not programs & self._programs:
            named = ", ".join(f"`{each}`" for each in sorted(programs))
            message = f"this practice has no program {named}"
            if received.practice and received.practice != self._workbook.practice:
                message += f"; the file is from “{received.practice}”"
            hint = "collect it in the practice that it is from"
            raise WorkbookError([Problem(received.name, 0, 0, Rule.ANSWERS, message, hint)])


def _moment(path: Path) -> str:
    """When a file was collected, on the day that is in its name."""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="milliseconds")
    day = path.name[:10]
    return written.replace("+00:00", "Z") if written.startswith(day) else f"{day}T00:00:00.000Z"


def _suffix(plain: bytes, received: Received) -> str:
    """What the name of a file should end in."""
    if received.encrypted:
        return ".txt"
    if is_pdf(plain):
        return ".pdf"
    if is_word(plain):
        return ".docx"
    return ".html" if received.kind == "program file" else ".json"
