"""The command ``workbook``: the only module that prints and exits."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook_builder import __version__
from workbook_builder.problems import Problem, WorkbookError

if TYPE_CHECKING:  # commands import what they need, so that --help answers at once
    from mkdocs.config.defaults import MkDocsConfig

    from workbook_builder.mkdocs_plugin import WorkbookPlugin
    from workbook_builder.model import Workbook

_config = click.option(
    "-f",
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The configuration of the site.",
)


def _examples(*lines: str) -> str:
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples(
        "workbook check              say what is wrong in content/",
        "workbook serve              see the site while you write",
        "workbook build              make site/ and coach/",
        "workbook export plain       make a site for another engine",
    ),
)
@click.version_option(__version__, prog_name="workbook")
def main() -> None:
    """Turn coaching programs in YAML into a website and printable worksheets.

    Exit code: 0 all is well, 1 there are problems in the content, 2 wrong usage.
    """


@main.command(epilog=_examples("workbook check", "workbook check my-practice/content"))
@click.argument(
    "content", type=click.Path(exists=True, file_okay=False, path_type=Path), default="content"
)
@click.option("--strict", is_flag=True, help="Take advice for problems.")
def check(content: Path, strict: bool) -> None:
    """Say everything that is wrong in the CONTENT folder, and where; and what could be better."""
    from workbook_builder.advice import advice, sheet_paths
    from workbook_builder.practice import Practice
    from workbook_builder.press import page_counts

    content = content.absolute()
    with _explained():
        practice = Practice.open(content, content.parent / "templates")
        paths = sheet_paths(practice.workbook)
        pages = page_counts(each for each in practice.documents if each.path in paths)
        found = advice(practice.workbook, content, pages)
        if found and strict:
            raise WorkbookError(found)
    for each in found:
        click.echo(f"{each}\n")
    advised = f", {_of(len(found), 'piece')} of advice" if found else ""
    click.echo(f"No problems: {_counted(practice.workbook)}{advised}.")


@main.command(
    epilog=_examples("workbook build", "workbook build --strict -f my-practice/mkdocs.yml")
)
@_config
@click.option("--strict", is_flag=True, help="Stop at the first warning of the site's engine.")
def build(config_file: Path, strict: bool) -> None:
    """Make the site with all PDFs, and the coach's edition beside it.

    The site goes where mkdocs.yml says, the coach's edition to coach/ beside mkdocs.yml: it is
    for you alone, and never a part of the site. Either is replaced only when it is whole.
    """
    from mkdocs.commands.build import build as build_site

    from workbook_builder.press import Press
    from workbook_builder.tree import put, replacing

    started = time.monotonic()
    with _explained(), ExitStack() as stack:
        config, plugin = _site(config_file, strict=strict)
        practice = plugin.open()
        guides = [document for document in practice.documents if document.coach]
        steps = len(practice.documents) + sum(path.endswith(".md") for path in practice.site())
        plugin.step = stack.enter_context(_progress("Building", steps))
        stack.callback(plugin.close)
        press = stack.enter_context(Press(plugin.step))
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
        press.begin(guides)
        coach = config_file.absolute().parent / "coach"
        with replacing(coach) as folder:
            put(press.finish(), folder)
    site = Path(config.site_dir)
    pages = sum(1 for _ in site.rglob("*.html"))
    pdfs = sum(1 for _ in site.rglob("*.pdf"))
    click.echo(
        f"{_counted(practice.workbook)}: {pages} pages and {pdfs} PDFs in {_short(site)},"
        f" {len(guides)} coach guides in {_short(coach)}, {time.monotonic() - started:.1f} s."
    )
    click.echo(f"Open {_short(site / 'index.html')}, or see it served: workbook serve")


@main.command(epilog=_examples("workbook serve", "workbook serve --open --address localhost:9000"))
@_config
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.")
@click.option("-o", "--open", "open_", is_flag=True, help="Open it in the browser.")
def serve(config_file: Path, address: str | None, open_: bool) -> None:
    """Show the site, and build it again whenever a file changes."""
    from mkdocs.commands.serve import serve as serve_site

    with _explained():
        _, plugin = _site(config_file)
        plugin.open()
        logging.getLogger("mkdocs").setLevel(logging.INFO)
        more: dict[str, Any] = {"dev_addr": address} if address else {}
        serve_site(str(config_file), livereload=True, open_in_browser=open_, **more)


@main.command(epilog=_examples("workbook export plain", "workbook export ../site-for-zensical"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_config
def export(folder: Path, config_file: Path) -> None:
    """Write pages, PDFs, theme and a plain mkdocs.yml to FOLDER, for any other engine.

    FOLDER must not hold anything but an earlier export.
    """
    from workbook_builder.export import MARK, exported
    from workbook_builder.press import Press
    from workbook_builder.tree import put, replacing

    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise click.UsageError(f"{folder} holds other files; name a new or empty folder.")
    with _explained(), ExitStack() as stack:
        config, plugin = _site(config_file)
        practice = plugin.open()
        printed = [document for document in practice.documents if not document.coach]
        bar = stack.enter_context(_progress("Exporting", len(printed)))
        press = stack.enter_context(Press(bar))
        press.begin(printed)
        tree = exported(practice, Path(config.docs_dir), config.site_url)
        pdfs = press.finish()
        with replacing(folder) as new:
            put(tree, new)
            put({f"docs/{path}": pdf for path, pdf in pdfs.items()}, new)
    click.echo(f"{len(tree) + len(pdfs)} files in {_short(folder)}. Next: mkdocs build there.")


# -- shared ------------------------------------------------------------------------------------


def _site(config_file: Path, *, strict: bool = False) -> "tuple[MkDocsConfig, WorkbookPlugin]":
    """The configuration of MkDocs, and our plugin in it."""
    from mkdocs.config import load_config

    from workbook_builder.mkdocs_plugin import WorkbookPlugin

    _show_warnings()
    config = load_config(str(config_file), strict=strict or None)
    for plugin in config.plugins.values():
        if isinstance(plugin, WorkbookPlugin):
            return config, plugin
    hint = "add the line `- workbook` under `plugins:`"
    problem = Problem(str(config_file), 0, 0, "the plugin `workbook` is not used here", hint)
    raise WorkbookError([problem])


@contextmanager
def _explained() -> Iterator[None]:
    """Print what is wrong and exit with 1, instead of a traceback."""
    from mkdocs.exceptions import Abort, MkDocsException

    from workbook_builder.templating import explaining

    try:
        with explaining():
            yield
    except WorkbookError as error:
        files = len({problem.file for problem in error.problems})
        click.echo(str(error), err=True)
        click.echo(f"\n{_of(len(error.problems), 'problem')} in {_of(files, 'file')}.", err=True)
        sys.exit(1)
    except (Abort, MkDocsException) as error:
        click.echo(f"workbook: {error}", err=True)
        sys.exit(1)


@contextmanager
def _progress(label: str, length: int) -> "Iterator[Callable[[], None]]":
    """A bar that moves by one at each call, from any thread."""
    lock = threading.Lock()
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def step() -> None:
            with lock:
                bar.update(1)

        yield step


def _show_warnings() -> None:
    """Let the warnings of MkDocs and its plugins reach the reader, each in a line."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.handlers = [handler]


def _counted(workbook: "Workbook") -> str:
    programs = [program for _, program in workbook.programs()]
    sheets = sum(len(program.worksheets) for program in programs)
    return f"{_of(len(programs), 'program')} with {_of(sheets, 'worksheet')}"


def _of(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _short(path: Path) -> str:
    """A path as short as it can be said from here."""
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
