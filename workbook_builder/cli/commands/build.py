"""The command ``workbook build``, which builds the site and the coach's edition."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import (
    contents,
    counted,
    examples,
    progress,
    short_path,
)
from workbook_builder.cli.practice_folder import configuration

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.practice.practice import Practice
    from workbook_builder.print.press import Press
    from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin
    from workbook_builder.publish.mkdocs_site import SiteConfig


@click.command(
    "build",
    epilog=examples(
        "workbook build",
        "workbook build --strict -f my-practice/mkdocs.yml",
        "workbook build --only wellness/stress-management",
        "workbook build --only toolbox/values-sort",
        "workbook build --cluster tcp://10.0.0.1:8786",
    ),
)
@configuration
@click.option("--strict", is_flag=True, help="Fail if the site engine gives warnings.")
@click.option(
    "--only",
    metavar="PART",
    help="Build only a part: a track, TRACK/PROGRAM, toolbox, or toolbox/WORKSHEET.",
)
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "properdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="The site engine that turns the pages into HTML.",
)
@click.option(
    "--portable",
    is_flag=True,
    help="Also write each program, and the toolbox, as one HTML file, to portable/.",
)
@click.option("--cluster", metavar="ADDRESS", help="Make the PDFs on a Dask cluster.")
def command(
    config_file: Path,
    strict: bool,
    only: str | None,
    engine: str,
    portable: bool,
    cluster: str | None,
) -> None:
    """Build the site with all PDFs, and the coach's edition.

    The site is written to the folder that mkdocs.yml names. The coach's edition is written to
    coach/ next to mkdocs.yml; it is for you only, and never a part of the site. A folder that an
    earlier build made is replaced when the new one is complete. Other files in it are never
    deleted: hidden ones such as .git are kept, and any other stops the build.
    """
    if engine == "properdocs":
        _use_properdocs()
    from workbook_builder.practice.language_folders import in_all_languages
    from workbook_builder.practice.practice import Practice
    from workbook_builder.print.dask_cluster import cluster as connected
    from workbook_builder.print.press import Press
    from workbook_builder.publish.mkdocs_site import build_site, load_site
    from workbook_builder.publish.portable_files import portable_files
    from workbook_builder.publish.site_folders import coach_folder, portable_folder
    from workbook_builder.storage.built_folder import building_folder, check_built
    from workbook_builder.storage.private_files import write_private_tree

    started = time.monotonic()
    with ExitStack() as stack:
        config, plugin = load_site(config_file, strict=strict)
        practice = plugin.open(config, only)
        coach = coach_folder(config)
        check_built(coach)
        practices = (practice, *practice.in_further_languages())
        guides = in_all_languages(practices, Practice.guides)
        programs = in_all_languages(practices, portable_files) if portable else {}
        if portable:
            check_built(portable_folder(config))
        steps = len(programs) + len(guides)
        steps += sum(len(each.pages()) + len(each.sheets()) for each in practices)
        remote = stack.enter_context(connected(cluster)) if cluster else None
        step = stack.enter_context(progress("Building", steps))
        press = stack.enter_context(Press(step, remote=remote, fingerprint=practice.fingerprint))
        site = Path(config.site_dir)
        if engine == "zensical":
            _build_with_zensical(config, plugin, practice, press, strict=strict)
        else:
            build_site(config, plugin, press, step)
        press.begin(guides)
        with building_folder(coach) as folder:
            folder.chmod(0o700)
            write_private_tree(press.finish(), folder)
        if portable:
            _write_programs(programs, portable_folder(config), step)
    pages = counted(sum(1 for _ in site.rglob("*.html")), "page")
    documents = counted(sum(1 for _ in site.rglob("*.pdf")), "PDF")
    if "docx" in practice.workbook.formats:
        in_word = counted(sum(1 for _ in site.rglob("*.docx")), "Word document")
        documents = f"{documents}, {in_word}"
    guided = counted(len(guides), "coach guide")
    click.echo(
        f"{contents(practice.workbook)}: {pages} and {documents} in {short_path(site)},"
        f" {guided} in {short_path(coach)}, {time.monotonic() - started:.1f} s."
    )
    if portable:
        place = short_path(portable_folder(config))
        count = counted(len(programs), "file")
        click.echo(f"{count} to send or to carry, each with all that it needs, in {place}.")
    click.echo(
        "Look at the site with `workbook serve`: opened as files, its pages cannot keep answers.\n"
        f"To publish it, upload all that is in {short_path(site)} to a web host."
    )


def _use_properdocs() -> None:
    """Have ProperDocs build the site. Called before anything imports MkDocs."""
    from workbook_builder.publish.properdocs_engine import use_properdocs

    try:
        use_properdocs()
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "ProperDocs is not installed; run `python -m pip install properdocs`"
        ) from error


def _write_programs(programs: Mapping[str, str], folder: Path, step: Callable[[], object]) -> None:
    """Write each program as one file, and say which files are large."""
    from workbook_builder.publish.portable_files import LARGEST
    from workbook_builder.storage.built_folder import building_folder
    from workbook_builder.storage.output_tree import write_tree

    with building_folder(folder) as new:
        for name in programs:
            content = programs[name].encode()
            write_tree({name: content}, new)
            step()
            if len(content) > LARGEST:
                click.echo(
                    f"{name} has {len(content) / 1e6:.0f} MB, more than many mail programs send."
                    " Use smaller pictures in its worksheets.",
                    err=True,
                )


def _build_with_zensical(
    config: "SiteConfig",
    plugin: "WorkbookPlugin",
    practice: "Practice",
    press: "Press",
    *,
    strict: bool,
) -> None:
    """Export the site, build it with Zensical, and move the result to the site folder."""
    from workbook_builder.practice.language_folders import in_all_languages
    from workbook_builder.practice.practice import Practice
    from workbook_builder.publish.custom_theme import custom_folder
    from workbook_builder.publish.export import exported
    from workbook_builder.publish.offline_lists import offline_lists
    from workbook_builder.storage.built_folder import building_folder, check_built
    from workbook_builder.storage.output_tree import write_tree

    site = Path(config.site_dir)
    check_built(site)
    practices = (practice, *practice.in_further_languages())
    press.begin(in_all_languages(practices, Practice.sheets))
    with TemporaryDirectory(prefix=".export-", dir=site.parent) as folder:
        first = Path(folder)
        for each in practices:
            own = plugin.own_pages(config, each)
            source = first / each.workbook.folder
            write_tree(exported(each, own, config.site_url, custom_folder(config)), source)
            _run_zensical(source, strict=strict)
            if source != first:
                (source / "site").rename(first / "site" / each.workbook.folder)
        with building_folder(site) as new:
            for path in (first / "site").iterdir():
                path.rename(new / path.name)
            write_tree(press.finish(), new)
            for each in practices:
                place = new / each.workbook.folder
                write_tree(offline_lists(each, place), place)


def _run_zensical(folder: Path, *, strict: bool) -> None:
    """Build the site that a folder was exported to."""
    command = [sys.executable, "-m", "zensical", "build", *(["--strict"] if strict else [])]
    result = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace"
    )
    if result.returncode:
        raise click.ClickException(
            f"Zensical could not build the site:\n{result.stdout}{result.stderr}"
            "\nIs it installed? pip install zensical"
        )
