"""The commands of ``workbook new``, one a module, and the group that they are in."""

import click

from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples


class NewGroup(CommandGroup):
    """A group whose first word is a folder for a practice where it is no command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that some words name."""
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
        "workbook new my-practice                 a practice, with a few questions",
        "workbook new my-practice --yes           without them",
        "workbook new program wellness/calm-days  in your practice",
        "workbook new practice --help             what can be said without questions",
    ),
)
def command() -> None:
    """Write files to begin with: `workbook new FOLDER` makes a practice.

    The other commands add to the practice around the current folder. What they write explains
    itself in comments. No file is ever overwritten, and nothing is left half-written.
    """
