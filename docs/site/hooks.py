"""Adds the gallery to the site, and the documents from the top of the repository."""

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
    """Add the files that are not in this folder."""
    top = {name.lower(): (ROOT / name).read_text(encoding="utf-8") for name in _AT_THE_TOP}
    for path, content in {**gallery(), **top}.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Change links that work in the repository so that they work on the site."""
    for name in _AT_THE_TOP:
        markdown = re.sub(rf"\]\((\.\./)?{name}", f"]({name.lower()}", markdown)
    markdown = markdown.replace("](docs/", "](")
    return markdown.replace(
        "](content/LICENSE.md", "](https://creativecommons.org/licenses/by/4.0/"
    )
