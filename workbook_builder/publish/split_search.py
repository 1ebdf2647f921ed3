"""Splits the search index of a large site into one part per program, and one for all other pages.

With each page, Material downloads a search index and a sitemap from the base address in the page's
settings. In a large site, the pages of a program have the program's folder as their base address,
and the folder has an index and a sitemap of its own.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering import output_paths
from workbook_builder.storage.output_tree import LazyFiles

INDEX, MAP = "search/search_index.json", "sitemap.xml"

Entry = dict[str, Any]

_ROOT = "../../"  # the root of the site, relative to the folder of a program
_INSTANT = "navigation.instant"
_SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.S)
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.S)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>")


class SearchParts:
    """The parts of a site's search index, and which page uses which part."""

    def __init__(self, topics: Mapping[str, str]) -> None:
        """Set up the parts.

        Args:
            topics: The topic of each program, by its folder, such as ``wellness/sleep/``.
        """
        self._topics = topics
        self._tracks = {_track(folder) for folder in topics}

    @classmethod
    def of(cls, workbook: Workbook) -> "SearchParts":
        """Set up the parts for the site of a workbook."""
        return cls(
            {
                output_paths.url(output_paths.program_page(track, program)): program.topic
                for track, program in workbook.programs()
            }
        )

    def program(self, url: str) -> str:
        """The folder of the program that a page belongs to, or an empty string.

        Args:
            url: The address of the page relative to the site.
        """
        folder = "/".join(url.split("/", 2)[:2]) + "/"
        return folder if folder in self._topics else ""

    def page(self, html: str, url: str) -> str:
        """Change the settings in a page, so that it uses its own part.

        Material reads the settings only from the first page that is loaded, not after an instant
        navigation. So pages of a program keep instant navigation, and other pages lose it.

        Args:
            html: The page.
            url: Its address relative to the site.
        """
        folder = self.program(url)

        def changed(found: re.Match[str]) -> str:
            settings = json.loads(found[2])
            if folder:
                settings["base"] = f"{settings['base'].rstrip('/')}/{folder}"
            else:
                settings["features"] = [n for n in settings["features"] if n != _INSTANT]
            return f"{found[1]}{htmlsafe_json_dumps(settings)}{found[3]}"

        return _SETTINGS.sub(changed, html, count=1)

    def files(self, index: str, sitemap: str, site_url: str) -> LazyFiles[str]:
        """Build the parts of the index, and the sitemap of each program.

        Args:
            index: The index of the whole site, as JSON.
            sitemap: The sitemap of the whole site, as XML.
            site_url: The address of the site, as in the sitemap.

        Returns:
            The files by their path in the site. The index of the whole site is replaced by the
            part for all other pages.
        """
        whole = json.loads(index)
        programs, listed, others = self._sorted(whole.pop("docs"))
        sitemaps: dict[str, list[str]] = defaultdict(list)
        for url in _LOCATION.findall(sitemap):
            sitemaps[self.program(url.removeprefix(site_url))].append(url)

        def general() -> str:
            summaries = [entry for folder, entry in listed.items() if folder]
            return _json({**whole, "docs": [*_flat(others.values()), *summaries]})

        def part(folder: str) -> str:
            shared = [listed[each] for each in ("", _track(folder)) if each in listed]
            shared += _flat(entries for page, entries in others.items() if page and _at_top(page))
            own = [_moved(entry, entry["location"][len(folder) :]) for entry in programs[folder]]
            outside = [_moved(entry, _ROOT + entry["location"]) for entry in shared]
            return _json({**whole, "docs": own + outside})

        makers = {INDEX: general}
        for folder in self._topics:
            makers[folder + INDEX] = partial(part, folder)
            makers[folder + MAP] = partial(_sitemap, sitemaps[folder])
        return LazyFiles(makers)

    def _sorted(
        self, entries: Iterable[Entry]
    ) -> tuple[Mapping[str, list[Entry]], Mapping[str, Entry], Mapping[str, list[Entry]]]:
        """Sort the entries of the whole index.

        Returns:
            The entries of each program, by its folder; one summary for the home page, each track,
            and each program, by its address; and the entries of all other pages, including the
            home page, by their address. Addresses have no ``index.html``.
        """
        pages: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            pages[entry["location"].partition("#")[0]].append(entry)
        programs: dict[str, list[Entry]] = defaultdict(list)
        listed: dict[str, Entry] = {}
        others: dict[str, list[Entry]] = {}
        for address, found in pages.items():
            page = address.removesuffix("index.html")
            folder = self.program(page)
            if folder:
                programs[folder] += found
            elif page not in self._tracks:
                others[page] = found
            if page in {"", folder} or page in self._tracks:
                listed[page] = _summary(address, found, self._topics.get(page))
        return programs, listed, others


def _track(folder: str) -> str:
    """The folder of the track that a program belongs to."""
    return folder.partition("/")[0] + "/"


def _at_top(page: str) -> bool:
    """Whether a page is at the top level of the site."""
    return len(PurePosixPath(page).parts) == 1


def _summary(address: str, entries: Sequence[Entry], topic: str | None) -> Entry:
    """One short entry for a whole page: its title, topic, and first paragraph."""
    matches = [_PARAGRAPH.search(entry["text"]) for entry in entries]
    first = next((match[0] for match in matches if match), "")
    about = f"<p>{escape(topic, quote=False)}</p> " if topic else ""
    return {**_moved(entries[0], address), "text": about + first}


def _moved(entry: Entry, location: str) -> Entry:
    return {**entry, "location": location}


def _flat(pages: Iterable[Iterable[Entry]]) -> list[Entry]:
    return [entry for entries in pages for entry in entries]


def _sitemap(urls: Iterable[str]) -> str:
    items = "".join(f"<url><loc>{url}</loc></url>\n" for url in urls)
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{xmlns}">\n{items}</urlset>\n'


def _json(data: Any) -> str:
    """Compact JSON, as Material's search writes it."""
    return json.dumps(data, separators=(",", ":"), default=str)
