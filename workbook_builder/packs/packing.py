"""Makes the packs of many clients, on all cores."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbook_builder.clients.client import Client
from workbook_builder.packs.client_pack import PackMaker
from workbook_builder.packs.pack_files import write_pack
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.press import Press, make_pdf
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.typesetting import glyph_coverage
from workbook_builder.typesetting.typst_compiler import TypesetError

# A function that makes a PDF elsewhere, and how many threads may call it; see `Press`.
Remote = tuple[Callable[[Document], bytes], int]


@dataclass(frozen=True)
class MadePack:
    """A pack that was written.

    Attributes:
        client: The client.
        archive: The ZIP file, beside which are its files.
        files: How many files it has.
        link: The client's personal link, if the practice has a site on the web.
    """

    client: Client
    archive: Path
    files: int
    link: str | None


class Packing:
    """Makes the packs of some clients: first the blank sheets of all, then one pack after another.

    Blank sheets are kept in the cache, as for the site, and can be made on a cluster. What holds
    anything of a client's is made on this machine, and is in no cache.
    """

    def __init__(self, practice: Practice, clients: Sequence[Client], folder: Path) -> None:
        """Prepare to make packs.

        Args:
            practice: The practice.
            clients: The clients.
            folder: The folder of all clients.

        Raises:
            WorkbookError: The file of a client has letters that no font has.
        """
        self._practice = practice
        self._clients = clients
        self._folder = folder
        self._makers: dict[str, PackMaker] = {}
        _check_letters(clients, folder, practice)
        self._blanks = {
            path: make for each in clients for path, make in self._maker(each).blanks(each).items()
        }

    def _maker(self, client: Client) -> PackMaker:
        """What makes packs in the language of a client."""
        practice = self._practice.in_language(client.language)
        language = practice.workbook.language
        if language not in self._makers:
            self._makers[language] = PackMaker(practice)
        return self._makers[language]

    @property
    def steps(self) -> int:
        """How many times `run` reports progress."""
        return len(self._blanks) + len(self._clients)

    def run(
        self, at: datetime, done: Callable[[], None] = lambda: None, remote: Remote | None = None
    ) -> Iterator[MadePack]:
        """Make the packs, and yield each once it is written.

        Args:
            at: When they are made, with a time zone.
            done: Called after each blank sheet and each pack, in any thread.
            remote: What makes the blank sheets, if that is not this machine.

        Raises:
            WorkbookError: A sheet or a letter cannot be made, or a pack cannot be replaced.
            OSError: A pack cannot be written. Those that are not yielded are as they were.
        """
        fingerprint = self._practice.fingerprint
        with Press(done, remote=remote, fingerprint=fingerprint) as press:
            press.begin(LazyFiles(self._blanks))
            blanks = press.finish()

            def make(client: Client) -> MadePack:
                try:
                    pack = self._maker(client).pack(client, blanks, make_pdf, at)
                except (TypesetError, ValueError) as error:
                    raise _not_made(client, self._folder, error) from error
                archive = write_pack(pack, self._folder, at)
                done()
                return MadePack(client, archive, len(pack.files), pack.link)

            pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="packs")
            try:
                jobs = [pool.submit(make, client) for client in self._clients]
                for job in as_completed(jobs):
                    yield job.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def make_pack(practice: Practice, client: Client, folder: Path, at: datetime) -> MadePack:
    """Make the pack of one client.

    Args:
        practice: The practice.
        client: The client.
        folder: The folder of all clients.
        at: When it is made, with a time zone.

    Raises:
        WorkbookError: It cannot be made; see `Packing.run`.
        OSError: It cannot be written.
    """
    (made,) = Packing(practice, [client], folder).run(at)
    return made


def _check_letters(clients: Sequence[Client], folder: Path, practice: Practice) -> None:
    """Check that there is a font for all that a pack writes of the clients.

    Raises:
        WorkbookError: Some letters are in no font.
    """
    used = {each.id: glyph_coverage.graphemes(f"{each.name} {each.note or ''}") for each in clients}
    wanted = set[str]().union(*used.values())
    missing = glyph_coverage.missing_graphemes(wanted, practice.workbook.typeface)
    problems = [
        Problem(
            f"{folder.name}/{id}.yml",
            0,
            0,
            Rule.NO_LETTER,
            f"no font has {' '.join(sorted(found)[:12])}",
            "install a font that has it, like `pip install fontpkg-noto-sans-arabic` for Arabic,"
            " or add one to content/fonts",
        )
        for id, letters in used.items()
        if (found := letters & missing)
    ]
    if problems:
        raise WorkbookError(problems)


def _not_made(client: Client, folder: Path, error: Exception) -> WorkbookError:
    hint = "look for the cause in your templates, or in the client's note"
    file, message = f"{folder.name}/{client.id}.yml", f"the pack cannot be made: {error}"
    return WorkbookError([Problem(file, 0, 0, Rule.NOT_PRINTED, message, hint)])
