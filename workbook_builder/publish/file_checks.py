"""Checks of the files of a built site: which there are, how large and how old they are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from workbook_builder.answers.answers_file import has_answers
from workbook_builder.practice.client_folder import MARK
from workbook_builder.practice.language_folders import in_all_languages
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.publish.built_site import HOME, BuiltSite, and_others, named, shown
from workbook_builder.publish.client_data import ClientFiles, what_it_tells
from workbook_builder.publish.hosts import Host
from workbook_builder.publish.offline_lists import list_paths
from workbook_builder.storage.built_folder import made_files
from workbook_builder.web import home_screen

_ESSENTIAL = (HOME, "404.html", "service-worker.js", *home_screen.PATHS)
_HEADERS = "_headers"
_VARIABLE = "SITE_URL"  # new practices and their workflows have it

# Addresses for examples (RFC 2606), and for one machine or network.
_NOT_PUBLIC = re.compile(
    r"(.*\.)?(example(\.(com|net|org))?|invalid|local|localhost|test)|127\..*|0\.0\.0\.0|::1"
)
_REPOSITORY = ".git"
_ANSWERS = re.compile(r"(?i).*answers.*\.json|.*-answers.*\.(pdf|docx)")
_BUILD = "build the site again: `workbook build`"


def address(site: BuiltSite, configuration: Path, host: Host | None) -> Iterator[Problem]:
    """A problem if the site was built for no address that clients can reach.

    A site that its host builds again, for an address that the host sets, needs none here.

    Args:
        site: The site.
        configuration: The practice's configuration file, which names the address.
        host: The host that will publish it, if that is known.
    """
    if site.address and not _NOT_PUBLIC.fullmatch(urlsplit(site.address).hostname or ""):
        return
    lines = _text(configuration).splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.startswith("site_url")), 0)
    text = lines[line - 1] if line else ""
    hint = "write the site's address, as in `site_url: https://…/`, and build the site again"
    if _VARIABLE in text and not site.address:
        if host and _VARIABLE in _text(configuration.parent / host.workflow):
            return
        hint = f"write the site's address in its place, or build with `{_VARIABLE}=https://…/`"
    where = f"`{site.address}`, which clients cannot reach" if site.address else "no address"
    message = f"the site was built for {where}: QR codes and the map of the site lead nowhere"
    file, column = shown(configuration), min(line, 1)
    yield Problem(file, line, column, Rule.SITE_ADDRESS, message, hint, text)


def _text(file: Path) -> str:
    """The text of a file, or an empty text if there is none."""
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def missing_files(
    site: BuiltSite, practices: Sequence[Practice], host: Host | None
) -> Iterator[Problem]:
    """A problem if the site is not complete.

    A build lists what it has made. Without the list, or if the site was built in part, the
    programs say what there must be.

    Args:
        site: The site.
        practices: The practice in each of its languages.
        host: The host that will publish it, if that is known.
    """
    if not site.sizes:
        hint = "build it: `workbook build`"
        yield site.problem("", Rule.MISSING_FILE, "there is no site here", hint)
        return
    needed = set(in_all_languages(practices, Practice.sheets))
    for practice in practices:
        place = PurePosixPath(practice.workbook.folder)
        own = (*_ESSENTIAL, *list_paths(practice.workbook))
        needed |= {str(place / path) for path in own}
    if missing := sorted((needed | made_files(site.folder)) - site.sizes.keys()):
        message = f"these files of the site are missing: {named(missing)}"
        hint = f"{_BUILD}, without `--only`; and copy all that is in its folder"
        yield site.problem("", Rule.MISSING_FILE, message, hint)
    if host and host.reads_headers and _HEADERS not in site.sizes and _HEADERS not in missing:
        message = f"{host.name} would read a file `{_HEADERS}`, which is missing"
        hint = "build the site with MkDocs, or write the file among your own pages"
        yield site.problem("", Rule.MISSING_FILE, message, hint)


def private_files(
    site: BuiltSite, practices: Sequence[Practice], content: Path, clients: Path
) -> Iterator[Problem]:
    """A problem for each file or folder that is not for clients.

    Args:
        site: The site.
        practices: The practice in each of its languages.
        content: Its folder of content, whose files must not be there.
        clients: The folder of its clients, whose files must not be there either.
    """
    known = ClientFiles(clients)
    guides = {PurePosixPath(path).name for each in practices for path in each.guides()}
    sources = {"mkdocs.yml", *_yaml_names(content)}
    sheets = in_all_languages(practices, Practice.sheets)
    found = {}
    for path in site.sizes:
        parts = PurePosixPath(path).parts
        if told := what_it_tells(site.folder, path, known, ours=path in sheets):
            found[path] = told
            continue
        if path in sheets:
            continue
        if _REPOSITORY in parts:
            place = "/".join(parts[: parts.index(_REPOSITORY) + 1])
            found[place] = "a repository, with everything that was ever in it"
        elif parts[-1] in guides:
            found[path] = "your own edition, with the guidance for coaches"
        elif parts[-1] in sources:
            found[path] = "a file of your practice, which can have guidance for coaches in it"
        elif parts[-1] == MARK or (parts[0] == "printed" and path.endswith((".pdf", ".docx"))):
            found["/".join(parts[:-1])] = "a client's printed sheets"
        elif _ANSWERS.fullmatch(parts[-1]) or (
            path.endswith((".html", ".json")) and has_answers((site.folder / path).read_bytes())
        ):
            found[path] = "a client's answers"
    for place, what in found.items():
        hint = "move it out of the site's folder, and out of that of your own pages"
        yield site.problem(place, Rule.PRIVATE_FILE, f"this is {what}: it is for nobody else", hint)


def _yaml_names(content: Path) -> Iterator[str]:
    """The names of all files of content that are YAML, and of their translations."""
    for pattern in ("*.yml", "worksheets/*.yml", "tracks/*/*.yml", "translations/**/*.po"):
        yield from (path.name for path in content.glob(pattern))


def limits(site: BuiltSite, host: Host | None) -> Iterator[Problem]:
    """A problem for each limit of a host that the site does not keep to."""
    if host is None:
        return
    for path, has, takes in _excesses(site, host):
        what = "the site" if not path else "this file" if path in site.sizes else "this folder"
        message = f"{what} has {has}, but {host.name} takes at most {takes}"
        hint = "make it smaller, or publish with another host"
        yield site.problem(path, Rule.TOO_LARGE, message, hint)


def _excesses(site: BuiltSite, host: Host) -> Iterator[tuple[str, str, str]]:
    """What is too large for a host: its path in the site, what it has, and what the host takes."""
    total, count = sum(site.sizes.values()), len(site.sizes)
    if host.most_bytes and total > host.most_bytes:
        yield "", megabytes(total), megabytes(host.most_bytes)
    if host.most_files and count > host.most_files:
        yield "", f"{count:,} files", f"{host.most_files:,}"
    folders = Counter(path.rpartition("/")[0] for path in site.sizes)
    for folder, inside in folders.items():
        if host.most_in_folder and inside > host.most_in_folder:
            yield folder, f"{inside:,} files", f"{host.most_in_folder:,}"
    for path, size in site.sizes.items():
        if host.largest_file and size > host.largest_file:
            yield path, megabytes(size), megabytes(host.largest_file)


def megabytes(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1_000_000:,.1f} MB"


def age(site: BuiltSite, sources: Iterable[Path]) -> Iterator[Problem]:
    """A problem if something has changed since the site was built.

    Args:
        site: The site.
        sources: The files and folders that it is made from. Hidden files do not count.
    """
    if HOME not in site.sizes:
        return
    built = (site.folder / HOME).stat().st_mtime
    changed = {path: time for path, time in _times(sources) if time > built}
    if changed:
        last = max(changed, key=lambda path: changed[path])
        message = f"{and_others('this file', len(changed) - 1)} changed after the site was built"
        yield Problem(shown(last), 0, 0, Rule.OUTDATED, message, _BUILD)


def _times(sources: Iterable[Path]) -> Iterator[tuple[Path, float]]:
    """All files with the time of their last change."""
    for source in sources:
        if source.is_dir():
            yield from _times(each for each in source.iterdir() if each.name[0] != ".")
        elif source.is_file():
            yield source, source.stat().st_mtime
