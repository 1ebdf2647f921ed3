"""A site made by hand, to see what is said about single files of it."""

from collections.abc import Mapping
from pathlib import Path

from workbook_builder.publish.built_site import BuiltSite
from workbook_builder.storage.output_tree import write_tree


def site_of(folder: Path, files: Mapping[str, str | bytes]) -> BuiltSite:
    """A site with these files, by their path in it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tree(files, folder)
    return BuiltSite.at(folder)
