"""The command ``workbook client erase``, which deletes everything that is known of a client."""

from pathlib import Path

import click

from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice


@click.command("erase", epilog=examples("workbook client erase ana-ruiz"))
@click.argument("client")
@click.option("--yes", is_flag=True, help="Do not ask.")
@configuration_if_named
def command(client: str, yes: bool, config_file: Path | None) -> None:
    """Delete everything that this practice holds of a client.

    CLIENT is the client's id, which is the name of their file. Deleted are the file, all that came
    in, the pack, the report, sheets that were printed for the client, and tables about all
    clients, which you can make again. The command says what it cannot reach.
    """
    from workbook_builder.clients.client_files import FOLDER, client_files, written_name
    from workbook_builder.content.error_messages import suggestion
    from workbook_builder.desk.erasure import erase, traces

    root = need_practice(config_file)
    clients = root / FOLDER
    others = [written_name(each) for each in client_files(clients) if each.stem != client]
    found = traces(root, client, written_name(clients / f"{client}.yml"), others)
    if not found.own:
        hint = suggestion(client, [each.stem for each in client_files(clients)])
        raise click.UsageError(f"there is no client `{client}`; {hint}".rstrip("; "))
    for path in (*found.own, *found.tables):
        click.echo(f"  {short_path(path)}{'/' if path.is_dir() else ''}")
    files = counted(found.count, "file")
    if not yes and not click.confirm(f"Delete these {files} for good?", err=True):
        click.echo("Nothing was deleted.")
        return
    erase(found)
    click.echo(f"Erased: {files} of {client}.")
    if found.tables:
        click.echo(
            "Tables of all clients were deleted, too. To make one again: workbook report --table"
            " answers.xlsx"
        )
    for path in found.shared:
        click.echo(
            f"Not deleted, as another client has the same name: {short_path(path)}", err=True
        )
    if found.commit:
        click.echo(
            f"Git still has something of {client}, as in commit {found.commit}: remove it from the"
            " history, there and wherever it was pushed.",
            err=True,
        )
    click.echo(
        "Not deleted, because no command can reach it: your mail and downloads, backups, copies in"
        " a cloud, paper, and the client's own device. Delete there what you no longer need."
    )
