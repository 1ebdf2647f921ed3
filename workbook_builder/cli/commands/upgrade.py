"""The command ``workbook upgrade``, which moves a practice to another version."""

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder import __version__
from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.content_check import content_folder, content_report
from workbook_builder.cli.name_checks import one_of
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.starter.upgrade import Upgrade, Version


@click.command(
    "upgrade",
    epilog=examples(
        "workbook upgrade",
        "workbook upgrade ../workbook_builder-1.2.0-py3-none-any.whl",
        "workbook upgrade --write .gitignore",
    ),
)
@click.argument("wheel", required=False)
@configuration_if_named
@click.option(
    "-w",
    "--write",
    "taken",
    metavar="PATH",
    multiple=True,
    help="Replace this file with the one that a new practice has; can be repeated.",
)
def command(wheel: str | None, config_file: Path | None, taken: tuple[str, ...]) -> None:
    """Move a practice to another version of Workbook Builder, and say what is different.

    First install the new version, as you installed the old one. Then this command writes it into
    requirements.txt, from which your host installs it. It shows what the changelog says about the
    way there, where the workflow and the .gitignore of your practice differ from those that a new
    practice has, and what `workbook check` finds. No other file is changed, unless you name it
    with --write.

    WHEEL is the file of a version that is not installed yet. It is copied into packages/ of the
    practice. Nothing is fetched from the network.
    """
    from workbook_builder.starter import scaffold, upgrade

    root = need_practice(config_file)
    new = _wheel_version(wheel) if wheel else upgrade.running_version()
    runs = new.number == __version__
    files = {path: str(text) for path, text in scaffold.renewable(root).items()} if runs else {}
    for path in taken:
        one_of("file to replace", files, path)
    try:
        plan = upgrade.plan_upgrade(root, new)
    except upgrade.CannotUpgrade as error:
        raise click.UsageError(str(error)) from None
    _tell_upgrade(plan, new, upgrade.write_upgrade(plan, root))
    if not runs:
        click.echo(
            f"This is still Workbook Builder {__version__}. Install {new.number}, and run `workbook"
            " upgrade` again to see what it finds in your practice:\n"
        )
        if root.resolve() != Path.cwd():
            click.echo(f"  cd {short_path(root)}")
        click.echo(f"  python -m pip install -r {upgrade.FILE}\n  workbook upgrade")
        return
    _tell_differences(root, files, taken)
    report = content_report(content_folder(config_file))
    click.echo("What `workbook check` finds:\n")
    click.echo("".join(f"{each}\n\n" for each in report.problems) + report.summary, nl=False)
    sys.exit(report.failed)


def _wheel_version(name: str) -> "Version":
    """The version that a wheel installs."""
    from workbook_builder.starter.upgrade import version_of
    from workbook_builder.starter.wheel_file import UnreadableWheel, read_wheel

    path = Path(name)
    if not path.is_file():
        if path.suffix == ".whl":
            raise click.UsageError(f"there is no file {name}.")
        raise click.UsageError(
            f"`{name}` is not a wheel. For a version or a Git address, install it first, as in"
            " `python -m pip install git+ADDRESS`, and then run `workbook upgrade` without it."
        )
    try:
        return version_of(read_wheel(path))
    except UnreadableWheel as error:
        raise click.UsageError(f"{name}: {error}.") from None


def _tell_upgrade(plan: "Upgrade", new: "Version", written: list[str]) -> None:
    """Say what has become of the line in requirements.txt, and what is new."""
    from workbook_builder.starter.changelog import release

    if not written:
        click.echo(f"This practice is built with Workbook Builder {new.number} already.\n")
        return
    old = f" from {plan.old.version}" if plan.old.version else ""
    click.echo(f"Moved{old} to Workbook Builder {new.number}. Changed: {', '.join(written)}\n")
    click.echo(f"  - {plan.old.text}\n  + {plan.line}\n")
    if plan.news:
        known = (
            "" if release(plan.old.version) < release(new.number) else ", part of it known to you"
        )
        click.echo(f"From the changelog{known}:\n\n{plan.news}\n")
    else:
        click.echo("The changelog names no change on the way there.\n")


def _tell_differences(root: Path, files: Mapping[str, str], taken: Collection[str]) -> None:
    """Show where files differ from those of a new practice, and replace those that are named."""
    from workbook_builder.starter import scaffold
    from workbook_builder.starter.upgrade import difference
    from workbook_builder.storage.file_replacement import replace_file

    for path, new in files.items():
        yours = (root / path).read_bytes().decode(errors="replace")
        shown = difference(path, yours, new)
        if shown and path in taken:
            replace_file(root / path, new)
            click.echo(f"Replaced {path}.\n")
        elif shown:
            click.echo(f"{path} is not what a new practice has:\n\n{shown}\n")
            click.echo(
                "Keep it if you have changed it yourself. To replace it: "
                f"workbook upgrade --write {path}\n"
            )
    if scaffold.has_old_schemas(root):
        click.echo("The schemas of your editor are old. To update them: workbook new schemas\n")
