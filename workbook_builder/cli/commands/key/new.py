"""The command ``workbook key new``, which makes a key for the coach."""

import sys
from pathlib import Path

import click

from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.passphrases import new_passphrase
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice

_BEFORE = """\
What clients send will be encrypted for a key, which has two parts. The public part goes into
content/workbook.yml. The private part stays in a file on this computer, which a passphrase opens.
If you lose the file or the passphrase, you can no longer read what was sent. Nobody can recover it.
"""
_AFTER = """\
  Copy this file to a second place now, such as a stick that you lock away. Write the passphrase
  down, and keep it elsewhere. You need both to read what clients send.
"""


@click.command(
    "new",
    epilog=examples("workbook key new", "workbook key new --replace"),
)
@configuration_if_named
@click.option(
    "--replace", is_flag=True, help="Make another key for a practice that has one already."
)
def command(config_file: Path | None, replace: bool) -> None:
    """Make a key, and write its public part into content/workbook.yml.

    You are asked for a passphrase, unless the variable WORKBOOK_PASSPHRASE holds one. The private
    part is encrypted with it, and written into a folder of yours outside the practice, or into the
    one that the variable WORKBOOK_KEYS names.

    With --replace, the key takes the place of another one. What was encrypted for that one can
    still be opened, as long as you keep its private part.
    """
    from workbook_builder.encryption.private_key import new_key, write_key
    from workbook_builder.starter import key_entry
    from workbook_builder.storage.user_folders import keys_folder

    content, folder = content_folder(config_file), keys_folder()
    file = short_path(content / key_entry.FILE)
    if folder.resolve().is_relative_to(need_practice(config_file).resolve()):
        message = "is in the practice, from where it could be published. Name another folder in"
        raise click.UsageError(f"{folder} {message} WORKBOOK_KEYS.")
    has_key = key_entry.has_key(content)
    if has_key and not replace:
        raise click.UsageError(
            f"{file} has a key already; `workbook key show` says which. With --replace you get"
            " another one. What was encrypted for the old key can still be opened, as long as you"
            " keep its private part."
        )
    if not has_key:
        key_entry.public_key(content)  # so that nothing is made if the file has problems
    click.echo(_BEFORE)
    key = new_key()
    path = write_key(key, new_passphrase(), folder)
    click.echo(f"\nThe private part: {short_path(path)}\n{_AFTER}")
    lines = key_entry.entry(key.public)
    if not key_entry.write_public_key(key.public, content):
        place = f"in place of `{key_entry.ENTRY}:`" if has_key else "at its end"
        click.echo(f"{file} was left as it is. Write this into it, {place}:\n\n{lines}", err=True)
        sys.exit(1)
    click.echo(f"The public part, in {file}:\n\n{lines}")
    if has_key:
        click.echo("Keep the private part of the old key, to open what was encrypted for it.")
    click.echo("Next: build and publish the site. From then on, clients can encrypt for you.")
