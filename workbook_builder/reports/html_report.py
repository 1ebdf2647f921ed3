"""The report on a client as one HTML file, which works from a disk and loads nothing."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from mimetypes import guess_type
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup

from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering.terms import Terms
from workbook_builder.reports.brand_style import brand_style, data_address
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.report_values import report_values
from workbook_builder.web.home_screen import is_right_to_left


def html_report(workbook: Workbook, progress: ClientProgress, environment: Environment) -> str:
    """Render the report on a client.

    Args:
        workbook: The practice.
        progress: How far the client is.
        environment: The environment that renders pages.
    """
    return environment.get_template("report/report.html.j2").render(
        {
            **report_values(workbook, progress, cast(Terms, environment.globals["terms"])),
            **page_values(workbook, environment),
        }
    )


def page_values(workbook: Workbook, environment: Environment) -> Mapping[str, Any]:
    """What the template of any page of its own needs: its style, policy, logo, and language."""
    style = brand_style(workbook) + environment.get_template("report/report.css.j2").render()
    return {
        "workbook": workbook,
        "style": Markup(style),
        "policy": _policy(style),
        "logo": _logo(workbook),
        "language": workbook.language,
        "direction": "rtl" if is_right_to_left(workbook.language) else "ltr",
    }


def _logo(workbook: Workbook) -> str:
    """The logo as a `data:` address; empty if there is none."""
    if not workbook.logo:
        return ""
    return data_address(str(guess_type(workbook.brand.logo or "")[0]), workbook.logo)


def _policy(style: str) -> str:
    """The Content-Security-Policy of the file: it runs no scripts, and loads and sends nothing."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:;"
        " form-action 'none'; base-uri 'none'"
    )
