"""Checks the folders of a site: none of them may hold, or lie in, one of the practice's own."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.problems.problem import Problem, Rule, WorkbookError


def check_folders(config: MkDocsConfig, content: Path, templates: Path) -> None:
    """Refuse a ``docs_dir`` that would publish the content, and a ``site_dir`` on top of it.

    Raises:
        WorkbookError: A folder of the site contains, is or lies in one of the practice.
    """
    content, templates = content.resolve(), templates.resolve()
    docs, site = Path(config.docs_dir).resolve(), Path(config.site_dir).resolve()
    file = Path(config.config_file_path or "mkdocs.yml")
    yaml = [content / "tracks", content / "worksheets"]
    if content.is_relative_to(docs) or any(map(docs.is_relative_to, yaml)):
        key, message = "docs_dir", "would publish your content with what it says to coaches"
    elif _overlap(site, content) or _overlap(site, templates) or site in file.resolve().parents:
        key, message = "site_dir", "would replace your own files with the site"
    else:
        return
    hint = "name another folder, such as `docs_dir: content/pages` or `site_dir: site`"
    problem = Problem(str(file), 0, 0, Rule.FOLDER, f"`{key}` {message}", hint)
    raise WorkbookError([problem])


def _overlap(one: Path, other: Path) -> bool:
    """Whether one folder is the other, or lies in it."""
    return one.is_relative_to(other) or other.is_relative_to(one)
