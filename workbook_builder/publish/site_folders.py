"""The folders of a site: that of the pages that the practice wrote, the site, and the coach's.

None of them may be, or overlap with, what the others are made from.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from workbook_builder.content.content_reader import OWN_PAGES
from workbook_builder.content.source_folder import SourceFolder
from workbook_builder.content.text_files import read_text
from workbook_builder.content.translations import FOLDER
from workbook_builder.model.markdown_limits import excess
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.publish.client_data import ClientFiles, clients_folder, not_apart
from workbook_builder.publish.custom_theme import custom_folder
from workbook_builder.publish.offline_lists import list_paths
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.storage.file_names import same_name
from workbook_builder.storage.file_reading import read_file

_TEXTS = (".md", ".css", ".js")  # suffixes of own files that must be UTF-8
_YAML = (".yml", ".yaml")
_GUIDANCE = re.compile(r"^([ \t]*(?:- +)?)[\"']?(?:coach|prepare)[\"']?[ \t]*:", re.MULTILINE)
_MOST_LEVELS = 100  # of lists and quotes; code in a page may begin with many spaces
_LARGEST_YAML = 10_000_000  # bytes; a larger file is data, not a program


def coach_folder(config: MkDocsConfig) -> Path:
    """The folder of the coach's edition, which is beside the configuration file."""
    return _configuration(config).parent / "coach"


def portable_folder(config: MkDocsConfig) -> Path:
    """The folder of programs as single files, which is beside the configuration file."""
    return _configuration(config).parent / "portable"


def check_folders(config: MkDocsConfig, content: Path, templates: Path) -> None:
    """Check the folders that a configuration names, and the files among the own pages.

    Args:
        config: The configuration.
        content: The practice's folder of content.
        templates: Its own folder of templates, which need not exist.

    Raises:
        WorkbookError: A folder of the site contains, is, or lies in one of the practice; the
            site would publish guidance, or what is about clients; or a file among the own pages
            cannot be read.
    """
    file = _configuration(config)
    folders = {
        "docs_dir": Path(config.docs_dir),
        "site_dir": Path(config.site_dir),
        "content": content,
        "templates": templates,
        "custom_dir": custom_folder(config),
    }
    problems = [
        *_overlaps(config, content.resolve(), templates.resolve()),
        *not_apart(file, folders),
    ]
    if not problems:
        clients = ClientFiles(clients_folder(file))
        for own in _own_folders(config, content):
            problems += own.problems
            for path in own.files:
                if clients.has_copy(path):
                    message = "would be published, and is a copy of a file about a client"
                    hint = "delete the copy"
                    problems.append(Problem(own.name(path), 0, 0, Rule.CLIENT_DATA, message, hint))
                problems += _guidance(path, own.name(path))
                problems += _endless(path, own.name(path))
    if problems:
        raise WorkbookError(problems)


def check_addresses(config: MkDocsConfig, practice: Practice, content: Path) -> None:
    """Check that none of the practice's own files gets the address of another file of the site.

    An own page replaces a generated one of the same path, and no other.

    Args:
        config: The configuration.
        practice: The practice.
        content: Its folder of content.

    Raises:
        WorkbookError: Some own files do.
    """
    with explaining():
        pages = {_address(path, config): path for path in practice.pages()}
    made = {_address(path, config): path for path in _made_later(practice)}
    first, *translated = _own_folders(config, content)
    problems = list(_in_language_folders(first, practice.workbook.further_languages))
    excluded = config.exclude_docs
    seen: dict[str, str] = {}  # in the first language; others show these pages, too
    for own in (first, *translated):
        taken = seen if own is first else dict(seen)
        for path in own.files:
            source = path.relative_to(own.folder).as_posix()
            if excluded and excluded.match_file(source):
                continue
            address = _address(source, config)
            found = _clash(source, address, pages, made, taken)
            taken.setdefault(address, source)
            if found:
                problems.append(Problem(own.name(path), 0, 0, Rule.ADDRESS_TAKEN, *found))
    if problems:
        raise WorkbookError(problems)


def _clash(
    source: str,
    address: str,
    pages: Mapping[str, str],
    made: Mapping[str, str],
    seen: Mapping[str, str],
) -> tuple[str, str] | None:
    """What is wrong with the address of an own file, and a hint; None if nothing is."""
    if pages.get(address, source) != source:
        page = pages[address]
        message = f"has the same address as the page `{page}`, which is made from your content"
        return message, f"name it `{page}` if it should replace that page; else rename it"
    if address in made:
        return f"the site has a file of its own at this address: `{made[address]}`", "rename it"
    if seen.get(address, source) != source:
        return f"has the same address as `{seen[address]}`", "rename one of them"
    return None


