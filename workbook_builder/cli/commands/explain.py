"""The command ``workbook explain``, which explains a rule."""

import click

from workbook_builder.cli.console import examples
from workbook_builder.problems.problem import Rule


@click.command("explain", epilog=examples("workbook explain WB101"))
@click.argument("code")
def command(code: str) -> None:
    """Explain the rule CODE: what is wrong, why it matters, and how to fix it."""
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
        click.echo(f"\nThis is advice. A comment on the line silences it: # ignore {rule}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().split("\n"))
