"""The practice's own folder of theme templates, which `custom_dir` names, and our frame.

A template of its own that extends Material's ``base.html``, as Material's documentation says, gets
our frame instead, which extends ``base.html`` itself.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from jinja2 import BaseLoader, Environment
from mkdocs.config.defaults import MkDocsConfig

_BASE = re.compile(r"""(\{%[-+]?\s*extends\s+)(["'])base\.html\2""")
_FRAME = r"\g<1>\g<2>workbook.html\g<2>"
_MORE = "write what you want to add into a block of main.html: {% block content %}"
# Partials of Material that our frame does not show, and what to write instead.
_NOT_SHOWN = {
    "footer.html": "rename it to `workbook-footer.html`",
    "nav.html": "rename it to `workbook-menu.html`",
    "tabs.html": "rename it to `workbook-tabs.html`",
    "content.html": _MORE,
    "comments.html": _MORE,
}


def custom_folder(config: MkDocsConfig) -> Path | None:
    """The folder that `custom_dir` names, if there is one."""
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None


def framed(template: str) -> str:
    """A template of the practice's own, in our frame if it was in Material's."""
    return _BASE.sub(_FRAME, template)


def theme_folders(folders: Sequence[str], custom: Path | None, ours: Sequence[str]) -> list[str]:
    """The folders of the theme in the order in which templates are looked for.

    Args:
        folders: Those that MkDocs knows.
        custom: The one that `custom_dir` names, which wins over ours.
        ours: Ours, which win over Material's.
    """
    first = [folder for folder in folders if Path(folder) == custom]
    return [*first, *ours, *(folder for folder in folders if folder not in first)]


def not_shown(custom: Path) -> Iterator[str]:
    """A warning of each partial in a custom folder that no page shows: what to write instead."""
    for name, instead in _NOT_SHOWN.items():
        path = custom / "partials" / name
        if path.is_file():
            yield f"pages do not show {path}; {instead}"


class FramingLoader(BaseLoader):
    """Loads the templates of a theme, and puts those of a custom folder into our frame."""

    def __init__(self, loader: BaseLoader, custom: Path) -> None:
        """Set up the loader.

        Args:
            loader: Loads the templates as they are written.
            custom: The folder that `custom_dir` names.
        """
        self._loader = loader
        self._custom = custom

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template, its file, and whether it is up to date."""
        source, file, is_fresh = self._loader.get_source(environment, template)
        if file and Path(file).is_relative_to(self._custom):
            source = framed(source)
        return source, file, is_fresh

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._loader.list_templates()
