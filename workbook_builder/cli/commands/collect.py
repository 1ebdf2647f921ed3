"""The command ``workbook collect``, which takes in what clients have sent back."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook_builder.cli import clock
from workbook_builder.cli.coach_keys import CoachKeys
from workbook_builder.cli.console import (
    counted,
    examples,
    progress,
    short_path,
    visible,
    visible_lines,
)
from workbook_builder.cli.practice_folder import configuration

if TYPE_CHECKING:
    from workbook_builder.clients.client import Client
    from workbook_builder.history.collecting import Collected, Collector
    from workbook_builder.history.owner import Owner
    from workbook_builder.history.received import Received
    from workbook_builder.history.received_folder import ReceivedFolder
    from workbook_builder.problems.problem import Problem

_LARGEST = 50_000_000  # bytes of a file
_EACH = 20  # files, up to which each is named


@click.command(
    "collect",
    epilog=examples(
        "workbook collect ~/Downloads/Ana-better-sleep-2026-12-14.txt",
        "workbook collect ~/Mail/attachments",
        "workbook collect scan.pdf --client ana-ruiz",
    ),
)
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "-c",
    "--client",
    "id",
    metavar="CLIENT",
    help="The client whose files these are; by default, the files say so.",
)
@configuration
def command(paths: tuple[Path, ...], id: str | None, config_file: Path) -> None:
    """Take in what clients have sent back.

    A FILE is a file of answers, encrypted or not, a filled-in PDF, also a merged one, a filled-in
    Word document, a program in one file, a message that a mail program has saved (.eml), or a
    folder with any of these.

    Each thing is kept as it came in clients/CLIENT/received, with what was read from it. Nothing
    there is ever changed: if two sources differ, both are kept, and the command says so. Doing it
    again changes nothing.
    """
    from workbook_builder.cli.client_choice import client_of, load_practice
    from workbook_builder.history.collecting import Collector
    from workbook_builder.history.received_folder import ReceivedFolder

    practice, clients, folder = load_practice(config_file)
    client = client_of(id, clients).id if id else ""
    if not clients:
        raise click.UsageError('there are no clients yet; add one: workbook client new "Ana Ruiz"')
    received = ReceivedFolder(folder)
    collector = Collector(received, clients, practice.workbook, CoachKeys().decrypted, clock.now)
    waiting = list(collector.interrupted())
    items = list(_files(paths, folder))
    few = len(items) <= _EACH
    run = _Run(collector, clients, named=few)
    shown: AbstractContextManager[Callable[[], None]] = (
        nullcontext(lambda: None) if few else progress("Collecting", len(items))
    )
    with shown as step:
        for owner, path, at in waiting:
            run.take(path, None, client=owner, at=at)
        for path, named in items:
            run.take(path, named, client=client)
            step()
    run.report(received)
    if run.problems or run.unclaimed:
        sys.exit(1)


def _can_ask() -> bool:
    """Whether somebody is at the terminal."""
    return sys.stdin.isatty()


def _files(paths: Sequence[Path], clients: Path) -> Iterator[tuple[Path, bool]]:
    """The files to read, and whether the coach has named each. Those of clients/ are left out."""
    own = clients.resolve()
    for path in paths:
        if not path.is_dir():
            if path.resolve().is_relative_to(own):
                message = f"{short_path(path)} is in the folder of your clients already."
                raise click.UsageError(message)
            yield path, True
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.is_file() and not hidden and not file.resolve().is_relative_to(own):
                yield file, False


class _Run:
    """What the files of one command have become."""

    def __init__(self, collector: "Collector", clients: "Sequence[Client]", *, named: bool) -> None:
        """Prepare to take in files.

        Args:
            collector: Takes them in.
            clients: The clients of the practice.
            named: Whether each file is named in the end, and not only counted.
        """
        self.collector = collector
        self.clients = {each.id: each for each in clients}
        self.named = named
        self.lines: list[str] = []
        self.kept: Counter[str] = Counter()
        self.known = 0
        self.problems: list[Problem] = []
        self.unclaimed: list[Collected] = []
        self.passed_over: list[str] = []

    def take(self, path: Path, named: bool | None, **whose: Any) -> None:
        """Take in a file, or the parts of a message.

        Args:
            path: The file.
            named: Whether the coach has named it, and not only the folder that it lies in.
            whose: What is known of whose it is and when it was collected.
        """
        from workbook_builder.history import mail
        from workbook_builder.problems.problem import Problem, Rule, WorkbookError
        from workbook_builder.storage.file_reading import read_file

        try:
            content = read_file(path, _LARGEST)
        except OSError as error:
            if named is False:
                self.passed_over.append(path.name)
            else:
                reason = error.strerror or "it cannot be read"
                self._refuse(Problem(short_path(path), 0, 0, Rule.ANSWERS, reason))
            return
        found = [(path.name, content)]
        if path.suffix.lower() == ".eml":
            found = list(mail.parts(content, path.name))
        for name, part in found:
            try:
                self._add(
                    self.collector.take(part, name, whose=self._ask, **whose),
                    named and len(found) == 1,  # a message may have pictures, too
                )
            except WorkbookError as error:
                for each in error.problems:
                    self._refuse(each)

    def _add(self, found: "Collected", named: bool | None) -> None:
        from workbook_builder.history.collecting import Outcome
        from workbook_builder.problems.problem import Problem, Rule

        match found.outcome:
            case Outcome.FOREIGN if named:
                hint = "answers that a client saved or sent, and filled-in forms, can be collected"
                message = "this is not a file of answers"
                self._refuse(Problem(found.name, 0, 0, Rule.ANSWERS, message, hint))
            case Outcome.FOREIGN:
                self.passed_over.append(found.name)
            case Outcome.UNCLAIMED:
                self.unclaimed.append(found)
            case outcome:
                self.known += outcome is Outcome.KNOWN
                self.kept[found.client] += outcome is Outcome.KEPT
                if self.named:
                    self.lines.append(visible(f"{found.name}: {_said(found)}"))

    def _refuse(self, problem: "Problem") -> None:
        self.problems.append(problem)

    def _ask(self, received: "Received", owner: "Owner") -> "Client | None":
        """Ask the coach whose a file is, if somebody is at the terminal."""
        if not _can_ask():
            return None
        click.echo(visible(f"{received.name}: {owner.reason}."), err=True)
        known = ", ".join(each.id for each in owner.likely or self.clients.values())
        while True:
            id = click.prompt(
                f"Whose is it? ({known}; Enter to leave it)",
                default="",
                show_default=False,
                err=True,
            ).strip()
            if not id or id in self.clients:
                return self.clients.get(id)
            click.echo(f"There is no client `{id}`.", err=True)

    def report(self, folder: "ReceivedFolder") -> None:
        """Say what was collected, what differs, and what was refused."""
        for line in self.lines:
            click.echo(line)
        for id, count in sorted(self.kept.items()):
            if count and not self.named:
                click.echo(f"{id}: {counted(count, 'file')}")
            if count:
                self._say_unclear(folder, id)
        for found in self.unclaimed:
            reason = found.owner.reason if found.owner else ""
            likely = found.owner.likely[0].id if found.owner and found.owner.likely else "CLIENT"
            said = f"Not kept: {found.name}: {reason}. Say whose it is: --client {likely}"
            click.echo(visible(said), err=True)
        if self.problems:
            click.echo(visible_lines("\n\n".join(map(str, self.problems))), err=True)
        summary = [f"{counted(self.kept.total(), 'file')} collected"]
        if self.known:
            summary.append(f"{self.known} collected before")
        if self.unclaimed:
            summary.append(f"{len(self.unclaimed)} that nobody has claimed")
        if self.problems:
            summary.append(f"{len(self.problems)} refused")
        if self.passed_over:
            summary.append(f"{counted(len(self.passed_over), 'other file')} passed over")
        click.echo(", ".join(summary) + ".")
        if self.passed_over:
            names = ", ".join(self.passed_over[:_EACH])
            more = "…" if len(self.passed_over) > _EACH else "."
            click.echo(visible(f"Passed over, as they hold no answers: {names}{more}"))

    def _say_unclear(self, folder: "ReceivedFolder", id: str) -> None:
        """Name the answers of which sources differ, and nobody knows which is newer."""
        from workbook_builder.answers.printed_answer import shortened
        from workbook_builder.history.history import History

        for key, entries in History.of(folder.load(id)).unclear.items():
            *others, counts = entries
            said = " and ".join(
                f"“{shortened(each.value)}” ({each.source.name})" for each in others
            )
            differ = (
                f"{id}: {key}: the answers differ: “{shortened(counts.value)}”"
                f" ({counts.source.name}), which counts for now, and {said}."
            )
            click.echo(visible(differ), err=True)


def _said(found: "Collected") -> str:
    """What was read from a file, on one line."""
    if found.received is None:
        return f"collected before, on {found.day}, for {found.client}"
    answers = counted(found.received.count, "answer")
    placed = [sheet.partition("/")[2].replace("@", ", time ") for sheet in found.received.placed]
    more = f"; no time was written, so taken as {' and '.join(placed)}" if placed else ""
    if lost := found.received.by_place:
        more += f"; a program has dropped names, so {lost} were read by place: compare some"
    return f"{answers} for {found.client}{more}"
