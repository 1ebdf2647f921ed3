"""The command ``workbook key show``, which says which key a practice has."""

from pathlib import Path

import click

from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named


@click.command("show", epilog=examples("workbook key show"))
@configuration_if_named
def command(config_file: Path | None) -> None:
    """Say which key the practice has, and whether its private part is on this computer.

    The thumbprint is the name of the key. Each encrypted file says for which key it is. No
    passphrase is needed.
    """
    from workbook_builder.encryption.private_key import key_files
    from workbook_builder.starter import key_entry
    from workbook_builder.storage.user_folders import keys_folder

    content, folder = content_folder(config_file), keys_folder()
    key, files = key_entry.public_key(content), dict(key_files(folder))
    file = short_path(content / key_entry.FILE)
    if key is None:
        click.echo(f"There is no key in {file}. To make one: workbook key new")
    else:
        click.echo(f"The public part, in {file}:\n\n{key_entry.entry(key.model_dump())}")
        click.echo(f"Thumbprint:   {key.thumbprint}")
        if path := files.pop(key.thumbprint, None):
            click.echo(f"Private part: {short_path(path)}")
        else:
            click.echo("Private part: not on this computer, so files of clients cannot be opened.")
            click.echo(f"              Copy it from your backup into {folder}.")
    if files:
        click.echo("\nOther keys on this computer, for what was encrypted with them:\n")
        for thumbprint, path in files.items():
            click.echo(f"  {thumbprint}\n    {short_path(path)}")
