"""The fonts and style sheets of themes, as a site serves them."""

from collections.abc import Sequence
from pathlib import Path

from workbook_builder.answers.ids import slug
from workbook_builder.model.theme import Theme
from workbook_builder.model.workbook import Workbook
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting.typefaces import Typeface
from workbook_builder.web.style_sheets import small
from workbook_builder.web.web_font import pack_font

_FACES = {
    "regular": "font-weight: {weights}",
    "bold": "font-weight: 700",
    "italic": "font-weight: {weights}; font-style: italic",
}


def theme_sheets(workbook: Workbook, theme: Theme) -> list[str]:
    """The names of the style sheets that pages of a theme need besides those of all pages."""
    fonts = [f"theme-{theme.id}-fonts.css"] if theme.id != workbook.theme.id else []
    return [*fonts, *([f"theme-{theme.id}.css"] if theme.has_styles else [])]


def theme_files(workbook: Workbook, templates: Sequence[Path]) -> dict[str, bytes]:
    """The style sheets of the themes in use, and the fonts of those that only tracks have."""
    files: dict[str, bytes] = {}
    for theme in workbook.themes.values():
        if theme.id != workbook.theme.id:
            fonts, faces = fonts_of(workbook, theme)
            files |= fonts | {f"theme-{theme.id}-fonts.css": faces.encode()}
        if theme.has_styles:
            sheets = (folder / "themes" / theme.id / "styles" / "theme.css" for folder in templates)
            path = next(each for each in sheets if each.is_file())
            text = small(
                path.read_text(encoding="utf-8"), packaged_folder("templates") in path.parents
            )
            files[f"theme-{theme.id}.css"] = text.encode()
    return files


def fonts_of(workbook: Workbook, theme: Theme) -> tuple[dict[str, bytes], str]:
    """The font files of a theme by their name, and the CSS rules that load them.

    A family that is only installed on the coach's machine has no files, since its license may
    forbid publishing them. The CSS only names it.
    """
    files, rules = {}, []
    tracks = [track.model_copy(update={"programs": ()}) for track in workbook.tracks]
    texts = repr((workbook.practice, workbook.tagline, workbook.coach, tracks))
    texts += "".join(program.letters for _, program in workbook.collections())
    for typeface in dict.fromkeys((theme.typeface, theme.titles)):
        for style, content in typeface.styles:
            font, name = pack_font(content, texts), font_path(typeface, style)
            files[name] = font.content
            face = _FACES[style].format(weights=font.weights or 400)
            rules.append(
                f'@font-face {{ font-family: "{typeface.family}"; {face};'
                f' src: url("{name}") format("woff2"); font-display: swap; }}\n'
            )
    variables = f"--wb-font: {_stack(theme.typeface)};"
    if theme.titles != theme.typeface:
        variables += f" --wb-title-font: {_stack(theme.titles)};"
    return files, f"{''.join(rules)}:root {{ {variables} }}\n"


def _stack(typeface: Typeface) -> str:
    return f'"{typeface.family}", -apple-system, "Segoe UI", Roboto, sans-serif'


def font_path(typeface: Typeface, style: str) -> str:
    """The path of the font file of a style, in the folder of styles."""
    family = slug(typeface.family).encode("ascii", "ignore").decode().strip("-")
    return f"fonts/{family or 'text'}-{style}.woff2"
