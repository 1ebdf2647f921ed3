"""The files that a site needs beside its pages, PDFs, and theme: styles, fonts, and pictures."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from workbook_builder.answers.ids import slug
from workbook_builder.model.literal_types import PHASES, WORKSHEET_KINDS
from workbook_builder.model.workbook import Workbook
from workbook_builder.web.color_schemes import brand_stylesheet
from workbook_builder.web.web_font import pack_font

STYLE_SHEET = "assets/workbook.css"
# What a style sheet says of a wide form: a container rule with a `min-width`.
_WIDE = re.compile(r"@container \(min-width: [\d.]+rem\) (\{(?:[^{}]|\{[^{}]*\})*\})")
_FACES = {
    "regular": "font-weight: {weights}",
    "bold": "font-weight: 700",
    "italic": "font-weight: {weights}; font-style: italic",
}


def site_assets(workbook: Workbook, templates: Sequence[Path]) -> dict[str, str | bytes]:
    """Build all files of a site except pages, PDFs, and the theme.

    There is a single style sheet, since every further one would delay the page. It has the colors
    and fonts of the practice, and the contents of the template folders' ``styles/``. Their rules
    for a wide form are repeated for print.

    Args:
        workbook: The workbook.
        templates: The folders of templates. If several have a style sheet of the same name, the
            first one is used.

    Returns:
        The files by their path in the site.
    """
    fonts, font_faces = _fonts(workbook)
    generated = brand_stylesheet(workbook.brand) + font_faces + _filters(workbook)
    styles = "\n".join([generated, *_author_style_sheets(templates).values()])
    styles = _WIDE.sub(r"\g<0>\n@media print \1", styles)  # paper is wide, and has no container
    files: dict[str, str | bytes] = {STYLE_SHEET: styles, **fonts}
    if workbook.logo:
        files[logo_path(workbook)] = workbook.logo
    return files | {f"assets/content/{n}": picture for n, picture in workbook.pictures.items()}


def _author_style_sheets(templates: Sequence[Path]) -> dict[str, str]:
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
        font, path = pack_font(content, texts), font_path(workbook, style)
        files[path] = font.content
        face = _FACES[style].format(weights=font.weights or 400)
        rules.append(
            f'@font-face {{ font-family: "{workbook.typeface.family}"; {face};'
            f' src: url("{path.removeprefix("assets/")}") format("woff"); font-display: swap; }}\n'
        )
    stack = f'"{workbook.typeface.family}", -apple-system, "Segoe UI", Roboto, sans-serif'
    return files, f"{''.join(rules)}:root {{ --wb-font: {stack}; }}\n"


def font_path(workbook: Workbook, style: str) -> str:
    """The path in the site of the font file of a style: regular, bold, or italic."""
    family = slug(workbook.typeface.family).encode("ascii", "ignore").decode().strip("-")
    return f"assets/fonts/{family or 'text'}-{style}.woff"


def logo_path(workbook: Workbook) -> str:
    """The path of the logo in the site."""
    return f"assets/logo{PurePath(workbook.brand.logo or '').suffix}"