def _in_language_folders(own: SourceFolder, languages: Collection[str]) -> Iterator[Problem]:
    """A problem for each own file that would lie among the pages of a further language."""
    folders = {same_name(each): each for each in languages}
    for path in own.files:
        top, _, below = path.relative_to(own.folder).as_posix().partition("/")
        if below and (language := folders.get(same_name(top))):
            message = f"`{top}/` is the folder of the language `{language}` in the site"
            hint = f"move the file to content/translations/{language}/pages, or rename its folder"
            yield Problem(own.name(path), 0, 0, Rule.ADDRESS_TAKEN, message, hint)


def _made_later(practice: Practice) -> Iterator[str]:
    """The paths of files that are written into the finished site, over any other."""
    yield from practice.sheets()
    yield from list_paths(practice.workbook)


def _address(path: str, config: MkDocsConfig) -> str:
    """The path in the site that a file gets, in a form that is equal where any system says so."""
    directory_urls = config.use_directory_urls
    file = File(path, config.docs_dir, config.site_dir, use_directory_urls=directory_urls)
    return same_name(file.dest_uri)


def _own_folders(config: MkDocsConfig, content: Path) -> list[SourceFolder]:
    """The practice's own files, which MkDocs turns into pages or copies.

    The first folder is that of the first language. Others have translations.
    """
    root = _configuration(config).parent
    translated = sorted((content / FOLDER).glob(f"*/{OWN_PAGES}"))
    return [
        SourceFolder(folder, root, within=(content,), texts=_TEXTS, largest=None)
        for folder in (Path(config.docs_dir), *translated)
    ]


def _guidance(path: Path, name: str) -> Iterator[Problem]:
    """A problem if a file that is published holds what a program says to coaches."""
    if path.suffix.lower() not in _YAML or path.stat().st_size > _LARGEST_YAML:
        return
    text = read_file(path).decode("utf-8", "replace")
    found = _GUIDANCE.search(text)
    if found:
        line, column = text.count("\n", 0, found.start()) + 1, len(found[1]) + 1
        message = "would be published with what it says to coaches"
        hint = "move the file out of the folder that `docs_dir` names"
        yield Problem(name, line, column, Rule.FOLDER, message, hint)


def _endless(path: Path, name: str) -> Iterator[Problem]:
    """A problem if a page is Markdown that would take MkDocs too long."""
    if path.suffix == ".md":
        text = read_text(path, name)
        at, found = excess(text, _MOST_LEVELS)
        if found:
            line = text.count("\n", 0, at) + 1
            hint = "write simpler text, or divide the paragraph"
            yield Problem(name, line, 1, Rule.WRONG_LENGTH, f"the page has {found}", hint)


def _overlaps(config: MkDocsConfig, content: Path, templates: Path) -> Iterator[Problem]:
    """A problem for each folder in the configuration that is one of the practice's own."""
    docs, site = Path(config.docs_dir).resolve(), Path(config.site_dir).resolve()
    file = _configuration(config)
    coach = coach_folder(config).resolve()
    portable = portable_folder(config).resolve()
    hint = "name another folder, such as `docs_dir: content/pages` or `site_dir: site`"

    def problem(message: str) -> Problem:
        return Problem(str(file), 0, 0, Rule.FOLDER, message, hint)

    yaml = [content / "tracks", content / "worksheets"]
    if content.is_relative_to(docs) or any(map(docs.is_relative_to, yaml)):
        yield problem("`docs_dir` would publish your content with what it says to coaches")
    elif _overlap(docs, coach):
        yield problem("`docs_dir` would publish what the coach's edition says to coaches")
    own = (content, templates, docs)
    if any(_overlap(site, each) for each in own) or site in file.resolve().parents:
        yield problem("`site_dir` would replace your own files with the site")
    elif _overlap(site, coach):
        yield problem("`site_dir` would publish the coach's edition, or be replaced by it")
    elif _overlap(site, portable):
        yield problem("`site_dir` would be replaced by the programs that `--portable` writes")


def _configuration(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").absolute()


def _overlap(one: Path, other: Path) -> bool:
    """Whether one folder is the other, or lies in it."""
    return one.is_relative_to(other) or other.is_relative_to(one)
