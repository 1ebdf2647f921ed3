"""The command ``workbook client new``, which describes a client."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice, write_files


@click.command(
    "new",
    epilog=examples(
        'workbook client new "Ana Ruiz" --program wellness/better-sleep',
        'workbook client new "Ana Ruiz" --program wellness/better-sleep --begins 2026-12-07'
        " --session 2026-12-07 --session 2026-12-21",
        'workbook client new "Ana Ruiz" --program wellness/better-sleep --id ana-ruiz-2',
    ),
)
@click.argument("name")
@configuration_if_named
@click.option(
    "-p",
    "--program",
    "programs",
    metavar="TRACK/PROGRAM",
    multiple=True,
    required=True,
    help="A program that the client does; can be repeated.",
)
@click.option("--begins", metavar="DAY", help="The day on which it begins, as YYYY-MM-DD.")
@click.option(
    "--session",
    "sessions",
    metavar="DAY",
    multiple=True,
    help="The day of a session, as YYYY-MM-DD; can be repeated.",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="The client's language, one of `languages` in workbook.yml; by default, the first one.",
)
@click.option("--email", help="The client's email address, for your own use.")
@click.option(
    "--id", metavar="ID", help="The name of the client's file; by default, from the client's name."
)
def command(
    name: str,
    config_file: Path | None,
    programs: tuple[str, ...],
    begins: str | None,
    sessions: tuple[str, ...],
    language: str | None,
    email: str | None,
    id: str | None,
) -> None:
    """Describe a client in clients/.

    NAME is the client's name, as it stands on their worksheets. The file has the programs that they
    do, with comments on what else you can write there. `workbook pack` then makes what you send.
    """
    from workbook_builder.content.languages import languages
    from workbook_builder.starter import scaffold
    from workbook_builder.starter.ignored_clients import IGNORED, ignore_clients
    from workbook_builder.storage.private_files import create_private_folder

    root = need_practice(config_file)
    name = name_checks.line(name)
    for program in programs:
        name_checks.one_of(
            "program in this practice", _programs(content_folder(config_file)), program
        )
    if language:
        name_checks.one_of(
            "language in this practice", languages(content_folder(config_file)), language
        )
    days = sorted(map(name_checks.day, sessions))
    beginning = name_checks.day(begins) if begins else ""
    if len(programs) > 1 and (beginning or days):
        raise click.UsageError(
            "--begins and --session are those of one program; with several programs, write them"
            " into the file."
        )
    id = name_checks.client_id(id or "", name)
    new = scaffold.NewClient(id, name, programs, beginning, days, email or "", language or "")
    file = root / new.path
    if file.exists():
        raise click.UsageError(
            f"there is already a client `{id}`: {short_path(file)}. Nothing was written. If this is"
            f" somebody else, choose another id: --id {_free(id, file.parent)}"
        )
    create_private_folder(file.parent)
    write_files(scaffold.client(new), root)
    file.chmod(0o600)
    if ignore_clients(root):
        click.echo(f"Added {IGNORED} to {short_path(root / '.gitignore')}.")
    click.echo(f"Next: workbook pack {id}")


def _programs(content: Path) -> list[str]:
    """The programs of a practice, each as ``track/program``."""
    files = sorted(content.glob("tracks/*/*.yml"))
    return [f"{file.parent.name}/{file.stem}" for file in files if file.stem != "track"]


def _free(id: str, folder: Path) -> str:
    """An id that no client has, made from one that is taken."""
    number = 2
    while (folder / f"{id}-{number}.yml").exists():
        number += 1
    return f"{id}-{number}"
