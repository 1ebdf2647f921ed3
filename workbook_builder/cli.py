"""The command ``workbook``: its commands but those that print answers."""

import logging
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook_builder import __version__
from workbook_builder.cli_check import check, explain
from workbook_builder.cli_print import answers, print_
from workbook_builder.console import (
    configuration,
    configured,
    contents,
    examples,
    explained,
    progress,
    short_path,
)

if TYPE_CHECKING:  # commands import what they need, so that --help answers at once
    pass


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "workbook check              say what is wrong in content/",
        "workbook serve              see the site while you write",
        "workbook build              make site/ and coach/",
        "workbook export plain       make a site for another engine",
        "workbook print mine.json    print worksheets with your answers in them",
    ),
)
@click.version_option(__version__, prog_name="workbook")
def main() -> None:
    """Turn coaching programs in YAML into a website and printable worksheets.

    Exit code: 0 all is well, 1 there are problems in the content, 2 wrong usage.
    """


main.add_command(answers)
main.add_command(print_)
main.add_command(check)
main.add_command(explain)


@main.command(
    epilog=examples("workbook build", "workbook build --strict -f my-practice/mkdocs.yml")
)
@configuration
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
    with explained(), ExitStack() as stack:
        config, plugin = configured(config_file, strict=strict)
        practice = plugin.open(config)
        guides = [document for document in practice.documents if document.coach]
        steps = len(practice.documents) + sum(path.endswith(".md") for path in practice.site())
        plugin.step = stack.enter_context(progress("Building", steps))
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
        f"{contents(practice.workbook)}: {pages} pages and {pdfs} PDFs in {short_path(site)},"
        f" {len(guides)} coach guides in {short_path(coach)}, {time.monotonic() - started:.1f} s."
    )
    click.echo(f"Open {short_path(site / 'index.html')}, or see it served: workbook serve")


@main.command(epilog=examples("workbook serve", "workbook serve --open --address localhost:9000"))
@configuration
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.")
@click.option("-o", "--open", "open_", is_flag=True, help="Open it in the browser.")
def serve(config_file: Path, address: str | None, open_: bool) -> None:
    """Show the site, and build it again whenever a file changes."""
    from mkdocs.commands.serve import serve as serve_site

    with explained():
        config, plugin = configured(config_file)
        plugin.open(config)
        logging.getLogger("mkdocs").setLevel(logging.INFO)
        more: dict[str, Any] = {"dev_addr": address} if address else {}
        serve_site(str(config_file), livereload=True, open_in_browser=open_, **more)


@main.command(epilog=examples("workbook export plain", "workbook export ../site-for-zensical"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@configuration
def export(folder: Path, config_file: Path) -> None:
    """Write pages, PDFs, theme and a plain mkdocs.yml to FOLDER, for any other engine.

    FOLDER must not hold anything but an earlier export.
    """
    from workbook_builder.export import MARK, exported
    from workbook_builder.press import Press
    from workbook_builder.tree import put, replacing

    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise click.UsageError(f"{folder} holds other files; name a new or empty folder.")
    with explained(), ExitStack() as stack:
        config, plugin = configured(config_file)
        practice = plugin.open(config)
        printed = [document for document in practice.documents if not document.coach]
        bar = stack.enter_context(progress("Exporting", len(printed)))
        press = stack.enter_context(Press(bar))
        press.begin(printed)
        tree = exported(practice, Path(config.docs_dir), config.site_url)
        pdfs = press.finish()
        with replacing(folder) as new:
            put(tree, new)
            put({f"docs/{path}": pdf for path, pdf in pdfs.items()}, new)
    click.echo(f"{len(tree) + len(pdfs)} files in {short_path(folder)}. Next: mkdocs build there.")
