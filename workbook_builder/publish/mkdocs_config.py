"""The configuration file of a site, and our settings beside what it says."""

import hashlib
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config import config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.utils.yaml import yaml_load

from workbook_builder.content.text_files import read_text
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.publish.mkdocs_errors import MKDOCS_ERRORS
from workbook_builder.publish.mkdocs_internals import new_plugins
from workbook_builder.publish.page_policy import SETTING, PagePolicy, PolicyError

# Plugins that make the menu of all pages, and want no `nav`.
_MENU_PLUGINS = ("awesome-nav",)
LANGUAGE_PLUGIN = "i18n"
_REFUSED = {
    "section-index": "the menu leads from a section to its first page by itself; delete the line "
    "`- section-index` under `plugins:`",
}
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')
_LONGEST_ADDRESS = 500  # letters; QR codes on paper hold it, and what follows it
_EXAMPLE = "write it as in `site_url: https://example.org/`"


def load_configuration(file: Path, **overrides: Any) -> MkDocsConfig:
    """Load a configuration.

    Args:
        file: The configuration file.
        overrides: Settings that win over those of the file.

    Raises:
        WorkbookError: It is not UTF-8.
        MkDocsException: It cannot be used. MkDocs has logged the reasons for some of its own.
    """
    if file.is_file():
        read_text(file, str(file))
    with explaining_hooks(file):
        try:
            return load_config(str(file), **overrides)
        except RecursionError:
            raise ConfigurationError(
                f"{file} inherits from itself, or has too many brackets in each other; correct "
                "`INHERIT`, or write simpler values"
            ) from None
        except ValueError as error:
            if _own_place(error, file.parent):
                raise
            raise ConfigurationError(
                f"an address in {file} cannot be read ({error}); {_EXAMPLE}"
            ) from error


@contextmanager
def explaining_hooks(file: Path) -> Iterator[None]:
    """Turn an error in a script of the practice into one that says where it is.

    Args:
        file: The configuration file, beside which the script lies.
    """
    try:
        yield
    except MKDOCS_ERRORS:
        raise
    except (WorkbookError, OSError):
        raise
    except Exception as error:
        place = _own_place(error, file.parent)
        if not place:
            raise
        raise ConfigurationError(
            f"{place}: {type(error).__name__}: {error}; correct this script, or delete its line "
            f"in {file}"
        ) from error


def _own_place(error: Exception, folder: Path) -> str | None:
    """The file and line of an error, if it comes from a script below a folder."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(each.filename, each.lineno) for each in frames]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    for name, line in reversed(places):
        path = Path(name)
        mine = path.suffix == ".py" and "site-packages" not in path.parts
        if mine and path.is_relative_to(folder.absolute()):
            return f"{path.relative_to(folder.absolute())}:{line}"
    return None


def check_plugins(config: MkDocsConfig, ours: type[object]) -> None:
    """Refuse plugins that cannot work with ours, and ours if it is listed twice.

    Raises:
        PluginError: There is one. It says what to write instead.
    """
    if sum(isinstance(each, ours) for each in config.plugins.values()) > 1:
        raise PluginError(
            "the plugin `workbook` is listed twice; delete one of the lines `- workbook` under "
            "`plugins:`"
        )
    for name, message in _REFUSED.items():
        if name in config.plugins:
            raise PluginError(message)


def check_languages(config: MkDocsConfig) -> None:
    """Refuse a plugin for languages in a practice that has several.

    Raises:
        PluginError: There is one. It says what to do.
    """
    if LANGUAGE_PLUGIN in config.plugins:
        raise PluginError(
            "`languages` in workbook.yml builds the site in each language; delete the plugin "
            f"`{LANGUAGE_PLUGIN}` from {config.config_file_path}"
        )


def check_site_url(site_url: str | None) -> None:
    """Refuse an address that does not fit into pages, and into the QR codes of printed sheets.

    Raises:
        PluginError: It cannot be used.
    """
    if site_url and (found := _NOT_IN_ADDRESS.search(site_url)):
        raise PluginError(
            f"`site_url` has the character {found[0]!r}, which no address has; {_EXAMPLE}"
        )
    if site_url and len(site_url) > _LONGEST_ADDRESS:
        raise PluginError(
            f"`site_url` has {len(site_url)} letters, more than {_LONGEST_ADDRESS}; {_EXAMPLE}"
        )


def set_addresses(config: MkDocsConfig) -> None:
    """Have pages end in ``.html`` if Material's plugin `offline` will, in any order of plugins."""
    if is_for_files(config):
        config.use_directory_urls = False


def is_for_files(config: MkDocsConfig) -> bool:
    """Whether Material's plugin `offline` makes a site that is opened from files."""
    offline = config.plugins.get("material/offline")
    return bool(offline and offline.config.enabled)


def scripts_from_elsewhere(config: MkDocsConfig) -> list[str]:
    """Warnings of scripts from other sites that `offline` adds to pages, which have no policy then.

    The plugin `privacy` makes files of the site of them.
    """
    privacy = config.plugins.get("material/privacy")
    if not is_for_files(config) or (privacy and privacy.config.enabled):
        return []
    return [
        f"because of the plugin `offline`, pages load {address}, which could read what clients "
        "write; add the line `- privacy` under `plugins:`, which makes it a file of the site"
        for address in config.extra.get("polyfills", ())
        if address.startswith("http")
    ]


def menu_is_made_of_files(config: MkDocsConfig) -> bool:
    """Whether a plugin makes the menu of all pages."""
    return any(name in config.plugins for name in _MENU_PLUGINS)


def config_data(config: MkDocsConfig) -> dict[str, Any]:
    """The contents of the configuration file, without defaults and overrides."""
    with Path(config.config_file_path).open("rb") as file:
        return yaml_load(file)


def site_root(config: MkDocsConfig, folder: str) -> str:
    """The address of a site in all of its languages, with a slash at the end; empty if it has none.

    Args:
        config: The configuration of the site, or of its pages in a further language.
        folder: The folder of the language in the site; empty for the first one.
    """
    address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    return address.removesuffix(f"{folder}/") if folder else address


def language_configuration(config: MkDocsConfig, folder: str) -> MkDocsConfig:
    """The configuration of a site for its pages in a further language.

    Args:
        config: The configuration of the site. Its folder is complete except for that language.
        folder: The folder of the language in the site.
    """
    address = config.site_url and f"{config.site_url.rstrip('/')}/{folder}/"
    with new_plugins():
        return load_configuration(
            Path(config.config_file_path),
            site_dir=str(Path(config.site_dir) / folder),
            site_url=address,
            use_directory_urls=config.use_directory_urls,
            strict=config.strict,
        )


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
    if not menu_is_made_of_files(config):
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
    # What the plugin `offline` adds for pages in files comes from elsewhere.
    off = off or is_for_files(config)
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
