"""The command ``workbook publish``, which says how to publish a site, and what is wrong with it."""

import sys
from pathlib import Path

import click

from workbook_builder.cli.console import all_counted, counted, examples, short_path
from workbook_builder.cli.practice_folder import configuration
from workbook_builder.publish.hosts import HOSTS, Host, host_of


@click.command(
    "publish",
    epilog=examples(
        "workbook publish",
        "workbook publish --check",
        "workbook publish --check public --host gitlab",
    ),
)
@click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path))
@configuration
@click.option("--check", is_flag=True, help="Say what is wrong with the built site.")
@click.option(
    "--host",
    type=click.Choice(list(HOSTS)),
    help="The host that publishes the site; by default, the one whose workflow the practice has.",
)
def command(site: Path | None, config_file: Path, check: bool, host: str | None) -> None:
    """Say how to publish the site, or check it before clients see it.

    Nothing is uploaded: your host does that, or a program for uploads. With --check, everything is
    reported that is wrong with the folder SITE, which a build has made: its address, files that
    are missing or not for clients, sentences for coaches, links that lead nowhere, the limits of
    your host, and texts that you still have to fill in. SITE is by default the folder that
    mkdocs.yml names.
    """
    from workbook_builder.publish.built_site import BuiltSite
    from workbook_builder.publish.file_checks import megabytes
    from workbook_builder.publish.mkdocs_site import load_site
    from workbook_builder.publish.site_checks import Sources, site_problems

    config, plugin = load_site(config_file)
    by = HOSTS[host] if host else host_of(config_file.absolute().parent)
    folder = site or Path(config.site_dir)
    if not check:
        click.echo(_ways(by, short_path(folder)))
        return
    content, templates = Path(plugin.config.content), Path(plugin.config.templates)
    practice = plugin.open(config)
    sources = Sources(config_file, content, Path(config.docs_dir), templates)
    built = BuiltSite.at(folder)
    found = site_problems(built, practice, sources, by)
    for each in found:
        click.echo(f"{each}\n")
    size = megabytes(sum(built.sizes.values()))
    click.echo(all_counted(found) if found else "No problems.")
    click.echo(
        f"{short_path(folder)}: {counted(len(built.sizes), 'file')}, {size}"
        f"{f', for {built.address}' if built.address else ''}."
    )
    sys.exit(bool(found))


def _ways(host: Host | None, site: str) -> str:
    """How to publish a site."""
    before = f"First build the site and check it:\n{_BEFORE}\n"
    if host and host.workflow:
        return (
            f"{before}{host.name} builds and publishes this site itself, after each push to its"
            f" repository: see {host.workflow}."
        )
    return (
        f"{before}Then upload all that is in {site}, with one of these:\n"
        f"  npx wrangler pages deploy {site}\n"
        f"  rsync -av --delete-after {site}/ USER@HOST:FOLDER/\n"
        f"  lftp -e 'mirror --reverse --delete {site} FOLDER; quit' sftp://USER@HOST\n"
        "Or have GitHub, GitLab or Netlify build it after each push, with the workflow that"
        " `workbook new practice --host HOST` writes."
    )


_BEFORE = "  workbook build --strict\n  workbook publish --check"
