"""An export means the same to every engine: its pages, their links, and its menu."""

from pathlib import Path

import pytest
import yaml

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.export import exported
from workbook_builder.storage.output_tree import Tree


@pytest.fixture
def own(practice: Path) -> Path:
    """The folder of the practice's own pages."""
    return practice / "content/pages"


def export(own: Path) -> Tree:
    return exported(Practice.open(own.parent), [own], None)


def pages(tree: Tree) -> set[str]:
    return {path for path in tree if path.endswith(".md")}


def menu(tree: Tree) -> list[str]:
    config = yaml.safe_load(tree["mkdocs.yml"])
    return [each if isinstance(each, str) else next(iter(each.values())) for each in config["nav"]]


def test_every_page_of_ours_is_the_index_of_a_folder(own: Path) -> None:
    tree = export(own)
    assert {"docs/index.md", "docs/how-to-use/index.md"} < pages(tree)
    assert "docs/wellness/better-sleep/goal/index.md" in tree
    assert all(path.endswith("/index.md") for path in pages(tree))
    assert menu(tree) == [
        "index.md",
        "wellness/index.md",
        "worksheets/index.md",
        "how-to-use/index.md",
        "about-coaching/index.md",
    ]


def test_own_pages_stay_where_they_are_and_replace_ours(own: Path) -> None:
    (own / "how-to-use.md").write_text("# In our practice\n")
    (own / "about-me.md").write_text("# About me\n")
    tree = export(own)
    assert tree["docs/how-to-use.md"] == b"# In our practice\n"
    assert "docs/how-to-use/index.md" not in tree
    assert menu(tree)[-3:] == ["how-to-use.md", "about-coaching/index.md", "about-me.md"]


LINKS = {
    "[a](how-to-use.md)": "[a](how-to-use/index.md)",
    "[a](how-to-use.md#paper)": "[a](how-to-use/index.md#paper)",
    "[a](<how-to-use.md>)": "[a](<how-to-use/index.md>)",
    '[a](how-to-use.md "Title")': '[a](how-to-use/index.md "Title")',
    "[a]: how-to-use.md": "[a]: how-to-use/index.md",
    "[a](wellness/index.md)": "[a](wellness/index.md)",
    "[a](other.md)": "[a](other.md)",
    "[a](https://example.org/how-to-use.md)": "[a](https://example.org/how-to-use.md)",
    "how-to-use.md": "how-to-use.md",
    "![a](how-to-use.md.png)": "![a](how-to-use.md.png)",
}


def test_links_of_own_pages_lead_to_where_ours_are(own: Path) -> None:
    (own / "about-me.md").write_text("\n\n".join(LINKS))
    page = export(own)["docs/about-me.md"]
    assert isinstance(page, bytes)
    assert page.decode().split("\n\n") == list(LINKS.values())


def test_links_are_understood_from_the_folder_of_their_page(own: Path) -> None:
    (own / "diary").mkdir()
    (own / "diary/day.md").write_text("[a](../how-to-use.md) [b](how-to-use.md)")
    page = export(own)["docs/diary/day.md"]
    assert page == b"[a](../how-to-use/index.md) [b](how-to-use.md)"


def test_a_file_that_is_no_text_is_taken_along_as_it_is(own: Path) -> None:
    content = b"\xfc\xff[a](other.md)\x00"
    for name in ("latin.md", "photo.jpg"):
        (own / name).write_bytes(content)
    tree = export(own)
    assert tree["docs/latin.md"] == tree["docs/photo.jpg"] == content


def test_headers_are_for_hosts_and_those_of_the_practice_win(own: Path) -> None:
    headers = export(own)["docs/_headers"]
    assert "X-Content-Type-Options: nosniff" in str(headers)
    assert "Content-Security-Policy" not in str(headers), "no engine's scripts are known"
    (own / "_headers").write_text("/*\n")
    assert export(own)["docs/_headers"] == b"/*\n"
