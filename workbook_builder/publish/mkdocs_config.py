"""The configuration file of a site, and our settings beside what it says."""

import hashlib
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from workbook_builder.publish.page_policy import SETTING, PagePolicy, PolicyError


def config_data(config: MkDocsConfig) -> dict[str, Any]:
    """The contents of the configuration file, without defaults and overrides."""
    with Path(config.config_file_path).open("rb") as file:
        return yaml_load(file)


def apply_settings(settings: dict[str, Any], config: MkDocsConfig) -> None:
    """Apply our settings, where the configuration file does not set them itself.

    Our keys under ``extra``, and the name and description of the site, always win.
    """
    chosen = config_data(config).get("theme") or {}
    if config.theme.name != "material":
        raise PluginError("the site needs the theme Material; add `theme: {name: material}`")
    for name, value in settings["theme"].items():
        if name not in chosen:
            config.theme[name] = value
    config.site_name = settings["site_name"]
    config.site_description = settings["site_description"]
    config.nav = config.nav or settings["nav"]
    config.extra |= settings["extra"]
    docs = Path(config.docs_dir)
    script = config_options.ExtraScript()  # type: ignore[no-untyped-call]
    ours = [script.validate(each) for each in settings["extra_javascript"]]
    own = config.extra_javascript
    for number, each in enumerate(own):
        if isinstance(each, str):
            own[number] = _with_digest(each, docs)
        else:
            each.path = _with_digest(each.path, docs)
    own[:0] = ours
    own_styles = (_with_digest(path, docs) for path in config.extra_css)
    config.extra_css[:] = [*settings["extra_css"], *own_styles]


def page_policy(config: MkDocsConfig, *, off: bool) -> PagePolicy:
    """Set up the policy of a site's pages.

    Args:
        config: The configuration of the site.
        off: Whether pages get no policy, whatever the configuration says.

    Raises:
        PluginError: The configuration's setting of the policy cannot be used.
    """
    offline = config.plugins.get("material/offline")
    # What the plugin `offline` adds for pages in files comes from elsewhere.
    off = off or bool(offline and offline.config.enabled)
    try:
        return PagePolicy(config.extra.get(SETTING), config.site_url, off=off)
    except PolicyError as error:
        raise PluginError(str(error)) from error


def _with_digest(path: str, docs: Path) -> str:
    """The address of an author's script or style sheet, which changes with its content.

    So browsers never use an old one for a new page. Those of other sites stay as they are.
    """
    file = docs / path
    if path.startswith(("/", "http:", "https:")) or not file.is_file():
        return path
    return f"{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:16]}"
