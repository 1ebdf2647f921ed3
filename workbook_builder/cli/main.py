"""The command ``workbook``."""

import gc
from typing import Any

import click

from workbook_builder import __version__
from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples, explained
from workbook_builder.cli.output_streams import replace_unknown_letters
from workbook_builder.cli.termination import cleaning_up


class Workbook(CommandGroup):
    """The group of all commands, and what they have in common."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command line on any terminal."""
        replace_unknown_letters()
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Whatever ends it, problems are printed and temporary files deleted."""
        with cleaning_up(), explained():
            return super().invoke(ctx)


@click.group(
    cls=Workbook,
    package="workbook_builder.cli.commands",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "workbook new my-practice    create your own practice",
        "workbook check              find problems in content/",
        "workbook serve              preview the site while you write",
        "workbook build              build site/ and coach/",
        "workbook publish --check    find problems in site/ before clients do",
        "workbook export plain       write the pages for another site engine",
        "workbook print answers.json print worksheets with a client's answers filled in",
        "workbook docs tutorial      read how to begin",
    ),
)
@click.version_option(__version__, prog_name="workbook")
def main() -> None:
    """Turn coaching programs in YAML into a website and printable worksheets.

    Commands work in the practice that the current folder is in, however deep, or in the one whose
    mkdocs.yml you name with -f. Paths that you type start at the current folder.

    Exit codes: 0 success, 1 problems in the content, 2 wrong usage.
    """
    # Nearly all objects live until the command ends. With Python's default thresholds, searching
    # for garbage takes a sixth of the run time.
    gc.set_threshold(50_000, 20, 50)
