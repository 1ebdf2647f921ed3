"""The command that explains a rule: ``workbook explain``."""

import click

from workbook_builder.cli.console import examples
from workbook_builder.problems.problem import Rule


@click.command("explain", epilog=examples("workbook explain WB101"))
@click.argument("code")
def command(code: str) -> None:
    """Say what the rule with a CODE asks for, why, and how to keep it."""
    from workbook_builder.content.error_messages import suggestion
    from workbook_builder.problems.explanations import explanations

    known = explanations()
    if code.upper() not in known:
        hint = suggestion(code, [rule.lower() for rule in known])
        raise click.UsageError(f"there is no rule {code}; {hint}")
    rule = Rule(code.upper())
    each = known[rule]
    click.echo(f"{rule} {each.name}\n\n{click.wrap_text(f'{each.what} {each.why}')}\n")
    click.echo(f"{_indented(each.example)}\n\nInstead:\n\n{_indented(each.instead)}")
    if rule.is_advice:
        click.echo(f"\nThis is advice. A comment in its place silences it: # ignore {rule}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().split("\n"))
