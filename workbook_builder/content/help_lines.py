"""Finds where people of a country turn in a crisis."""

from functools import cache

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.help_lines import HelpLines
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.packaged_data import packaged_folder

_FILE = "help-lines.yml"


@cache
def known_help_lines() -> dict[str, HelpLines]:
    """The numbers of each country that is known, by its code (ISO 3166-1)."""
    countries = read_yaml(packaged_folder("templates") / _FILE, _FILE).data
    return {code: HelpLines.model_validate(each) for code, each in countries.items()}


def help_lines(country: str, source: YamlSource) -> HelpLines | Problem:
    """The numbers of a country, or a problem if they are not known.

    Args:
        country: Its code.
        source: The file that names it.
    """
    known = known_help_lines()
    if country in known:
        return known[country]
    message = f"the numbers of the country `{country}` are not known"
    hint = f"{suggestion(country, known)}, or delete `country` and write your numbers in `crisis`"
    return source.problem(("country",), Rule.NO_COUNTRY, message, hint)
