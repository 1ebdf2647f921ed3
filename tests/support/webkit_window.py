"""A window of WebKit that prints, and whose storage outlives it; WebDriver's can do neither.

It is a program of its own, run by the Python of the system, which has the bindings of GTK. Commands
are lines of JSON on standard input, and so are the answers on standard output:

    {"visit": "http://…"}     opens an address, and answers once it has loaded
    {"script": "return 1"}    the body of an async function; answers with what it returns
    {"print": "/tmp/a.pdf"}   prints as Ctrl+P does, on A4

An answer is {"value": …} or {"error": "…"}. `webkit_window_client` is the other side.
"""

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

MARGIN = 12  # millimeters, as in our style sheet; WebKit expects it here as well


class Window:
    """One page, in a profile."""

    def __init__(self, profile: Path) -> None:
        data = WebKit2.WebsiteDataManager(
            base_data_directory=str(profile / "data"), base_cache_directory=str(profile / "cache")
        )
        context = WebKit2.WebContext.new_with_website_data_manager(data)
        self.view = WebKit2.WebView.new_with_context(context)
        self.view.connect("load-changed", self._loaded)
        self.view.connect("load-failed", self._failed)
        # A dialog of the page would wait for somebody; nor is there a printer to choose.
        self.view.connect("script-dialog", lambda *_: True)
        self.view.connect("print", lambda *_: True)
        window = Gtk.Window(default_width=1200, default_height=900)
        window.add(self.view)
        window.show_all()

    def visit(self, url: str) -> None:
        self.loading = True
        self.view.load_uri(url)

    def _loaded(self, view: Any, event: Any) -> None:
        if event == WebKit2.LoadEvent.FINISHED and self.loading:
            self.loading = False
            answer(value=view.get_uri())

    def _failed(self, view: Any, event: Any, url: str, error: Any) -> None:
        if self.loading:
            self.loading = False
            answer(error=f"{url}: {error.message}")

    def script(self, code: str) -> None:
        self.view.call_async_javascript_function(code, -1, None, None, None, None, self._run, None)

    def _run(self, view: Any, result: Any, _: Any) -> None:
        try:
            value = view.call_async_javascript_function_finish(result)
        except GLib.Error as error:
            answer(error=error.message)
        else:
            text = value.to_json(0)
            answer(value=json.loads(text) if text else None)

    def print(self, path: str) -> None:
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path(path).as_uri())
        page = Gtk.PageSetup()
        page.set_paper_size(Gtk.PaperSize.new("iso_a4"))
        for set_margin in (
            page.set_top_margin,
            page.set_bottom_margin,
            page.set_left_margin,
            page.set_right_margin,
        ):
            set_margin(MARGIN, Gtk.Unit.MM)
        errors: list[str] = []
        self.printing = WebKit2.PrintOperation.new(self.view)
        self.printing.set_print_settings(settings)
        self.printing.set_page_setup(page)
        self.printing.connect("failed", lambda _, error: errors.append(error.message))
        self.printing.connect(
            "finished", lambda _: answer(error=errors[0]) if errors else answer(value=path)
        )
        self.printing.print_()


def answer(**content: Any) -> None:
    print(json.dumps(content), flush=True)


def obey(window: Window, source: Any) -> bool:
    """Start what the next line asks for; its answer comes later. The end of input ends all."""
    line = source.readline()
    if not line:
        Gtk.main_quit()
        return False
    match json.loads(line):
        case {"visit": url}:
            window.visit(url)
        case {"script": code}:
            window.script(code)
        case {"print": path}:
            window.print(path)
    return True


if __name__ == "__main__":
    shown = Window(Path(sys.argv[1]))
    GLib.io_add_watch(
        sys.stdin.fileno(),
        GLib.PRIORITY_DEFAULT,
        GLib.IO_IN | GLib.IO_HUP,
        lambda *_: obey(shown, sys.stdin),
    )
    Gtk.main()
