"""The command ``workbook new track``, which adds a track."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice, write_files


@click.command("track", epilog=examples("workbook new track family"))
@click.argument("name")
@configuration_if_named
def command(name: str, config_file: Path | None) -> None:
    """Add a track.

    NAME is the name of its folder, and a part of its address. A track needs at least one program,
    so a small one is added for you to change.
    """
    from workbook_builder.content.languages import languages
    from workbook_builder.starter import scaffold

    root = need_practice(config_file)
    name_checks.track(name)
    program = f"{name}-first-steps"
    if (root / f"content/tracks/{name}").exists():
        hint = f"add a program to it: workbook new program {name}/NAME"
        raise click.UsageError(f"there is already a track `{name}`; {hint}")
    name_checks.new_program(root, program)
    language = languages(content_folder(config_file))[0]
    write_files(scaffold.program(name, program, language), root)
