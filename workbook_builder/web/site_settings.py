"""The settings of MkDocs and Material for a workbook."""

import re
from importlib import resources
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering import output_paths
from workbook_builder.web import home_screen
from workbook_builder.web.assets import SiteAssets, logo_path
from workbook_builder.web.color_schemes import GROUNDS
from workbook_builder.web.home_screen import is_right_to_left
from workbook_builder.web.page_rendering import words
from workbook_builder.web.site_languages import site_languages


def site_settings(
    workbook: Workbook,
    environment: Environment,
    assets: SiteAssets,
    *,
    directory_urls: bool = True,
) -> dict[str, Any]:
    """The settings of MkDocs and Material for a workbook, in the structure of ``mkdocs.yml``."""
    texts = words(environment)
    unsafe = re.compile('[<>"]')  # Material escapes neither the name of a site nor its home page's
    theme: dict[str, Any] = {
        "name": "material",
        "language": _language(workbook.language),
        "font": False,
        "features": ["navigation.instant", "navigation.tabs", "search.suggest"],
        "palette": [
            _scheme("(prefers-color-scheme)", "default", "theme-light-dark", texts["to_light"]),
            _scheme("(prefers-color-scheme: light)", "default", "weather-sunny", texts["to_dark"]),
            _scheme("(prefers-color-scheme: dark)", "slate", "weather-night", texts["to_auto"]),
        ],
    }
    if is_right_to_left(workbook.language):
        theme["direction"] = "rtl"
    if workbook.logo:
        theme |= {"logo": logo_path(workbook), "favicon": logo_path(workbook)}
    else:
        theme |= {"icon": {"logo": home_screen.DEFAULT_LOGO}, "favicon": home_screen.ICON}
    navigation = [
        (unsafe.sub("", texts["home"]), output_paths.HOME),
        *((each.title, output_paths.track_page(each)) for each in workbook.sections),
        (texts["worksheets"], output_paths.WORKSHEETS),
        (texts["how_to_use"], output_paths.HOW_TO_USE),
        (texts["about_coaching"], output_paths.ABOUT_COACHING),
    ]

    def url(path: str) -> str:
        return output_paths.url(path, directory_urls=directory_urls) or "."

    return {
        "site_name": unsafe.sub("", workbook.practice),
        "site_description": unsafe.sub("", workbook.tagline or texts["not_care"]),
        "theme": theme,
        "nav": [{title: path} for title, path in navigation],
        "extra_css": assets.style_sheets,
        "extra_javascript": [{"path": assets.script, "type": "module"}],
        "extra": {
            "generator": False,
            # Material has a place for a choice of languages, which our partial fills.
            **({"alternate": True} if workbook.languages else {}),
            "workbook": {
                "practice": workbook.practice,
                "coach": workbook.coach,
                "contact": _contact(workbook),
                "build": assets.build,
                "home_screen": home_screen.short_name(workbook.practice),
                "fonts": [
                    assets.font(workbook, style)
                    for style, _ in workbook.typeface.styles
                    if style != "italic"
                ],
                # The theme writes them into pages as they are.
                "words": {name: str(escape(text)) for name, text in texts.items()},
                "grounds": GROUNDS,
                "tracks": [
                    {"title": each.title, "url": url(output_paths.track_page(each))}
                    for each in workbook.sections
                ],
                "language": workbook.language,
                "folder": f"{workbook.folder}/" if workbook.folder else "",
                "languages": site_languages(workbook),
                "home": url(output_paths.HOME),
                "worksheets": url(output_paths.WORKSHEETS),
                "how_to_use": url(output_paths.HOW_TO_USE),
                "your_answers": url(output_paths.YOUR_ANSWERS),
                "about": url(output_paths.ABOUT_COACHING),
                "licenses": url(output_paths.LICENSES),
            },
        },
    }


def _language(language: str) -> str:
    """The language of Material's own texts: English if Material has no translation."""
    folder = resources.files("material") / "templates" / "partials" / "languages"
    candidates = (language, language.partition("-")[0], "en")
    return next(name for name in candidates if (folder / f"{name}.html").is_file())


def _scheme(media: str, scheme: str, icon: str, toggle: str) -> dict[str, Any]:
    primary = "black" if scheme == "slate" else "white"
    return {
        "media": media,
        "scheme": scheme,
        "primary": primary,
        "toggle": {"icon": f"material/{icon}", "name": str(escape(toggle))},
    }


def _contact(workbook: Workbook) -> list[dict[str, str]]:
    contact, links = workbook.contact, []
    if contact.email:
        links.append({"title": contact.email, "url": f"mailto:{contact.email}"})
    if contact.phone:
        links.append({"title": contact.phone, "url": f"tel:{contact.phone.replace(' ', '')}"})
    if contact.website:
        links.append({"title": contact.website, "url": contact.website})
    return links
