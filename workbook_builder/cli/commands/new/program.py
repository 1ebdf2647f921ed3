"""The command ``workbook new program``, which adds a program."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice, write_files


@click.command("program", epilog=examples("workbook new program wellness/calm-days"))
@click.argument("name", metavar="TRACK/NAME")
@configuration_if_named
def command(name: str, config_file: Path | None) -> None:
    """Add a program to a track.

    NAME is the name of its file. The program is small but complete, with comments that explain its
    keys. If TRACK is new, its file is added too.
    """
    from workbook_builder.content.languages import languages
    from workbook_builder.starter import scaffold

    root = need_practice(config_file)
    track, _, id = name.partition("/")
    if not id:
        tracks = sorted(path.name for path in (root / "content/tracks").glob("*/"))
        hint = ", ".join(f"`{each}/{name}`" for each in tracks)
        raise click.UsageError(f"name the track as well, as in {hint}")
    name_checks.track(track)
    name_checks.new_program(root, id)
    language = languages(content_folder(config_file))[0]
    write_files(scaffold.program(track, id, language), root)
