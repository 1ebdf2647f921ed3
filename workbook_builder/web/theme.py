"""Builds the settings of the site, and its style sheet, fonts, and pictures, for a workbook."""

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path, PurePath
from typing import Any

from jinja2 import Environment

from workbook_builder.answers.ids import slug
from workbook_builder.graphics.colors import mix, readable, text_on
from workbook_builder.model.vocabulary import PHASES, WORKSHEET_KINDS
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Brand
from workbook_builder.rendering import site_paths
from workbook_builder.web.pages import spoken, words
from workbook_builder.web.web_font import pack_font

_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
_STYLES = "assets/workbook.css"
_FACES = {
    "regular": "font-weight: {weights}",
    "bold": "font-weight: 700",
    "italic": "font-weight: {weights}; font-style: italic",
}
_LIGHT = {
    "ground": "#faf8f4",
    "paper": "#ffffff",
    "ink": "#1c2726",
    "muted": "#56615f",
    "line": "#e4ded4",
    "edge": "#77817f",
}
_DARK = {
    "ground": "#131918",
    "paper": "#1b2322",
    "ink": "#e9ece9",
    "muted": "#a8b3b0",
    "line": "#333e3c",
    "edge": "#84918e",
}


def assets(workbook: Workbook, templates: Sequence[Path]) -> dict[str, str | bytes]:
    """Build all files of a site except pages, PDFs, and the theme.

    There is a single style sheet, since every further one would delay the page. It has the colors
    and fonts of the practice, and the contents of the template folders' ``styles/``.

    Args:
        workbook: The workbook.
        templates: The folders of templates. If several have a style sheet of the same name, the
            first one is used.

    Returns:
        The files by their path in the site.
    """
    fonts, font_faces = _fonts(workbook)
    generated = brand_stylesheet(workbook.brand) + font_faces + _filters(workbook)
    styles = "\n".join([generated, *_style_sheets(templates).values()])
    files: dict[str, str | bytes] = {_STYLES: styles, **fonts}
    if workbook.logo:
        files[_logo(workbook)] = workbook.logo
    return files | {f"assets/content/{n}": picture for n, picture in workbook.pictures.items()}


def settings(
    workbook: Workbook, environment: Environment, *, directory_urls: bool = True
) -> dict[str, Any]:
    """The settings of MkDocs and Material for a workbook, in the structure of ``mkdocs.yml``."""
    texts = words(environment)
    unsafe = re.compile('[<>"]')  # Material does not escape the name of a site
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
    if workbook.language.partition("-")[0] in _RIGHT_TO_LEFT:
        theme["direction"] = "rtl"
    if workbook.logo:
        theme |= {"logo": _logo(workbook), "favicon": _logo(workbook)}
    else:
        theme["icon"] = {"logo": "material/sprout-outline"}
    navigation = [
        (texts["home"], site_paths.HOME),
        *((track.title, site_paths.track_page(track)) for track in workbook.tracks),
        (texts["worksheets"], site_paths.WORKSHEETS),
        (texts["how_to_use"], site_paths.HOW_TO_USE),
        (texts["about_coaching"], site_paths.ABOUT_COACHING),
    ]

    def url(path: str) -> str:
        return site_paths.url(path, directory_urls=directory_urls) or "."

    return {
        "site_name": unsafe.sub("", workbook.practice),
        "site_description": unsafe.sub("", workbook.tagline or texts["not_care"]),
        "theme": theme,
        "nav": [{title: path} for title, path in navigation],
        "extra_css": [_STYLES],
        "extra_javascript": [{"path": "assets/workbook.js", "type": "module"}],
        "extra": {
            "generator": False,
            "workbook": {
                "practice": workbook.practice,
                "coach": workbook.coach,
                "contact": _contact(workbook),
                "fonts": [
                    _font_path(workbook, style)
                    for style, _ in workbook.typeface.styles
                    if style != "italic"
                ],
                "words": texts,
                "spoken": dict(spoken(environment)),
                "grounds": {"default": _LIGHT["ground"], "slate": _DARK["ground"]},
                "tracks": [
                    {"title": track.title, "url": url(site_paths.track_page(track))}
                    for track in workbook.tracks
                ],
                "home": url(site_paths.HOME),
                "worksheets": url(site_paths.WORKSHEETS),
                "how_to_use": url(site_paths.HOW_TO_USE),
                "about": url(site_paths.ABOUT_COACHING),
            },
        },
    }


