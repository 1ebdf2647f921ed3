"""The command that makes the site and the coach's edition: ``workbook build``."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import (
    configuration,
    configured,
    contents,
    counted,
    examples,
    explained,
    progress,
    short_path,
)

if TYPE_CHECKING:  # commands import what they need, so that --help answers at once
    from mkdocs.config.defaults import MkDocsConfig

    from workbook_builder.practice.practice import Practice
    from workbook_builder.print.press import Press
    from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin


@click.command(
    "build",
    epilog=examples(
        "workbook build",
        "workbook build --strict -f my-practice/mkdocs.yml",
        "workbook build --only wellness/stress-management",
        "workbook build --cluster tcp://10.0.0.1:8786",
    ),
)
@configuration
@click.option("--strict", is_flag=True, help="Stop at the first warning of the site's engine.")
@click.option("--only", metavar="TRACK[/PROGRAM]", help="Make a site of this part alone.")
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What makes a site of the pages.",
)
@click.option("--cluster", metavar="ADDRESS", help="Print with the workers of a Dask cluster.")
def command(
    config_file: Path, strict: bool, only: str | None, engine: str, cluster: str | None
) -> None:
    """Make the site with all PDFs, and the coach's edition beside it.

    The site goes where mkdocs.yml says, the coach's edition to coach/ beside mkdocs.yml: it is
    for you alone, and never a part of the site. Either is replaced only when it is whole.
    """
    from workbook_builder.print.dask_cluster import cluster as connected
    from workbook_builder.print.press import Press
    from workbook_builder.storage.folder_replacement import replacing_folder
    from workbook_builder.storage.output_tree import write_tree

    started = time.monotonic()
    with explained(), ExitStack() as stack:
        config, plugin = configured(config_file, strict=strict)
        practice = plugin.open(config, only)
        guides = practice.guides()
        steps = len(practice.pages()) + len(practice.sheets()) + len(guides)
        elsewhere = stack.enter_context(connected(cluster)) if cluster else None
        step = stack.enter_context(progress("Building", steps))
        press = stack.enter_context(
            Press(step, elsewhere=elsewhere, fingerprint=practice.fingerprint)
        )
        site = Path(config.site_dir)
        if engine == "mkdocs":
            _build_with_mkdocs(config, plugin, press, step)
        else:
            _build_with_zensical(config, practice, press, strict=strict)
        press.begin(guides)
        coach = config_file.absolute().parent / "coach"
        with replacing_folder(coach) as folder:
            write_tree(press.finish(), folder)
    pages = counted(sum(1 for _ in site.rglob("*.html")), "page")
    pdfs = counted(sum(1 for _ in site.rglob("*.pdf")), "PDF")
    guided = counted(len(guides), "coach guide")
    click.echo(
        f"{contents(practice.workbook)}: {pages} and {pdfs} in {short_path(site)},"
        f" {guided} in {short_path(coach)}, {time.monotonic() - started:.1f} s."
    )
    click.echo(f"Open {short_path(site / 'index.html')}, or see it served: workbook serve")


def _build_with_mkdocs(
    config: "MkDocsConfig", plugin: "WorkbookPlugin", press: "Press", step: Callable[[], None]
) -> None:
    from mkdocs.commands.build import build as build_site

    plugin.print_with(press, step)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_site(config)
    finally:
        plugin.close()


def _build_with_zensical(
    config: "MkDocsConfig", practice: "Practice", press: "Press", *, strict: bool
) -> None:
    """Export, let Zensical make a site of it, and take that."""
    from workbook_builder.publish.export import exported
    from workbook_builder.storage.folder_replacement import replacing_folder
    from workbook_builder.storage.output_tree import write_tree

    press.begin(practice.sheets())
    site = Path(config.site_dir)
    with TemporaryDirectory(prefix=".export-", dir=site.parent) as folder:
        source = Path(folder)
        write_tree(exported(practice, Path(config.docs_dir), config.site_url), source)
        command = [sys.executable, "-m", "zensical", "build", *(["--strict"] if strict else [])]
        result = subprocess.run(command, cwd=source, capture_output=True, text=True)
        if result.returncode:
            raise click.ClickException(
                f"Zensical did not make the site:\n{result.stdout}{result.stderr}"
                "\nIs it installed? pip install zensical"
            )
        with replacing_folder(site) as new:
            for path in (source / "site").iterdir():
                path.rename(new / path.name)
            write_tree(press.finish(), new)
