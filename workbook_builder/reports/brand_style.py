"""The look of a practice on pages that load nothing: its colors, and its font if that is small."""

from base64 import b64encode

from workbook_builder.model.workbook import Workbook
from workbook_builder.web.color_schemes import followed_stylesheet
from workbook_builder.web.web_font import pack_font

# Larger fonts are not in the file, and only seen by those who have them: a report is for one
# reader, and there is one for each client.
_LARGEST_FONT = 200_000  # bytes, before it is packed
_FACES = {"regular": "font-weight: {weights}", "bold": "font-weight: 700"}


def brand_style(workbook: Workbook) -> str:
    """The fonts and colors of a practice as CSS, with ``--wb-font`` for the family."""
    return _fonts(workbook) + followed_stylesheet(workbook.brand)


def data_address(kind: str, content: bytes) -> str:
    """A ``data:`` address with some content of a media type."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


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
            f' src: url("{data_address("font/woff2", font.content)}") format("woff2"); }}\n'
        )
    stack = f'"{workbook.typeface.family}", -apple-system, "Segoe UI", Roboto, sans-serif'
    return f"{''.join(rules)}:root {{ --wb-font: {stack}; }}\n"
