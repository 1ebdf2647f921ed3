"""The command ``workbook``, which finds its commands by their names."""

import gc

import click

from workbook_builder import __version__
from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples


@click.group(
    cls=CommandGroup,
    package="workbook_builder.cli.commands",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "workbook new my-practice    make a practice of your own",
        "workbook check              say what is wrong in content/",
        "workbook serve              see the site while you write",
        "workbook build              make site/ and coach/",
        "workbook export plain       make a site for another engine",
        "workbook print mine.json    print worksheets with your answers in them",
    ),
)
@click.version_option(__version__, prog_name="workbook")
def main() -> None:
    """Turn coaching programs in YAML into a website and printable worksheets.

    Exit code: 0 all is well, 1 there are problems in the content, 2 wrong usage.
    """
    # Nearly all that a command makes lives until its end: looking for what does not, as often as
    # Python does, takes a sixth of the time.
    gc.set_threshold(50_000, 20, 50)
