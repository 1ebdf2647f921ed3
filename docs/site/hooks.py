"""Adds generated pages to the documentation."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

from gallery import gallery


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the gallery of field types."""
    for path, content in gallery().items():
        files.append(File.generated(config, path, content=content))
    return files
