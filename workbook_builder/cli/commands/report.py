"""The command ``workbook report``, which shows how far clients are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli import clock
from workbook_builder.cli.console import counted, examples, progress, short_path
from workbook_builder.cli.practice_folder import configuration
from workbook_builder.problems.problem import Problem, WorkbookError

if TYPE_CHECKING:
    from workbook_builder.clients.client import Client
    from workbook_builder.history.history import History
    from workbook_builder.practice.practice import Practice
    from workbook_builder.reports.progress import ClientProgress

_FEW = 5  # reports, up to which there is no progress bar
_TABLES = (".xlsx", ".csv")
_PUBLISHED = ("content", "templates", "site")  # folders of which files get into a site
_COHORT_FILES = (".html", ".csv")


@click.command(
    "report",
    epilog=examples(
        "workbook report ana-ruiz",
        "workbook report --all",
        "workbook report --table answers.xlsx",
        "workbook report --cohort -o numbers.html",
    ),
)
@click.argument("names", metavar="[CLIENT]...", nargs=-1)
@click.option("--all", "everybody", is_flag=True, help="Report on every client.")
@click.option(
    "--table",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the answers of all clients, or of those you name, into one table: FILE.xlsx or"
    " FILE.csv, in clients/report unless you name a folder.",
)
@click.option(
    "--cohort", is_flag=True, help="Show numbers without names for each program: means and shares."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the numbers of --cohort into a file that ends in .html or .csv.",
)
@clock.as_of
@configuration
def command(
    names: tuple[str, ...],
    everybody: bool,
    table: Path | None,
    cohort: bool,
    output: Path | None,
    today: str,
    config_file: Path,
) -> None:
    """Show how far clients are, from what they have sent back.

    CLIENT is the id of a client, which is the name of their file in clients/. The report is
    written to clients/CLIENT as report.html and report.pdf, and has measures, check-ins, promised
    steps, what is new since the last session, and every answer.

    A report is in the client's language, and tables are in the first one of the practice. Only you
    can read the files. `workbook collect` takes in what clients send.
    """
    from workbook_builder.cli.client_choice import client_of, load_practice

    _check(names, everybody, table, cohort, output)
    practice, clients, folder = load_practice(config_file)
    if not clients:
        raise click.UsageError('there are no clients yet; add one: workbook client new "Ana Ruiz"')
    run = _Run(practice, folder, today)
    chosen = [client_of(each, clients) for each in dict.fromkeys(names)] or clients
    if table:
        run.write_table(_place(table, folder), chosen)
    elif cohort:
        run.show_numbers(_place(output, folder) if output else None, clients)
    else:
        run.write_reports(chosen)


def _check(
    names: Sequence[str], everybody: bool, table: Path | None, cohort: bool, output: Path | None
) -> None:
    """Refuse options that do not go together."""
    if everybody and names:
        raise click.UsageError("name some clients, or write --all, but not both.")
    if table and cohort:
        raise click.UsageError("--table and --cohort are two commands; give one of them.")
    if cohort and names:
        raise click.UsageError(
            "--cohort is about all clients: numbers about some of them could be compared with those"
            " about all, and would say something about single people."
        )
    if output and not cohort:
        raise click.UsageError("-o is for --cohort; a report has its place in clients/.")
    if not (names or everybody or table or cohort):
        raise click.UsageError("name a client, or write --all for a report on each of them.")
    for path, suffixes in ((table, _TABLES), (output, _COHORT_FILES)):
        if path and path.suffix.lower() not in suffixes:
            raise click.UsageError(f"{path.name} must end in {' or '.join(suffixes)}.")


def _place(path: Path, clients: Path) -> Path:
    """Where a table is written. Only in the folder for tables an older one is replaced.

    Raises:
        click.UsageError: There is another file, or the folder is one that a site is made from.
    """
    if path.parent == Path() and not path.is_absolute():
        return clients / "report" / path
    root = clients.parent.resolve()
    within = path.resolve().relative_to(root).parts if path.resolve().is_relative_to(root) else ()
    if within and within[0] in _PUBLISHED:
        raise click.UsageError(
            f"{short_path(path)} would be published. Give only a name, to have the table in"
            " clients/report, or name another folder."
        )
    if path.is_file():
        raise click.UsageError(
            f"already there: {short_path(path)}. Nothing was written. Choose another name."
        )
    return path


class _Run:
    """What one command reports on."""

    def __init__(self, practice: "Practice", folder: Path, today: str) -> None:
        self._practice = practice
        self._folder = folder
        self._today = today

    def write_reports(self, clients: "Sequence[Client]") -> None:
        """Write the report on each client. What cannot be reported on does not stop the others."""
        from workbook_builder.reports.report_files import report_files
        from workbook_builder.storage.private_files import write_private_tree

        problems: list[Problem] = []
        few = len(clients) <= _FEW
        written = 0
        shown: AbstractContextManager[Callable[[], None]] = (
            nullcontext(lambda: None) if few else progress("Reporting", len(clients))
        )
        with shown as step:
            for client in clients:
                try:
                    practice = self._practice.in_language(client.language)
                    tree = report_files(practice, self._progress(client, practice))
                except WorkbookError as error:
                    problems += error.problems
                else:
                    write_private_tree(tree, self._folder / client.id)
                    written += 1
                    if few:
                        place = short_path(self._folder / client.id / "report.html")
                        click.echo(f"{client.name}: {place}, and report.pdf beside it.")
                step()
        if not few:
            place = short_path(self._folder)
            click.echo(f"{counted(written, 'report')} in the folders of clients in {place}.")
        if problems:
            raise WorkbookError(problems)

    def write_table(self, path: Path, clients: "Sequence[Client]") -> None:
        """Write the answers of clients into a table."""
        from workbook_builder.reports.csv_table import write_csv
        from workbook_builder.reports.table_rows import measure_columns
        from workbook_builder.reports.table_words import table_words
        from workbook_builder.reports.xlsx_table import write_xlsx
        from workbook_builder.storage.private_files import private_file_in_parts

        workbook = self._practice.workbook
        words = table_words(self._practice.html)
        with private_file_in_parts(path) as folder:
            file = folder / path.name
            found = self._each(clients)
            if path.suffix.lower() == ".csv":
                count = write_csv(file, found, words, workbook.language)
            else:
                columns = measure_columns(workbook, clients)
                count = write_xlsx(file, folder, found, columns, words, self._today)
        whose = counted(len(clients), "client")
        click.echo(f"{counted(count, 'answer')} of {whose} in {short_path(path)}.")

    def show_numbers(self, path: Path | None, clients: "Sequence[Client]") -> None:
        """Show the numbers over all clients, or write them into a file."""
        from workbook_builder.reports.cohort import FEWEST, cohort
        from workbook_builder.reports.cohort_table import cohort_page, cohort_rows, cohort_text
        from workbook_builder.reports.csv_table import write_rows
        from workbook_builder.reports.table_words import table_words
        from workbook_builder.storage.private_files import private_file_in_parts, write_private_file

        workbook, environment = self._practice.workbook, self._practice.html
        words = table_words(environment)
        rows = cohort_rows(cohort(self._each(clients)), words, workbook.language)
        if path is None:
            click.echo(cohort_text(rows))
            click.echo(f"\n{words['cohort_note'].format(FEWEST)}")
            return
        if path.suffix.lower() == ".csv":
            with private_file_in_parts(path) as folder:
                write_rows(folder / path.name, rows, workbook.language)
        else:
            page = cohort_page(workbook, rows, words, environment, self._today)
            write_private_file(path, page)
        click.echo(f"Numbers of {counted(len(clients), 'client')} in {short_path(path)}.")

    def _each(self, clients: "Sequence[Client]") -> "Iterator[ClientProgress]":
        """How far each client is, one after the other."""
        return (self._progress(client, self._practice) for client in clients)

    def _progress(self, client: "Client", practice: "Practice") -> "ClientProgress":
        from workbook_builder.reports.report_files import progress_of

        return progress_of(practice, client, self._history(client), self._today)

    def _history(self, client: "Client") -> "History":
        from workbook_builder.history.history import History
        from workbook_builder.history.received_folder import ReceivedFolder

        return History.of(ReceivedFolder(self._folder).load(client.id))
