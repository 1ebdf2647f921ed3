"""The colors of a site in its light and dark schemes, in tones of the practice's brand."""

from workbook_builder.graphics.colors import mix, readable, text_on
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


def followed_stylesheet(brand: Brand) -> str:
    """The same colors for a page without scripts: those that the device prefers, light in print."""
    light, dark = _tones(brand, _LIGHT), _tones(brand, _DARK)
    return (
        f":root {{\n  color-scheme: light;\n{light}}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f":root {{\n  color-scheme: dark;\n{dark}}}\n}}\n"
    )


def _tones(brand: Brand, palette: dict[str, str]) -> str:
    tones = dict(palette)
    for name in ("primary", "accent"):
        color = getattr(brand, name)
        wash = mix(palette["paper"], readable(color, palette["paper"]), 0.1)
        tone = readable(color, palette["ground"], palette["paper"], wash, ratio=4.7)
        tones |= {name: tone, f"{name}-wash": wash, f"on-{name}": text_on(tone)}
        tones[f"{name}-line"] = mix(palette["paper"], tone, 0.35)
    return "".join(f"  --wb-{name}: {value};\n" for name, value in tones.items())
