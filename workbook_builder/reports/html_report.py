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
from workbook_builder.reports.progress import ClientProgress
from workbook_builder.reports.report_values import report_values
from workbook_builder.web.color_schemes import followed_stylesheet
from workbook_builder.web.home_screen import is_right_to_left
from workbook_builder.web.web_font import pack_font

# Larger fonts are not in the file, and only seen by those who have them: a report is for one
# reader, and there is one for each client.
_LARGEST_FONT = 200_000  # bytes, before it is packed
_FACES = {"regular": "font-weight: {weights}", "bold": "font-weight: 700"}


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
    style = _style(workbook, environment)
    return {
        "workbook": workbook,
        "style": Markup(style),
        "policy": _policy(style),
        "logo": _logo(workbook),
        "language": workbook.language,
        "direction": "rtl" if is_right_to_left(workbook.language) else "ltr",
    }


def _style(workbook: Workbook, environment: Environment) -> str:
    """The style sheet: fonts, the colors of the brand, and the rules."""
    rules = environment.get_template("report/report.css.j2").render()
    return f"{_fonts(workbook)}{followed_stylesheet(workbook.brand)}{rules}"


def _fonts(workbook: Workbook) -> str:
    """The font of the practice, if it is small."""
    rules = []
    letters = "".join(program.letters for _, program in workbook.collections())
    for style, content in workbook.typeface.styles:
        if style not in _FACES or len(content) > _LARGEST_FONT:
            continue
        font = pack_font(content, letters)
        face = _FACES[style].format(weights=font.weights or 400)
        rules.append(
            f'@font-face {{ font-family: "{workbook.typeface.family}"; {face};'
            f' src: url("{_data("font/woff2", font.content)}") format("woff2"); }}\n'
        )
    stack = f'"{workbook.typeface.family}", -apple-system, "Segoe UI", Roboto, sans-serif'
    return f"{''.join(rules)}:root {{ --wb-font: {stack}; }}\n"


def _logo(workbook: Workbook) -> str:
    """The logo as a `data:` address; empty if there is none."""
    if not workbook.logo:
        return ""
    return _data(str(guess_type(workbook.brand.logo or "")[0]), workbook.logo)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _policy(style: str) -> str:
    """The Content-Security-Policy of the file: it runs no scripts, and loads and sends nothing."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:;"
        " form-action 'none'; base-uri 'none'"
    )
