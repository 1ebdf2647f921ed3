"""Adds the forms of the gallery to the site, and the documents from the top of the repository."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parent))

from gallery import ROOT, forms, styles

from workbook_builder.publish.docs_site import AT_THE_TOP, with_links_of_the_site


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files that are not in this folder."""
    top = {name.lower(): (ROOT / name).read_text(encoding="utf-8") for name in AT_THE_TOP}
    for path, content in {**styles(), **top}.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Change links so that they work on the site, and show forms in the gallery."""
    if page.file.src_uri == "gallery.md":
        for picture, form in forms().items():
            assert picture in markdown, "pytest tests/end_to_end/test_docs.py --write-goldens"
            markdown = markdown.replace(picture, f"{form}\n{picture}")
    return with_links_of_the_site(markdown)
