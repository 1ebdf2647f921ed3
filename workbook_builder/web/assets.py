"""The files that a site needs beside its pages, PDFs, and theme, such as scripts and pictures.

Scripts, the style sheet, and fonts lie in one folder that is named by a digest of them all. So a
browser, or our service worker, can keep them forever, and a page never gets those of another build.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any

from rjsmin import jsmin

from workbook_builder.model.literal_types import PHASES, WORKSHEET_KINDS
from workbook_builder.model.workbook import Workbook
from workbook_builder.storage.output_tree import LazyFiles, Tree
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.web.color_schemes import brand_stylesheet
from workbook_builder.web.home_screen import home_screen_files
from workbook_builder.web.style_sheets import style_sheets
from workbook_builder.web.theme_styles import font_path, fonts_of, theme_files

_STYLE_SHEET = "workbook.css"
_FONT_SHEET = "fonts.css"
_LANGUAGE_SHEET = "languages.css"  # for sites with several languages
_SCRIPT = "workbook.js"
_WORKER = "service-worker.js"
_LIST = "files.json"  # the names of the files of the folder, for the service worker


@dataclass(frozen=True)
class SiteAssets:
    """The files of a site beside its pages, PDFs, and theme.

    Attributes:
        build: The digest that the folder of scripts, styles and fonts is named by.
        files: All files except recordings, by their path in the site.
        recordings: The files of the practice that recordings are copied from, by their path in the
            site. They may be large, and are not kept in a cache.
    """

    build: str
    files: Tree
    recordings: Mapping[str, Path]

    def tree(self) -> Tree:
        """All files by their path in the site. A recording is read each time it is asked for."""
        makers: dict[str, Callable[[], str | bytes]] = {
            path: partial(self.files.__getitem__, path) for path in self.files
        }
        makers |= {path: file.read_bytes for path, file in self.recordings.items()}
        return LazyFiles(makers)

    @property
    def style_sheets(self) -> list[str]:
        """The paths of the style sheets: the one that loads fonts, and the one with all rules."""
        return [f"assets/{self.build}/{name}" for name in (_FONT_SHEET, _STYLE_SHEET)]

    @property
    def script(self) -> str:
        """The path of the script that pages start with."""
        return f"assets/{self.build}/{_SCRIPT}"

    def font(self, workbook: Workbook, style: str) -> str:
        """The path of the font file of a style: regular, bold, or italic."""
        return f"assets/{self.build}/{font_path(workbook.typeface, style)}"


def site_assets(
    workbook: Workbook,
    templates: Sequence[Path],
    sentences: Mapping[str, str],
    on_demand: Mapping[str, str],
    art: Mapping[str, bytes] | None = None,
) -> SiteAssets:
    """Build all files of a site except pages, PDFs, and the theme.

    All rules stand in a single style sheet, since every further one would delay the page: those
    with the colors of the practice, and the contents of the template folders' ``styles/``. Their
    rules for a wide form are repeated for print. Fonts have a style sheet of their own. Chromium
    loads the fonts anew whenever rules for print beside them begin to apply, prints without
    waiting for them, and so in another font.

    Args:
        workbook: The workbook.
        templates: The folders of templates. If several have a style sheet or a script of the same
            name, the first one is used.
        sentences: The texts that scripts show, by name.
        on_demand: Those that they show only once a client uses a button.
        art: The pictures of programs, by their path in the site.
    """
    fonts, font_faces = fonts_of(workbook, workbook.theme)
    generated = brand_stylesheet(workbook.brand) + _filters(workbook)
    sheets = style_sheets(templates)
    if not workbook.languages:
        sheets.pop(_LANGUAGE_SHEET, None)
    styles = "\n".join([generated, *sheets.values()])
    named = {_STYLE_SHEET: styles.encode(), _FONT_SHEET: font_faces.encode()}
    named |= _scripts(templates) | fonts | theme_files(workbook, templates)
    made = {**sentence_modules(sentences, on_demand), **practice_module(workbook)}
    named |= {name: text.encode() for name, text in made.items()}
    build = _digest(named)
    named[_LIST] = json.dumps(sorted(named)).encode()
    files: dict[str, str | bytes] = {f"assets/{build}/{n}": c for n, c in named.items()}
    files |= _scripts(templates, _WORKER)
    if workbook.logo:
        files[logo_path(workbook)] = workbook.logo
    files |= {f"assets/content/{n}": picture for n, picture in workbook.pictures.items()}
    files |= art or {}
    files |= home_screen_files(workbook)
    recordings = {f"assets/content/{n}": file for n, file in workbook.recordings.items()}
    return SiteAssets(build, files, recordings)


def sentence_modules(sentences: Mapping[str, str], on_demand: Mapping[str, str]) -> dict[str, str]:
    """The two modules with the texts that scripts show, by their names."""
    return {
        "sentences.js": f"export default {_packed(sentences)};\n",
        "sentences-on-demand.js": 'import sentences from "./sentences.js";\n'
        f"Object.assign(sentences, {_packed(on_demand)});\n",
    }


def _packed(values: Mapping[str, Any]) -> str:
    """Values by name for a script, in few bytes."""
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"))


def practice_module(workbook: Workbook) -> dict[str, str]:
    """The module that says whose site this is and how answers reach the coach, by its name."""
    key = workbook.coach_key
    facts = {
        "practice": workbook.practice,
        "coach": workbook.coach,
        "email": workbook.contact.email or "",
        "language": workbook.language,
        "key": {"kty": key.kty, "crv": key.crv, "x": key.x, "y": key.y} if key else None,
        "kid": key.thumbprint if key else "",
    }
    return {"practice.js": f"export default {_packed(facts)};\n"}


def moved_scripts() -> list[str]:
    """The paths in the theme of scripts that are not copied as they are."""
    return [_WORKER, *(f"assets/{name}" for name in _scripts([packaged_folder("templates")]))]


def _scripts(templates: Sequence[Path], pattern: str = "assets/*.js") -> dict[str, bytes]:
    """The scripts of the template folders by name; the first folder that has one wins.

    Ours come without comments and spaces, which are half of their compressed size.
    """
    ours = packaged_folder("templates")
    return {
        path.name: jsmin(path.read_bytes()) if folder == ours else path.read_bytes()
        for folder in reversed(templates)
        for path in sorted((folder / "theme").glob(pattern))
    }


def _digest(files: Mapping[str, bytes]) -> str:
    """A digest of files, and of the theme, whose scripts and styles belong to ours."""
    digest = hashlib.sha256(version("mkdocs-material").encode())
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _filters(workbook: Workbook) -> str:
    """The CSS rules that filter the index of worksheets, so that it works without scripts."""
    filters = {
        "track": [section.id for section in workbook.sections],
        "phase": PHASES,
        "kind": WORKSHEET_KINDS,
    }
    rules = []
    for name, ids in filters.items():
        for id in ids:
            filtered = f'.wb-index:has(#wb-{name} [value="{id}"]:checked)'
            match = f'[data-{name}="{id}"]'
            rules.append(
                f"{filtered} .wb-row:not({match}), {filtered} .wb-group:not(:has({match}))"
                " { display: none; }\n"
            )
    return "".join(rules)


def logo_path(workbook: Workbook) -> str:
    """The path of the logo in the site."""
    return f"assets/logo{PurePath(workbook.brand.logo or '').suffix}"
