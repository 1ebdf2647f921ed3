"""`--help` is complete: summaries, arguments, options, and examples of every command."""

import re
from collections.abc import Iterator
from typing import get_args

import click
import pytest
from support.command_line import output_of

from workbook_builder.cli.main import main
from workbook_builder.model.workbook_settings import Paper


def found(context: click.Context) -> Iterator[click.Context]:
    """The context of every command."""
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command
            inner = click.Context(command, info_name=name, parent=context)
            yield inner
            yield from found(inner)


CONTEXTS = list(found(click.Context(main, info_name="workbook")))


def test_summaries_are_whole_sentences() -> None:
    for arguments in [], ["new"]:
        listed = output_of(*arguments, "--help").partition("\nCommands:\n")[2]
        summaries = re.split(r"\n  (?=\w)", f"\n{listed.partition('Examples:')[0].rstrip()}")[1:]
        assert len(summaries) > 6
        for each in summaries:
            assert each.endswith("."), each
            assert not each.endswith("..."), each


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda each: each.command_path)
def test_every_argument_and_option_is_explained(context: click.Context) -> None:
    command = context.command
    assert command.help
    for each in command.params:
        if isinstance(each, click.Option):
            assert each.help, each.name
            assert each.help.endswith("."), each.name
        else:
            words = re.findall("[A-Z]+", each.make_metavar(context))
            for word in words:
                assert re.search(rf"\b{word}\b", command.help), word


def test_help_names_every_paper() -> None:
    (line,) = re.findall("The paper: ([^;]*);", " ".join(output_of("print", "--help").split()))
    assert set(re.split(", or |, ", line)) == set(get_args(Paper))


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda each: each.command_path)
def test_every_command_has_an_example(context: click.Context) -> None:
    name = context.command_path.removesuffix(" practice")
    assert f"  {name}" in (context.command.epilog or "").partition("Examples:")[2]
