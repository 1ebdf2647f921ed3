"""The style sheets of the templates, as a site serves them."""

import re
from collections.abc import Sequence
from pathlib import Path

from workbook_builder.storage.packaged_data import packaged_folder

_TEXT_OR_COMMENT = re.compile(r"""("[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)
_TEXT_OR_SPACES = re.compile(r"""("[^"\n]*"|'[^'\n]*')|\s*([{};,])\s*""")
# What a style sheet says of a wide form: a container rule with a `min-width`.
_WIDE = re.compile(r"@container \(min-width: [\d.]+rem\) (\{(?:[^{}]|\{[^{}]*\})*\})")


def style_sheets(templates: Sequence[Path]) -> dict[str, str]:
    """The style sheets of the template folders by name.

    The first folder that has a style sheet wins. Style sheets with new names come last. Rules for
    a wide form are repeated for print: paper is wide, and has no container. Ours come without
    comments, and without most spaces.
    """
    ours = packaged_folder("templates")
    found: dict[str, str] = {}
    for folder in reversed(templates):
        for path in sorted((folder / "styles").glob("*.css")):
            text = path.read_text(encoding="utf-8")
            found[path.name] = small(text, folder == ours)
    return found


def small(text: str, ours: bool) -> str:
    """A style sheet with its rules for a wide form repeated for print; without comments if ours."""
    text = _TEXT_OR_COMMENT.sub(r"\1", text) if ours else text
    text = _WIDE.sub(r"\g<0>\n@media print \1", text)
    return _TEXT_OR_SPACES.sub(r"\1\2", text) if ours else text