def brand_stylesheet(brand: Brand) -> str:
    """The colors of a practice as CSS, adjusted to be readable in light and in dark mode."""
    light, dark = _tones(brand, _LIGHT), _tones(brand, _DARK)
    return (
        f":root, [data-md-color-scheme] {{\n{light}}}\n"
        f'@media screen {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )


def _style_sheets(templates: Sequence[Path]) -> dict[str, str]:
    """The style sheets of the template folders by name.

    The first folder that has a style sheet wins. Style sheets with new names come last.
    """
    return {
        path.name: path.read_text(encoding="utf-8")
        for folder in reversed(templates)
        for path in sorted((folder / "styles").glob("*.css"))
    }


def _filters(workbook: Workbook) -> str:
    """The CSS rules that filter the index of worksheets, so that it works without scripts."""
    filters = {
        "track": [track.id for track in workbook.tracks],
        "phase": PHASES,
        "kind": WORKSHEET_KINDS,
    }
    rules = []
    for name, ids in filters.items():
        for id in ids:
            filtered = f'.wb-index:has(#wb-{name} [value="{id}"]:checked)'
            match = f'[data-{name}="{id}"]'
            rules.append(
                f"{filtered} .wb-row:not({match}), {filtered} .wb-group:not(:has({match}))"
                " { display: none; }\n"
            )
    return "".join(rules)


def _tones(brand: Brand, palette: dict[str, str]) -> str:
    tones = dict(palette)
    for name in ("primary", "accent"):
        color = getattr(brand, name)
        wash = mix(palette["paper"], readable(color, palette["paper"]), 0.1)
        tone = readable(color, palette["ground"], palette["paper"], wash, ratio=4.7)
        tones |= {name: tone, f"{name}-wash": wash, f"on-{name}": text_on(tone)}
        tones[f"{name}-line"] = mix(palette["paper"], tone, 0.35)
    return "".join(f"  --wb-{name}: {value};\n" for name, value in tones.items())


def _fonts(workbook: Workbook) -> tuple[dict[str, bytes], str]:
    """The font files of a site by their path, and the CSS rules that load them.

    A family that is only installed on the coach's machine has no files, since its license may
    forbid publishing them. The CSS only names it.
    """
    files, rules = {}, []
    tracks = [track.model_copy(update={"programs": ()}) for track in workbook.tracks]
    texts = repr((workbook.practice, workbook.tagline, workbook.coach, tracks))
    texts += "".join(program.letters for _, program in workbook.programs())
    for style, content in workbook.typeface.styles:
        font, path = pack_font(content, texts), _font_path(workbook, style)
        files[path] = font.content
        face = _FACES[style].format(weights=font.weights or 400)
        rules.append(
            f'@font-face {{ font-family: "{workbook.typeface.family}"; {face};'
            f' src: url("{path.removeprefix("assets/")}") format("woff"); font-display: swap; }}\n'
        )
    stack = f'"{workbook.typeface.family}", -apple-system, "Segoe UI", Roboto, sans-serif'
    return files, f"{''.join(rules)}:root {{ --wb-font: {stack}; }}\n"


def _font_path(workbook: Workbook, style: str) -> str:
    family = slug(workbook.typeface.family).encode("ascii", "ignore").decode().strip("-")
    return f"assets/fonts/{family or 'text'}-{style}.woff"


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
        "toggle": {"icon": f"material/{icon}", "name": toggle},
    }


def _logo(workbook: Workbook) -> str:
    return f"assets/logo{PurePath(workbook.brand.logo or '').suffix}"


def _contact(workbook: Workbook) -> list[dict[str, str]]:
    contact, links = workbook.contact, []
    if contact.email:
        links.append({"title": contact.email, "url": f"mailto:{contact.email}"})
    if contact.phone:
        links.append({"title": contact.phone, "url": f"tel:{contact.phone.replace(' ', '')}"})
    if contact.website:
        links.append({"title": contact.website, "url": contact.website})
    return links
