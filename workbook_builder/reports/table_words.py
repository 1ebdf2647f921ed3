"""The heads of tables, in the language of the practice."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup


def table_words(environment: Environment) -> Mapping[str, str]:
    """The words by name.

    Args:
        environment: The environment that renders pages.
    """
    module: Any = environment.get_template("report/_table_words.html.j2").module
    return {name: Markup(text).unescape() for name, text in module.words.items()}
