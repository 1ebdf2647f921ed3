"""Adds the gallery, and the documents that have their place at the top of the repository."""

import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

from gallery import ROOT, gallery

_AT_THE_TOP = ("CONTRIBUTING.md", "CHANGELOG.md")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is no file of the folder."""
    top = {name.lower(): (ROOT / name).read_text(encoding="utf-8") for name in _AT_THE_TOP}
    for path, content in {**gallery(), **top}.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links that are right in the repository be right here."""
    for name in _AT_THE_TOP:
        markdown = re.sub(rf"\]\((\.\./)?{name}", f"]({name.lower()}", markdown)
    markdown = markdown.replace("](docs/", "](")
    return markdown.replace(
        "](content/LICENSE.md", "](https://creativecommons.org/licenses/by/4.0/"
    )
