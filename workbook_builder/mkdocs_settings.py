"""Settings of a workbook's theme, handed to MkDocs."""

from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig


def apply(settings: Mapping[str, Any], config: MkDocsConfig) -> None:
    """Set what the configuration file leaves open; the practice's own words always."""
    given = [file.get("theme") for file in config.user_configs]
    chosen = {name for theme in given if isinstance(theme, dict) for name in theme}
    for name, value in settings["theme"].items():
        if name not in chosen:
            config.theme[name] = value
    config.site_name = settings["site_name"]
    config.site_description = settings["site_description"]
    config.nav = config.nav or settings["nav"]
    config.extra |= settings["extra"]
    config.extra_css[:0] = settings["extra_css"]
    script = config_options.ExtraScript()  # type: ignore[no-untyped-call]
    config.extra_javascript[:0] = [script.validate(one) for one in settings["extra_javascript"]]
