"""The Content-Security-Policy of a site, which its pages carry along.

Many hosts send no headers, so each page has the policy in a `<meta>`. It names the inline scripts
of Material and of our theme by their hashes. Templates mark these scripts while they are rendered,
with a word that nobody can guess, so that no script in a practice's content can pass for one.
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import unescape
from importlib import resources
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment
from jinja2.ext import Extension

from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.packaged_data import packaged_folder

SETTING = "workbook_policy"

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",  # Markdown aligns the columns of tables with it
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
}
_BY_ELEMENT = {
    "script": "script-src",
    "link": "style-src",
    "img": "img-src",
    "video": "media-src",
    "audio": "media-src",
    "source": "media-src",
    "iframe": "frame-src",
}
_MARK = "workbook_script_mark"
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_STYLE = re.compile(r"<style\b", re.IGNORECASE)
_LOADED = re.compile(
    r"<(script|link|img|video|audio|source|iframe)\b([^>]*?)"
    r"\b(?:src|href)\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]+)([^>]*)>",
    re.IGNORECASE,
)
_STYLE_SHEET = re.compile(r"rel\s*=\s*[\"']?stylesheet", re.IGNORECASE)
_RUN = {"", "module", "text/javascript", "application/javascript"}


class PolicyError(Exception):
    """The setting of the policy cannot be used; the text says why."""


class _MarkedScripts(Extension):
    """Marks the scripts in the templates of Material and of our own theme."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Mark scripts, unless a value of a page could be written into them.

        Scripts with attributes are files or data, and other plugins look for these as they are.
        """
        ours = filename and any(map(Path(filename).resolve().is_relative_to, _theme_folders()))
        if not ours or name == "redirect.html":
            return source
        return source.replace("<script>", f"<script{{{{ {_MARK} }}}}>")


class PagePolicy:
    """The policy of one build of a site.

    Attributes:
        refused: What browsers will refuse in some page, as a text for the author, by the setting
            that would allow it.
    """

    def __init__(self, setting: Any, site_url: str | None = None, *, off: bool = False) -> None:
        """Set up the policy.

        Args:
            setting: The setting `extra.workbook_policy`: False for no policy, or more sources by
                the name of a directive.
            site_url: The address of the site, which is no other site.
            off: Whether pages get no policy, whatever the setting.

        Raises:
            PolicyError: The setting is neither.
        """
        self.refused: dict[str, str] = {}
        self._off = off or setting is False
        self._more = {} if setting in (None, False) else _sources(setting)
        self._site_url = site_url
        self._mark = f" {secrets.token_hex(16)}"
        self._hashes: set[str] = set()

    def install(self, env: Environment) -> None:
        """Let the templates of the theme mark their scripts."""
        env.add_extension(_MarkedScripts)
        env.globals[_MARK] = "" if self._off else self._mark

    def page(self, html: str, name: str) -> str:
        """A page that carries its policy, and no marks.

        Args:
            html: The page, as all other plugins have left it.
            name: Its path, for the author.
        """
        if self._off or not html:
            return html
        hashes: set[str] = set()
        for found in _SCRIPT.finditer(html):
            kind = _TYPE.search(found[1])
            if _SOURCE.search(found[1]) or (kind[1].lower() if kind else "") not in _RUN:
                continue
            if self._mark in found[1]:
                hashes.add(_hash(found[2]))
            elif (value := _hash(found[2])) not in self._more.get("script-src", ""):
                self.refused.setdefault(f'script-src: "{value}"', f"an inline script, as on {name}")
        html = html.replace(self._mark, "")
        self._note_refused(html, name)
        self._hashes |= hashes
        meta = f'<meta http-equiv="Content-Security-Policy" content="{self._text(hashes)}">'
        # After the charset, which browsers look for in the first 1,024 bytes only.
        place = _CHARSET.search(html, 0, 2000) or _HEAD.search(html)
        return f"{html[: place.end()]}\n{meta}{html[place.end() :]}" if place else html

    def warnings(self) -> Iterator[str]:
        """What browsers will refuse, and the setting that would allow it."""
        for setting, what in self.refused.items():
            yield (
                f"browsers will not load {what}: the policy of the pages forbids it. Use a file of "
                f"the site instead, or allow it with `extra: {{{SETTING}: {{{setting}}}}}`"
            )

    def add(self, other: Self) -> None:
        """Add what the policy of the same site in another language has found."""
        self.refused = {**other.refused, **self.refused}
        self._hashes |= other._hashes

    def headers(self, immutable: Sequence[str]) -> Tree:
        """The file `_headers`, which Netlify and Cloudflare Pages read.

        Args:
            immutable: The folders of the site whose files never change.
        """
        forever = "".join(
            f"/{each}/*\n  Cache-Control: public, max-age=31536000, immutable\n"
            for each in immutable
        )
        text = f"{self._text(self._hashes)}; frame-ancestors 'none'"
        policy = "" if self._off else f"  Content-Security-Policy: {text}\n"
        return {
            "_headers": f"/*\n{policy}  X-Content-Type-Options: nosniff\n"
            "  Referrer-Policy: no-referrer\n"
            f"{forever}"
        }

    def _text(self, hashes: set[str]) -> str:
        added = {"script-src": sorted(hashes)}
        parts = []
        for name, value in _DIRECTIVES.items():
            more = [*added.get(name, ()), *self._more.get(name, "").split()]
            ours = [] if more and value == "'none'" else [value]  # it only means that by itself
            parts.append(" ".join([name, *ours, *more]))
        return "; ".join(parts)

    def _note_refused(self, html: str, name: str) -> None:
        """Note what is loaded from other sites, and styles that are written into the page."""
        for element, before, address, after in _LOADED.findall(html):
            if element.lower() == "link" and not _STYLE_SHEET.search(before + after):
                continue
            directive = _BY_ELEMENT[element.lower()]
            address = unescape(address)
            scheme, _, rest = address.rpartition("//")
            origin = f"{scheme or 'https:'}//{rest.partition('/')[0]}"
            if self._site_url and f"{origin}/" == "/".join(self._site_url.split("/")[:3]) + "/":
                continue
            if origin not in self._more.get(directive, "").split():
                self.refused.setdefault(f"{directive}: {origin}", f"{address}, as on {name}")
        if _STYLE.search(html) and "'unsafe-inline'" not in self._more.get("style-src", ""):
            self.refused.setdefault(
                "style-src: \"'unsafe-inline'\"", f"a `<style>` element, as on {name}"
            )


def _sources(setting: Any) -> Mapping[str, str]:
    if not isinstance(setting, dict) or not setting.keys() <= _DIRECTIVES.keys():
        known = ", ".join(_DIRECTIVES)
        raise PolicyError(
            f"`{SETTING}` under `extra:` must be false, or have sources by directive: {known}"
        )
    joined = {
        name: " ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in setting.items()
    }
    if any(re.search(r'[;,"<>&\n\r]', value) for value in joined.values()):
        raise PolicyError(f"a source in `{SETTING}` has a character that no source can have")
    return joined


def _theme_folders() -> list[Path]:
    return [
        Path(str(resources.files("material") / "templates")).resolve(),
        (packaged_folder("templates") / "theme").resolve(),
    ]


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
