"""The state of a preview: the last good site, the current problems, and clients waiting for news.

Every change sets up a new site. It replaces the previous one if it has no problems and the pages
that are open can be rendered.
"""

import json
import logging
import shutil
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from workbook_builder.preview import responses as answers
from workbook_builder.preview.responses import Response
from workbook_builder.preview.troubles import LogCollector, Trouble, page, told
from workbook_builder.print.document import Document
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.publish.on_demand_languages import OnDemandLanguages
from workbook_builder.publish.on_demand_site import (
    RunningPlugins,
    preview_configuration,
    watched_places,
)
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.file_watcher import FileWatcher
from workbook_builder.storage.memo import Memo

_SEARCHED = 20  # how many of the recently opened pages are searchable
_CHECKED = 3  # how many of the recently opened pages are checked after each change
_AFFECT_EVERY_PAGE = {".html", ".j2", ".po", ".py"}


class Preview:
    """The site that a server shows. Call `update` at the start and after each change.

    Attributes:
        version: A number that increases with each change of the site or its problems.
        troubles: The current problems.
        watch: The watcher of all files that the site depends on.
        mount: The URL path of the site, with a slash at the end.
    """

    def __init__(
        self, config_file: Path, folder: Path, address: str, say: Callable[[str], None]
    ) -> None:
        """Prepare a preview; `update` sets up the site.

        Args:
            config_file: The configuration of MkDocs.
            folder: An empty folder for the files of the site.
            address: Host and port, as in links to the site.
            say: Prints a message to the author.
        """
        self.version = 0
        self.troubles: tuple[Trouble, ...] = ()
        self.watch = FileWatcher({config_file.absolute()})
        self.mount = "/"
        self._config_file = config_file
        self._folder = folder
        self._address = address
        self._say = say
        self._log = LogCollector(say)
        self._lock = threading.RLock()  # MkDocs is not thread-safe
        self._printing = threading.Lock()
        self._news = threading.Condition()
        self._plugins: RunningPlugins | None = None
        self._site: OnDemandLanguages | None = None
        self._look = ""
        self._of_site: tuple[Trouble, ...] = ()
        self._of_files: dict[str, tuple[Trouble, ...]] = {}
        self._memo = Memo()
        self._compiled: dict[str, bytes] = {}
        kept = cache_folder()
        self._pdfs: MutableMapping[str, bytes] = DiskCache(kept) if kept else {}
        self._open: Counter[str] = Counter()
        self._opened: deque[str] = deque(maxlen=_SEARCHED)
        logging.getLogger("mkdocs").handlers = [self._log]

    # -- Changes ------------------------------------------------------------------------------

    def update(self, changed: Collection[Path] = ()) -> None:
        """Set up the site again; if there are problems, keep the last good one."""
        started = time.monotonic()
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        with self._lock:
            try:
                site = self._set_up(folder)
                self._of_site, look = self._failing(site, changed), site.look()
            except Exception as error:
                self._of_site = self._explained(error)
            if self._of_site:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                if self._site:
                    shutil.rmtree(self._site.folder, ignore_errors=True)
                self._site, self._look, self.mount = site, look, site.mount
                self._of_files.clear()
                if changed:
                    some = sorted(path.name for path in changed)
                    names = ", ".join(some) if len(some) < 4 else f"{len(some)} files"
                    seconds = time.monotonic() - started
                    self._say(f"{time.strftime('%H:%M:%S')} {names}: {seconds:.2f} s")
        self._tell()

    def _set_up(self, folder: Path) -> OnDemandLanguages:
        with explaining():
            config, plugin = preview_configuration(self._config_file, folder, self._address)
            self._plugins = self._plugins or RunningPlugins(config)
            # Start watching before anything is read, so that no change is missed.
            self.watch.move(self._plugins.places | watched_places(config, plugin))
            # Find problems in the content before any plugin is told about a new site.
            practice = plugin.open(config, memo=self._memo, compiled=self._compiled)
            return OnDemandLanguages(config, practice, self._compiled)

    def _failing(self, site: OnDemandLanguages, changed: Collection[Path]) -> tuple[Trouble, ...]:
        """The problems of the open pages, and sometimes of samples of others.

        Samples are checked at the start, and when templates or the configuration change.
        """
        opened = [*self._open, *list(self._opened)[-_CHECKED:]]
        paths = dict.fromkeys(["index.html", *opened])
        if not changed or any(
            path.suffix in _AFFECT_EVERY_PAGE or path == self._config_file.absolute()
            for path in changed
        ):
            paths |= dict.fromkeys(site.samples())
        found: dict[Trouble, None] = {}
        for path in paths:
            try:
                with explaining():
                    site.documents[path] if path in site.documents else site.file(path)
            except Exception as error:
                found |= dict.fromkeys(self._explained(error))
        return tuple(found)

    def _explained(self, error: Exception) -> tuple[Trouble, ...]:
        return self._log.troubles(error, str(self._config_file))

    def _tell(self) -> None:
        """Notify all clients, and print the current problems unless they were printed before."""
        of_files = [trouble for each in self._of_files.values() for trouble in each]
        troubles = tuple(dict.fromkeys([*self._of_site, *of_files]))
        if troubles != self.troubles:
            stays = " The last good site stays up." if self._site else ""
            self._say(f"\n{told(troubles)}{stays}\n" if troubles else "All problems are fixed.")
        with self._news:
            self.troubles = troubles
            self.version += 1
            self._news.notify_all()

    def close(self) -> None:
        """Shut down the plugins. From now on there is no site."""
        with self._lock:  # wait for a page that is being rendered
            self._site = None
            if self._plugins:
                self._plugins.shut_down()

    # -- Requests -----------------------------------------------------------------------------

    def wait(self, version: int, seconds: float) -> int:
        """Wait until the version differs from a known one, or some seconds have passed."""
        with self._news:
            self._news.wait_for(lambda: self.version != version, seconds)
            return self.version

    @contextmanager
    def opened(self, url: str) -> Iterator[None]:
        """Mark a page as open in a browser while the block runs."""
        path = self._path(url) or ""
        with self._lock:
            self._open[path] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open -= Counter([path])

    def news(self) -> str:
        """The current problems as JSON."""
        return json.dumps([{"text": each.text, "code": each.code} for each in self.troubles])

    def response(self, url: str) -> Response:
        """The response for a URL path.

        Args:
            url: The path, percent-decoded, without host and query.
        """
        if url.startswith(answers.OWN_FOLDER):
            return answers.own(url.removeprefix(answers.OWN_FOLDER))
        path, site = self._path(url), self._site
        if path and site and not (path in site or path in site.documents):
            self._open_again(site)
        with self._lock:
            path, site = self._path(url), self._site
            if site is None:
                return answers.page(503, page(self._of_site, answers.OWN_FOLDER))
            if path is None:
                above = site.mount.startswith(f"{url.rstrip('/')}/")
                return answers.moved(quote(site.mount)) if above else answers.missing()
            try:
                with explaining():
                    if path not in site.documents:
                        return self._file(site, url, path)
                    document = site.documents[path]
            except Exception as error:
                return self._failed(path, self._explained(error))
        return self._pdf(path, document)

    def _open_again(self, site: OnDemandLanguages) -> None:
        """Render the recently opened pages. Plugins need them for files like the search index."""
        for path in tuple(self._opened):
            with self._lock, suppress(Exception):  # shown when somebody opens the page
                site.file(path)

    def _path(self, url: str) -> str | None:
        """The path of a file in the site for a URL path; None if it is outside the site."""
        if not url.startswith(self.mount):
            return None
        path = url.removeprefix(self.mount)
        return f"{path}index.html" if path.endswith("/") or not path else path

    def _file(self, site: OnDemandLanguages, url: str, path: str) -> Response:
        if path.rpartition("/")[2] == "service-worker.js":
            return answers.worker()
        if f"{path}/index.html" in site:
            return answers.moved(f"{quote(url)}/")
        found, status = site.file(path), 200
        if found is None:
            found, status = site.lost(path), 404
        self._fixed(path)
        if found is None:
            return answers.missing()
        if found.suffix != ".html":
            return answers.file(found)
        if status == 200:
            if path in self._opened:
                self._opened.remove(path)
            self._opened.append(path)
        return answers.page(status, found.read_bytes(), self._look)

    def _pdf(self, path: str, document: Document) -> Response:
        try:
            with self._printing, Press(cache=self._pdfs) as press:
                press.begin({path: document})
                made = press.finish()[path]
        except WorkbookError as error:
            return self._failed(path, self._explained(error))
        self._fixed(path)
        return answers.document(path, made)

    def _failed(self, path: str, troubles: tuple[Trouble, ...]) -> Response:
        if self._of_files.get(path) != troubles:
            self._of_files[path] = troubles
            self._tell()
        return answers.page(500, page(troubles, answers.OWN_FOLDER))

    def _fixed(self, path: str) -> None:
        if self._of_files.pop(path, None):
            self._tell()
