"""The styles, script, pictures, and policy of a program that is one HTML file."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from jinja2 import Environment
from rjsmin import jsmin

from workbook_builder.model.theme import Theme
from workbook_builder.model.workbook import Workbook
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.web.assets import (
    SiteAssets,
    practice_module,
    sentence_modules,
)
from workbook_builder.web.page_rendering import (
    spoken,
    spoken_on_demand,
    spoken_on_demand_portable,
    spoken_portable,
)
from workbook_builder.web.script_bundle import bundled
from workbook_builder.web.theme_styles import theme_sheets

_START = "program.js"
_SITE, _OWN = "theme/assets", "portable"  # folders of templates
_ADDRESS = re.compile(r'url\("(?P<path>[^":]+)"\)')


@dataclass(frozen=True)
class PortableAssets:
    """What the files of all programs of a practice have in common.

    Attributes:
        styles: The style sheets, with fonts in them.
        themes: The further style sheets of each theme, by its id.
        script: The script, a classic one, since browsers load no modules from files.
        pictures: Each picture in worksheets as a `data:` address, by its path in the site.
    """

    styles: Sequence[str]
    themes: Mapping[str, Sequence[str]]
    script: str
    pictures: Mapping[str, str]

    def in_theme(self, theme: Theme) -> "PortableAssets":
        """The same for the programs of a theme."""
        return replace(self, styles=[*self.styles, *self.themes.get(theme.id, ())])

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of a file, which loads and sends nothing."""
        return (
            f"default-src 'none'; script-src {_hash(self.script)};"
            f" style-src {' '.join(map(_hash, self.styles))}; style-src-attr 'unsafe-inline';"
            " img-src data:; font-src data:; form-action 'none'; base-uri 'none'"
        )


def portable_assets(
    workbook: Workbook, templates: Sequence[Path], environment: Environment, assets: SiteAssets
) -> PortableAssets:
    """Put together what the files of all programs have in common.

    Args:
        workbook: The workbook.
        templates: The folders of templates; the first one that has a file wins.
        environment: The environment that renders pages.
        assets: The files of the site, whose styles and fonts are used.

    Raises:
        BundleError: A script of the practice cannot be a part of the file.
    """
    styles = [_with_fonts(assets, path) for path in assets.style_sheets]
    styles += _texts(templates, _OWN, ".css").values()
    pictures = {
        f"assets/content/{path}": _data(path, content)
        for path, content in workbook.pictures.items()
    }
    themes = {
        theme.id: [
            _with_fonts(assets, f"assets/{assets.build}/{name}")
            for name in theme_sheets(workbook, theme)
        ]
        for theme in workbook.themes.values()
    }
    return PortableAssets(styles, themes, _script(workbook, templates, environment), pictures)


def _script(workbook: Workbook, templates: Sequence[Path], environment: Environment) -> str:
    """The modules of the site in one script, with some of their own in place of others."""
    modules = {**_texts(templates, _SITE, ".js"), **_texts(templates, _OWN, ".js")}
    ours = [packaged_folder("templates")]
    packed = {*_texts(ours, _SITE, ".js").items(), *_texts(ours, _OWN, ".js").items()}
    small = {name for name, text in modules.items() if (name, text) in packed}
    modules |= practice_module(workbook)
    modules |= sentence_modules(
        {**spoken(environment), **spoken_portable(environment)},
        {**spoken_on_demand(environment), **spoken_on_demand_portable(environment)},
    )

    def pack(name: str, text: str) -> str:
        return str(jsmin(text)) if name in small else text

    # In a string, the end of a script would end this one.
    return bundled(modules, _START, pack).replace("</", "<\\/")


def _texts(templates: Sequence[Path], folder: str, suffix: str) -> dict[str, str]:
    """The files in a folder of the templates by name; the first folder that has one wins."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for each in reversed(templates)
        for path in sorted((each / folder).glob(f"*{suffix}"))
    }


def _with_fonts(assets: SiteAssets, path: str) -> str:
    """A style sheet with the files that it needs in place of their addresses."""
    folder = path.rpartition("/")[0]

    def inlined(found: re.Match[str]) -> str:
        file = found["path"]
        return f'url("{_data(file, assets.files[f"{folder}/{file}"])}")'

    content = assets.files[path]
    text = content.decode() if isinstance(content, bytes) else content
    return _ADDRESS.sub(inlined, text)


def _data(path: str, content: str | bytes) -> str:
    """A file as a `data:` address."""
    kind = "font/woff2" if path.endswith(".woff2") else guess_type(path)[0]
    raw = content.encode() if isinstance(content, str) else content
    return f"data:{kind};base64,{b64encode(raw).decode()}"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
