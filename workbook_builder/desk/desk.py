"""The clients of a practice, with what they have sent back, as the pages of the desk need them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock

from workbook_builder.clients.client import Client
from workbook_builder.clients.client_files import FOLDER, client_files, load_clients
from workbook_builder.desk.key_ring import KeyRing, LockedError
from workbook_builder.desk.overview import ClientOverview, client_overview
from workbook_builder.desk.session_plan import SessionPlan, session_plans
from workbook_builder.desk.tray import FullError, Tray, Waiting
from workbook_builder.history import mail
from workbook_builder.history.collecting import Collected, Collector, Outcome
from workbook_builder.history.history import History
from workbook_builder.history.received_folder import ReceivedFolder
from workbook_builder.packs.pack_files import pack_archive
from workbook_builder.packs.packing import make_pack
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.publish.mkdocs_site import load_site
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.report_files import progress_of, report_page
from workbook_builder.storage.user_folders import keys_folder

_MOST_KEPT = 60  # clients whose progress is in memory
_Stamp = tuple[tuple[str, int, int], ...]  # of files: path, time of the last change, and size


@dataclass(frozen=True)
class Dropped:
    """What has become of files that were dropped on the desk.

    Attributes:
        collected: Those that were taken in, or had been before.
        problems: Why others were refused.
    """

    collected: tuple[Collected, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Loaded:
    """A practice and its clients, as their files were at a moment."""

    stamp: _Stamp
    practice: Practice
    clients: tuple[Client, ...]


class Desk:
    """The clients of a practice.

    Attributes:
        folder: The folder of the clients.
        keys: The coach's keys.
        tray: Files that wait for a decision.
    """

    def __init__(self, config_file: Path, today: Callable[[], str], now: Callable[[], str]) -> None:
        """Prepare the desk of a practice.

        Args:
            config_file: The configuration of MkDocs.
            today: Returns the day, as YYYY-MM-DD.
            now: Returns the time, as an ISO time in UTC.
        """
        self.folder = config_file.absolute().parent / FOLDER
        self.keys = KeyRing(keys_folder)
        self.tray = Tray()
        self.today = today
        self._now = now
        self._config_file = config_file.absolute()
        self._received = ReceivedFolder(self.folder)
        self._lock = RLock()  # MkDocs is not thread-safe
        self._loaded: _Loaded | None = None
        self._seen: OrderedDict[str, tuple[object, ClientProgress]] = OrderedDict()
        self._overviews: dict[str, tuple[object, ClientOverview]] = {}

    # -- What there is ----------------------------------------------------------------------------

    @property
    def practice(self) -> Practice:
        """The practice, as its files are now.

        Raises:
            WorkbookError: They have problems.
        """
        return self._current().practice

    @property
    def clients(self) -> tuple[Client, ...]:
        """The clients, as their files are now.

        Raises:
            WorkbookError: They have problems.
        """
        return self._current().clients

    def client(self, id: str) -> Client | None:
        """The client with an id, or None."""
        return next((each for each in self.clients if each.id == id), None)

    def overviews(self) -> Iterator[ClientOverview]:
        """Every client at a glance."""
        for client in self.clients:
            mark = self._mark(client)
            known = self._overviews.get(client.id)
            if known is None or known[0] != mark:
                known = mark, client_overview(self.progress(client))
                self._overviews[client.id] = known
            yield known[1]

    def overview(self, client: Client) -> ClientOverview:
        """A client at a glance."""
        return client_overview(self.progress(client))

    def session_plans(self, client: Client) -> tuple[SessionPlan, ...]:
        """The next session of each program that a client does."""
        return session_plans(self.progress(client))

    def progress(self, client: Client) -> ClientProgress:
        """How far a client is."""
        with self._lock:
            mark = self._mark(client)
            known = self._seen.get(client.id)
            if known is None or known[0] != mark:
                practice = self.practice
                history = History.of(self._received.load(client.id))
                known = (mark, progress_of(practice, client, history, self.today()))
                self._seen[client.id] = known
                while len(self._seen) > _MOST_KEPT:
                    self._seen.popitem(last=False)
            self._seen.move_to_end(client.id)
            return known[1]

    def report(self, client: Client) -> str:
        """The report on a client, as HTML."""
        return report_page(self.practice, self.progress(client))

    # -- What goes out ----------------------------------------------------------------------------

    def pack(self, client: Client) -> Path | None:
        """The ZIP file of the client's pack; None if none was made."""
        return pack_archive(self.folder, client.id)

    def make_pack(self, client: Client) -> None:
        """Make the pack of a client, in place of an earlier one.

        Raises:
            WorkbookError: It cannot be made.
        """
        with self._lock:
            at = datetime.fromisoformat(self._now())
            make_pack(self.practice, client, self.folder, at)

    # -- What comes in ----------------------------------------------------------------------------

    def collect(self, files: tuple[tuple[str, bytes], ...], client: str = "") -> Dropped:
        """Take in files. Those that need a decision wait in the tray.

        Args:
            files: The name and the bytes of each.
            client: The id of the client whose all are, if the coach has said so.
        """
        collected: list[Collected] = []
        problems: list[Problem] = []
        with self._lock:
            loaded = self._current()
            collector = Collector(
                self._received,
                loaded.clients,
                loaded.practice.workbook,
                self.keys.decrypted,
                self._now,
            )
            for name, content in _opened(files):
                try:
                    found = self._take(collector, name, content, client)
                except WorkbookError as error:
                    problems += error.problems
                except FullError:
                    message = "too many files wait on the desk"
                    hint = "decide about those that wait, and drop this one again"
                    problems.append(Problem(name, 0, 0, Rule.ANSWERS, message, hint))
                else:
                    collected += [found] if found else []
        return Dropped(tuple(collected), tuple(problems))

    def unlock(self, passphrase: str) -> Dropped | None:
        """Open the keys that this passphrase opens, and take in the files that wait for them.

        Returns:
            None if it is another passphrase.

        Raises:
            CannotOpen: The file of the key is damaged.
        """
        waiting = self.tray.locked()
        needed = {each.locked for each in waiting}
        opened = {each for each in needed if self.keys.unlock(each, passphrase)}
        if not opened:
            return None
        return self.collect(self._taken([each for each in waiting if each.locked in opened]))

    def claim(self, id: str, client: str) -> Dropped:
        """Take in a file that waits, for a client; leave it alone if there is no client."""
        found = self.tray.take(id)
        if found is None or not client:
            return Dropped((), ())
        return self.collect(((found.name, found.content),), client)

    def _taken(self, waiting: list[Waiting]) -> tuple[tuple[str, bytes], ...]:
        found = (self.tray.take(each.id) for each in waiting)
        return tuple((each.name, each.content) for each in found if each)

    def _take(
        self, collector: Collector, name: str, content: bytes, client: str
    ) -> Collected | None:
        """Take in a file. Returns None if it waits in the tray."""
        try:
            found = collector.take(content, name, client)
        except LockedError as error:
            self.tray.put(name, content, locked=error.thumbprint)
            return None
        if found.outcome is Outcome.UNCLAIMED:
            self.tray.put(name, content, owner=found.owner)
            return None
        if found.outcome is Outcome.FOREIGN:
            message = "this is not a file of answers"
            hint = "drop answers that a client saved or sent, filled-in PDFs or Word documents"
            raise WorkbookError([Problem(name, 0, 0, Rule.ANSWERS, message, hint)])
        return found

    # -- Files ------------------------------------------------------------------------------------

    def _current(self) -> _Loaded:
        """The practice and its clients, loaded again if a file has changed."""
        with self._lock:
            stamp = self._stamp()
            if self._loaded is None or self._loaded.stamp != stamp:
                self._loaded = None
                config, plugin = load_site(self._config_file)
                practice = plugin.open(config)
                clients = load_clients(self.folder, practice.workbook)
                self._loaded = _Loaded(stamp, practice, clients)
            return self._loaded

    def _stamp(self) -> _Stamp:
        """What changes when a file of the practice or of a client does."""
        root = self._config_file.parent
        parts = [root / "content", root / "templates"]
        files = [file for each in parts if each.is_dir() for file in sorted(each.rglob("*"))]
        return _stamp([self._config_file, *files, *client_files(self.folder)])

    def _mark(self, client: Client) -> object:
        """What changes when anything does that a client's progress depends on."""
        folder = self.folder / client.id / "received"
        count = sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
        return (self._current().stamp, count, self.today())


def _stamp(files: list[Path]) -> _Stamp:
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:  # it has just been deleted
            continue
        found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(found)


def _opened(files: tuple[tuple[str, bytes], ...]) -> Iterator[tuple[str, bytes]]:
    """The files, and what is attached to those that are messages."""
    for name, content in files:
        if name.lower().endswith(".eml"):
            yield from mail.parts(content, name)
        else:
            yield name, content
