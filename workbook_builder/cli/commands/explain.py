"""The command ``workbook explain``, which explains a rule."""

from itertools import groupby

import click

from workbook_builder.cli.console import examples
from workbook_builder.problems.problem import Rule


@click.command("explain", epilog=examples("workbook explain WB101", "workbook explain"))
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain the code of a message: what is wrong, why it matters, and how to fix it.

    CODE is what a message begins with, such as WB101. Without it, all codes are listed by subject.
    """
    from workbook_builder.content.error_messages import suggestion
    from workbook_builder.problems.explanations import explanations

    known = explanations()
    if code is None:
        for subject, rules in groupby(known, lambda rule: rule.subject):
            click.echo(f"{subject}:")
            for rule in rules:
                click.echo(f"  {rule}  {known[rule].name.replace('-', ' ')}")
            click.echo("")
        click.echo("`workbook explain CODE` says more about one of them.")
        return
    if code.upper() not in known:
        hint = suggestion(code, [rule.lower() for rule in known])
        raise click.UsageError(f"there is no rule {code}; {hint}")
    rule = Rule(code.upper())
    found = known[rule]
    click.echo(f"{rule} {found.name}\n\n{click.wrap_text(f'{found.what} {found.why}')}\n")
    click.echo(f"{_indented(found.example)}\n\nInstead:\n\n{_indented(found.instead)}")
    if rule.is_advice:
        click.echo(f"\nThis is advice. A comment on the line silences it: # ignore {rule}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().split("\n"))
