"""The group ``workbook new``, whose commands are the modules of this package."""

import click

from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples


class NewGroup(CommandGroup):
    """A group in which ``new FOLDER`` is short for ``new practice FOLDER``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command for some arguments."""
        first, *rest = args
        if first not in self.list_commands(ctx):
            if rest and not first.startswith("-") and not rest[0].startswith("-"):
                from workbook_builder.content.error_messages import suggestion

                hint = suggestion(first, self.list_commands(ctx))
                raise click.UsageError(f"there is no `workbook new {first}`; {hint}", ctx)
            args = ["practice", *args]
        return super().resolve_command(ctx, args)


@click.group(
    "new",
    cls=NewGroup,
    package=__name__,
    context_settings={"ignore_unknown_options": True},
    epilog=examples(
        "workbook new my-practice                 asks a few questions first",
        "workbook new my-practice --yes           uses the defaults instead",
        "workbook new program wellness/calm-days  adds to your practice",
        "workbook new practice --help             lists the options of a new practice",
    ),
)
def command() -> None:
    """Create a practice with `workbook new FOLDER`, or add to one.

    The other commands add files to the practice that contains the current folder, or whose
    mkdocs.yml you name with -f. Comments in the files explain them. Existing files are never
    overwritten, and if something fails, nothing is written at all.
    """
