"""Paths and links in a site, and which of a practice's own pages the menu lists."""

import pytest

from workbook_builder.rendering import output_paths


@pytest.mark.parametrize("path", ["index.md", "prices.md", "blog/index.md"])
def test_the_menu_lists_top_pages_and_the_index_of_top_folders(path: str) -> None:
    assert output_paths.in_menu(path)


@pytest.mark.parametrize("path", ["blog/first.md", "a/b/index.md", "a/b/c/index.md", "a/b/c.md"])
def test_the_menu_does_not_list_deeper_pages(path: str) -> None:
    assert not output_paths.in_menu(path)


@pytest.mark.parametrize(
    ("path", "folders", "files"),
    [
        ("index.md", "", "index.html"),
        ("prices.md", "prices/", "prices.html"),
        ("a/index.md", "a/", "a/index.html"),
        ("a/my page.md", "a/my%20page/", "a/my%20page.html"),
        ("a ü/index.md", "a%20%C3%BC/", "a%20%C3%BC/index.html"),
        ("a/my sheet.pdf", "a/my%20sheet.pdf", "a/my%20sheet.pdf"),
    ],
)
def test_an_address_is_encoded(path: str, folders: str, files: str) -> None:
    assert output_paths.url(path) == folders
    assert output_paths.url(path, directory_urls=False) == files


@pytest.mark.parametrize("site", ["https://example.org/a", "https://example.org/a/"])
def test_a_full_address_begins_with_that_of_the_site(site: str) -> None:
    assert output_paths.full_address(site)("b/c.md") == "https://example.org/a/b/c/"
    flat = output_paths.full_address(site, directory_urls=False)
    assert flat("b/c.md") == "https://example.org/a/b/c.html"


@pytest.mark.parametrize(
    ("start", "end", "link"),
    [
        ("index.md", "index.md", "./"),
        ("index.md", "a/index.md", "a/"),
        ("a/b.md", "index.md", "../../"),
        ("a/b.md", "a/b.md", "./"),
        ("a/b.md", "a/c.md", "../c/"),
        ("a/b/c.md", "a/x/c.md", "../../x/c/"),
        ("a/b.md", "a/c.pdf", "../c.pdf"),
    ],
)
def test_a_link_leads_from_page_to_page(start: str, end: str, link: str) -> None:
    assert output_paths.link(start, end) == link
