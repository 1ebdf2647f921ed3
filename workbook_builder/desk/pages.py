"""Renders the pages of the desk."""

from collections.abc import Mapping
from typing import Any, cast

from markupsafe import Markup

from workbook_builder.answers.understood import told_day
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.brand_style import brand_style
from workbook_builder.web.home_screen import is_right_to_left


def page(practice: Practice, name: str, token: str, **values: Any) -> str:
    """Render a page.

    Args:
        practice: The practice.
        name: The name of its template in ``templates/desk``.
        token: What every form sends along, so that no other site can submit one.
        values: What it shows.

    Raises:
        WorkbookError: A template of the practice is wrong.
    """
    language = practice.workbook.language

    def day(text: str) -> str:
        """A day as people write it."""
        return told_day(text, language)

    shared: Mapping[str, Any] = {
        "workbook": practice.workbook,
        "language": language,
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "token": token,
        "day": day,
        "terms": cast(Terms, practice.html.globals["terms"]),
    }
    with explaining():
        return practice.html.get_template(f"desk/{name}.html.j2").render({**shared, **values})


def style(practice: Practice) -> str:
    """The style sheet of the pages, in the brand of the practice."""
    with explaining():
        rules = practice.html.get_template("desk/desk.css.j2").render()
    return brand_style(practice.workbook) + rules


def troubles(problems: tuple[Problem, ...]) -> str:
    """A page that says what is wrong with the files of the practice, without any template of it."""
    listed = Markup("\n\n").join(str(each) for each in problems)
    return Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Problems</title></head><body><main><h1>Your files have problems</h1>"
        "<p>Mend them, and load this page again.</p><pre>{}</pre></main></body></html>"
    ).format(listed)
