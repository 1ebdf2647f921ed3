"""Loads the practice of a site, and checks that the two fit together."""

from collections.abc import MutableMapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.mkdocs_config import (
    check_languages,
    check_site_url,
    config_data,
    set_addresses,
)
from workbook_builder.publish.site_folders import check_addresses, check_folders
from workbook_builder.storage.memo import Memo


def open_practice(
    config: MkDocsConfig,
    content: Path,
    templates: Path,
    *,
    serving: bool,
    only: str | None = None,
    memo: Memo | None = None,
    compiled: MutableMapping[str, bytes] | None = None,
) -> Practice:
    """Load the practice of a site in all of its languages.

    Args:
        config: The configuration of the site.
        content: The folder of content.
        templates: The practice's own folder of templates, which need not exist.
        serving: Whether the site is a preview, whose address is not that of the site.
        only: Load only this track or program, as in `Practice.open`.
        memo: Remembers parsed files between calls. The disk cache is not used then.
        compiled: Where to keep compiled templates; by default, in the disk cache.

    Raises:
        WorkbookError: The content has problems, or the site would publish or replace it; or
            a file of the practice itself has the address of another one.
        PluginError: The configuration has settings that cannot be used with the plugin.
    """
    set_addresses(config)
    site_url = config_data(config).get("site_url") if serving else config.site_url
    check_site_url(site_url)
    check_folders(config, content, templates)
    practice = Practice.open(
        content,
        templates,
        site_url=site_url,
        directory_urls=config.use_directory_urls,
        only=only,
        memo=memo,
        compiled=compiled,
        remember=memo is None,
    )
    check_addresses(config, practice, content)
    if practice.in_further_languages():
        check_languages(config)
    return practice
