"""Exports a site for other engines: pages, theme, and a ``mkdocs.yml`` without our plugin."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.custom_theme import framed
from workbook_builder.rendering import output_paths
from workbook_builder.storage.output_tree import Tree
from workbook_builder.web.assets import moved_scripts
from workbook_builder.web.site_settings import site_settings

MARK = ".workbook-export"


def exported(
    practice: Practice, own_pages: Path, site_url: str | None, custom: Path | None = None
) -> Tree:
    """Build every file of an export except its PDFs, which belong in ``docs/``.

    Args:
        practice: The practice.
        own_pages: The folder of the practice's own pages, which replace generated ones.
        site_url: The address of the site, if it has one.
        custom: The practice's folder of theme templates that `custom_dir` names, if it has one.

    Returns:
        The files by their path in the export.
    """
    made = practice.assets()
    settings = site_settings(practice.workbook, practice.html, made)
    own = _files(own_pages)
    frame = {
        path: content
        for folder in reversed(practice.templates)
        for path, content in _files(folder / "theme").items()
    }
    for path in moved_scripts():
        del frame[path]
    if custom:
        frame |= {path: _framed(path, content) for path, content in _files(custom).items()}
    # Files that pages link to must be among the pages: some engines copy nothing else.
    linked = [path for path in frame if path.startswith(("assets/", "service-worker."))]
    assets = {path: frame.pop(path) for path in linked}
    pages = {path: page.source() for path, page in practice.pages().items()}
    generated = {**pages, **made.files}
    docs = {**assets, **generated, **own}
    added = [path for path in own if path.endswith(".md") and path not in generated]
    return {
        MARK: "Written by `workbook export`, which may replace everything in this folder.\n",
        "mkdocs.yml": _config(settings, site_url, added),
        **{f"docs/{path}": content for path, content in docs.items()},
        **{f"overrides/{path}": content for path, content in frame.items()},
    }


def _config(settings: dict[str, Any], site_url: str | None, own_pages: Iterable[str]) -> str:
    config = {
        "site_name": settings["site_name"],
        **({"site_url": site_url} if site_url else {}),
        **settings,
        "nav": [*settings["nav"], *filter(output_paths.in_menu, own_pages)],
        "docs_dir": "docs",
        "theme": {**settings["theme"], "custom_dir": "overrides"},
        "plugins": ["search"],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)


def _framed(path: str, content: bytes) -> bytes:
    return framed(content.decode()).encode() if path.endswith(".html") else content


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
