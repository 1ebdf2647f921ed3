"""One page of the site, before an engine reads it and draws a frame around it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbook_builder.rendering import page_marks
from workbook_builder.rendering.page_marks import HEADING

# Stands where a part was taken out. A comment passes through Markdown and other plugins unharmed.
_PLACE = "<!-- unsearched -->"
# Characters that JSON leaves as they are, but YAML refuses or takes for the end of a line.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Keeps MkDocs from taking the heading below it for the name of the page.
_NO_NAME = "<!-- no name -->"


class LostPartError(Exception):
    """Something has removed the comments that keep the places of a page's parts."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose heading is Markdown, and all else HTML that no engine needs to read.

    Attributes:
        heading: The text of the heading, escaped for Markdown and HTML.
        html: The rest of the page, with places for the heading and for each part.
        parts: HTML that the search and other plugins need not read, in the order of the page.
        meta: What the engine should know: title, description, and what the search does.
        frame: What the theme draws around the page: its section, trail, menu and neighbors.
    """

    heading: str
    html: str
    parts: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    frame: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_rendered(
        cls, rendered: str, heading: str, meta: Mapping[str, Any], frame: Mapping[str, Any]
    ) -> "Page":
        """Take apart what a template has rendered."""
        pieces, parts = page_marks.split(_tidy(rendered))
        html = f"\n{_PLACE}\n".join(piece.strip("\n") for piece in pieces)
        return cls(heading, html, tuple(part.strip("\n") for part in parts), meta, frame)

    def markdown(self) -> str:
        """What MkDocs reads of the page: its heading, unless it has none."""
        if HEADING not in self.html:
            return ""
        return (
            f"# {self.heading}\n" if "title" in self.meta else f"{_NO_NAME}\n\n# {self.heading}\n"
        )

    def searchable(self, heading: str) -> str:
        """The HTML of the page around its heading as HTML, with a place for each part."""
        return self.html.replace(HEADING, f"\n{heading.removeprefix(_NO_NAME)}\n", 1)

    def complete(self, html: str) -> str:
        """Put the parts into their places.

        Args:
            html: What other plugins have made of `searchable`.

        Raises:
            LostPartError: A place is missing.
        """
        pieces = html.split(_PLACE)
        if len(pieces) != len(self.parts) + 1:
            raise LostPartError
        joined = [pieces[0]]
        for part, piece in zip(self.parts, pieces[1:], strict=True):
            joined += part, piece
        return "".join(joined)

    def source(self) -> str:
        """The whole page as a Markdown file with front matter, for an engine without our plugin."""
        about = {**self.meta, "workbook": self.frame}
        front = "".join(f"{name}: {_json(value)}\n" for name, value in about.items())
        html = self.complete(self.html.replace(HEADING, f"\n\n# {self.heading}\n\n", 1))
        return f"---\n{front}---\n\n{html}\n"


def _json(value: Any) -> str:
    """A value as JSON, which YAML reads."""
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _tidy(html: str) -> str:
    """HTML that every Markdown engine leaves alone: no indented and no empty lines.

    Braces become entities, so that neither attribute lists nor Jinja can begin.
    """
    lines = (line.strip() for line in html.replace("{", "&#123;").splitlines())
    return "\n".join(line for line in lines if line)
