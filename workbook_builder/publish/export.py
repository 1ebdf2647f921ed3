"""Exports a site for other engines: pages, theme, and a ``mkdocs.yml`` without our plugin.

Every page that we write is the ``index.md`` of a folder. MkDocs takes the links in a page's HTML to
be relative to the page, and Zensical to its file: in such a file, they are the same.
"""

import posixpath
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.custom_theme import framed
from workbook_builder.publish.page_policy import PagePolicy
from workbook_builder.rendering import output_paths
from workbook_builder.storage.output_tree import Tree
from workbook_builder.web.assets import moved_scripts
from workbook_builder.web.site_settings import site_settings

MARK = ".workbook-export"
# A link to another file, in brackets or on a line of its own below the text, up to its suffix.
_LINK = re.compile(
    r"(\]\(\s*<?|^\s*\[[^\]\n]+\]:\s*<?)([^\s()<>#:]+)\.md(?=[\s)>#]|$)", re.MULTILINE
)


def exported(
    practice: Practice,
    own_pages: Sequence[Path],
    site_url: str | None,
    custom: Path | None = None,
) -> Tree:
    """Build every file of an export in one language, except its PDFs, which belong in ``docs/``.

    Args:
        practice: The practice in that language.
        own_pages: The folders of the practice's own pages, which replace generated ones. If several
            have a page, the last one counts.
        site_url: The address of the site in all languages, if it has one.
        custom: The practice's folder of theme templates that `custom_dir` names, if it has one.

    Returns:
        The files by their path in the export.
    """
    made = practice.assets()
    settings = site_settings(practice.workbook, practice.html, made)
    folder = practice.workbook.folder
    if site_url:
        settings["extra"]["workbook"]["root"] = site_url = f"{site_url.rstrip('/')}/"
        site_url = f"{site_url}{folder}/" if folder else site_url
    own = {path: content for each in own_pages for path, content in _files(each).items()}
    frame = {
        path: content
        for each in reversed(practice.templates)
        for path, content in _files(each / "theme").items()
    }
    for path in moved_scripts():
        del frame[path]
    if custom:
        frame |= {path: _framed(path, content) for path, content in _files(custom).items()}
    # Files that pages link to must be among the pages: some engines copy nothing else.
    linked = [path for path in frame if path.startswith(("assets/", "service-worker."))]
    assets = {path: frame.pop(path) for path in linked}
    pages = practice.pages()
    ours = [path for path in pages if path not in own]
    docs = {
        **assets,
        **{_in_folder(path): pages[path].source() for path in ours},
        **made.tree(),
        **PagePolicy(False).headers([f"assets/{made.build}"]),
        **{path: _relinked(path, content, ours) for path, content in own.items()},
    }
    added = [path for path in own if path.endswith(".md") and path not in pages]
    menu = [
        {title: _in_folder(path) if path in ours else path for title, path in each.items()}
        for each in settings["nav"]
    ]
    return {
        MARK: "Written by `workbook export`, which may replace everything in this folder.\n",
        "mkdocs.yml": _config(
            {**settings, "nav": [*menu, *filter(output_paths.in_menu, added)]}, site_url
        ),
        **{f"docs/{path}": content for path, content in docs.items()},
        **{f"overrides/{path}": content for path, content in frame.items()},
    }


def _config(settings: dict[str, Any], site_url: str | None) -> str:
    config = {
        "site_name": settings["site_name"],
        **({"site_url": site_url} if site_url else {}),
        **settings,
        "docs_dir": "docs",
        # Our styles were written for the look of Material, which Zensical calls classic.
        "theme": {**settings["theme"], "variant": "classic", "custom_dir": "overrides"},
        "plugins": ["search"],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)


def _in_folder(path: str) -> str:
    """The path of a page that has the same address, as the ``index.md`` of a folder."""
    is_index = posixpath.basename(path) == output_paths.HOME
    return path if is_index else f"{path.removesuffix('.md')}/{output_paths.HOME}"


def _relinked(path: str, content: bytes, pages: Collection[str]) -> bytes:
    """A file of the practice's own, with links to our pages where they are in an export."""
    if not path.endswith(".md"):
        return content
    folder = posixpath.dirname(path)

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, f"{unquote(found[2])}.md"))
        return f"{found[1]}{_in_folder(f'{found[2]}.md')}" if target in pages else found[0]

    text = content.decode(errors="surrogateescape")
    return _LINK.sub(link, text).encode(errors="surrogateescape")


def _framed(path: str, content: bytes) -> bytes:
    return framed(content.decode()).encode() if path.endswith(".html") else content


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
