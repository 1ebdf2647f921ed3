"""A site that MkDocs configures and builds."""

import logging
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig as SiteConfig

from workbook_builder.print.press import Press
from workbook_builder.publish.mkdocs_config import explaining_hooks, load_configuration
from workbook_builder.publish.mkdocs_internals import engine_logger
from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin, find_plugin

__all__ = ["SiteConfig", "build_site", "load_site"]


def load_site(config_file: Path, *, strict: bool = False) -> tuple[SiteConfig, WorkbookPlugin]:
    """Load the configuration of a site, and find our plugin in it.

    Warnings of MkDocs and its plugins are printed from now on, one per line.

    Raises:
        WorkbookError: Our plugin is not used.
        MkDocsException: The configuration is wrong.
    """
    _show_warnings()
    config = load_configuration(config_file, strict=strict or None)
    return config, find_plugin(config, config_file)


def build_site(
    config: SiteConfig, plugin: WorkbookPlugin, press: Press, step: Callable[[], None]
) -> None:
    """Build a site.

    Args:
        config: Its configuration.
        plugin: Our plugin in it.
        press: Prints the PDFs; the caller closes it.
        step: Called after each page.
    """
    plugin.print_with(press, step)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with explaining_hooks(Path(config.config_file_path)):
            build(config)
    finally:
        plugin.close()


def _show_warnings() -> None:
    """Print warnings. Errors that MkDocs logs before it raises them are dropped.

    Whoever catches these errors prints them.
    """
    logging.getLogger(build.__module__).addFilter(lambda each: each.levelno < logging.ERROR)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = engine_logger()
    logger.setLevel(logging.WARNING)
    logger.handlers = [handler]
