"""The style sheet of a site: the colors of a practice, and what its filters hide."""

from collections.abc import Sequence
from pathlib import Path

from workbook_builder.graphics.colors import mix, readable, text_on
from workbook_builder.model.vocabulary import PHASES, WORKSHEET_KINDS
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.workbook_settings import Brand

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
# The background of each color scheme of Material.
GROUNDS = {"default": _LIGHT["ground"], "slate": _DARK["ground"]}


def brand_stylesheet(brand: Brand) -> str:
    """The colors of a practice as CSS, adjusted to be readable in light and in dark mode."""
    light, dark = _tones(brand, _LIGHT), _tones(brand, _DARK)
    return (
        f":root, [data-md-color-scheme] {{\n{light}}}\n"
        f'@media screen {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )


def author_style_sheets(templates: Sequence[Path]) -> dict[str, str]:
    """The style sheets of the template folders by name.

    The first folder that has a style sheet wins. Style sheets with new names come last.
    """
    return {
        path.name: path.read_text(encoding="utf-8")
        for folder in reversed(templates)
        for path in sorted((folder / "styles").glob("*.css"))
    }


def filters(workbook: Workbook) -> str:
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
