"""The search of a large site in parts: one for each program, and one for all other pages.

With every page that is loaded, Material downloads an index and a map of the site. It looks for both
below the address that the page names as its base. In a large site a page of a program names the
program's folder, where there are an index and a map for this program.
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
from workbook_builder.rendering import site_paths
from workbook_builder.storage.output_tree import LazyFiles

INDEX, MAP = "search/search_index.json", "sitemap.xml"

Entry = dict[str, Any]

_ROOT = "../../"  # from the folder of a program
_INSTANT = "navigation.instant"
_SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.S)
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.S)
_PLACE = re.compile(r"<loc>\s*(.*?)\s*</loc>")


class SearchParts:
    """What the pages of a site search."""

    def __init__(self, topics: Mapping[str, str]) -> None:
        """``topics`` has each program's folder in the site, such as ``wellness/sleep/``."""
        self._topics = topics
        self._tracks = {_track(folder) for folder in topics}

    @classmethod
    def of(cls, workbook: Workbook) -> "SearchParts":
        """The parts of the site of a workbook."""
        return cls(
            {
                site_paths.url(site_paths.program_page(track, program)): program.topic
                for track, program in workbook.programs()
            }
        )

    def program(self, url: str) -> str:
        """The folder of the program that an address in the site belongs to; empty for others."""
        folder = "/".join(url.split("/", 2)[:2]) + "/"
        return folder if folder in self._topics else ""

    def page(self, html: str, url: str) -> str:
        """A page that asks for its own part.

        Material reads its settings from the page that is loaded, not from those that it changes to
        from there. So it may do that among the pages of a program, and nowhere else.
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
        """The parts of an index, and the map of each program, by their paths."""
        whole = json.loads(index)
        programs, listed, others = self._sorted(whole.pop("docs"))
        maps: dict[str, list[str]] = defaultdict(list)
        for url in _PLACE.findall(sitemap):
            maps[self.program(url.removeprefix(site_url))].append(url)

        def general() -> str:
            short = [entry for folder, entry in listed.items() if folder]
            return _packed({**whole, "docs": [*_flat(others.values()), *short]})

        def part(folder: str) -> str:
            near = [listed[each] for each in ("", _track(folder)) if each in listed]
            near += _flat(entries for page, entries in others.items() if page and _at_top(page))
            own = [_moved(entry, entry["location"][len(folder) :]) for entry in programs[folder]]
            far = [_moved(entry, _ROOT + entry["location"]) for entry in near]
            return _packed({**whole, "docs": own + far})

        made = {INDEX: general}
        for folder in self._topics:
            made[folder + INDEX] = partial(part, folder)
            made[folder + MAP] = partial(_map, maps[folder])
        return LazyFiles(made)

    def _sorted(
        self, entries: Iterable[Entry]
    ) -> tuple[Mapping[str, list[Entry]], Mapping[str, Entry], Mapping[str, list[Entry]]]:
        """The entries of each program; one for each page that lists others; those of all else.

        Home is among all else, too. Pages are named by their address, without ``index.html``.
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
    """Whether a page stands at the top of the site."""
    return len(PurePosixPath(page).parts) == 1


def _summary(address: str, entries: Sequence[Entry], topic: str | None) -> Entry:
    """What a page is found by without its texts: title, topic, and the first paragraph."""
    found = [_PARAGRAPH.search(entry["text"]) for entry in entries]
    first = next((paragraph[0] for paragraph in found if paragraph), "")
    about = f"<p>{escape(topic, quote=False)}</p> " if topic else ""
    return {**_moved(entries[0], address), "text": about + first}


def _moved(entry: Entry, location: str) -> Entry:
    return {**entry, "location": location}


def _flat(pages: Iterable[Iterable[Entry]]) -> list[Entry]:
    return [entry for entries in pages for entry in entries]


def _map(urls: Iterable[str]) -> str:
    places = "".join(f"<url><loc>{url}</loc></url>\n" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{places}</urlset>\n'


def _packed(data: Any) -> str:
    """JSON as the search writes it."""
    return json.dumps(data, separators=(",", ":"), default=str)
