"""One page of the site, before a site engine processes it and the theme adds its frame."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbook_builder.rendering import page_marks
from workbook_builder.rendering.page_marks import HEADING

# Marks where a part was taken out. Markdown and other plugins leave HTML comments alone.
_PLACEHOLDER = "<!-- unsearched -->"
# Characters that JSON does not escape, but YAML rejects or treats as line breaks.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Keeps MkDocs from using the heading below it as the title of the page.
_NO_TITLE = "<!-- no name -->"


class LostPartError(Exception):
    """The placeholder for a part of a page is missing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose heading is Markdown; the rest is HTML that no engine needs to process.

    Attributes:
        heading: The text of the heading, escaped for Markdown and HTML.
        html: The rest of the page, with a placeholder for the heading and for each part.
        parts: HTML that search and other plugins do not need, such as forms, in page order.
        meta: The front matter: title, description, and settings for the search.
        frame: What the theme shows around the page: its section, trail, menu, and neighbors; and
            the version of the page, a digest of all this.
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
        """Make a page from the output of its template."""
        text = repr((rendered, heading, meta, frame))
        frame = {**frame, "version": hashlib.sha256(text.encode()).hexdigest()[:16]}
        pieces, parts = page_marks.split(_tidy(rendered))
        html = f"\n{_PLACEHOLDER}\n".join(piece.strip("\n") for piece in pieces)
        return cls(heading, html, tuple(part.strip("\n") for part in parts), meta, frame)

    def markdown(self) -> str:
        """The Markdown that MkDocs reads: only the heading. Empty if the page has none."""
        if HEADING not in self.html:
            return ""
        return (
            f"# {self.heading}\n" if "title" in self.meta else f"{_NO_TITLE}\n\n# {self.heading}\n"
        )

    def searchable(self, heading: str) -> str:
        """The HTML of the page without its parts, for search and other plugins.

        Args:
            heading: The HTML that MkDocs made from `markdown`.
        """
        return self.html.replace(HEADING, f"\n{heading.removeprefix(_NO_TITLE)}\n", 1)

    def complete(self, html: str) -> str:
        """Insert the parts at their placeholders.

        Args:
            html: The HTML from `searchable`, which other plugins may have changed.

        Raises:
            LostPartError: A placeholder is missing.
        """
        pieces = html.split(_PLACEHOLDER)
        if len(pieces) != len(self.parts) + 1:
            raise LostPartError
        joined = [pieces[0]]
        for part, piece in zip(self.parts, pieces[1:], strict=True):
            joined += part, piece
        return "".join(joined)

    def source(self) -> str:
        """The whole page as a Markdown file with front matter, for engines without our plugin."""
        meta = {**self.meta, "workbook": self.frame}
        front = "".join(f"{name}: {_json(value)}\n" for name, value in meta.items())
        html = self.complete(self.html.replace(HEADING, f"\n\n# {self.heading}\n\n", 1))
        return f"---\n{front}---\n\n{html}\n"


def _json(value: Any) -> str:
    """A value as JSON that is also valid YAML."""
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _tidy(html: str) -> str:
    """Remove indentation and empty lines, so that every Markdown engine leaves the HTML alone.

    Opening braces become entities, so that they start neither attribute lists nor Jinja code.
    """
    lines = (line.strip() for line in html.replace("{", "&#123;").splitlines())
    return "\n".join(line for line in lines if line)
