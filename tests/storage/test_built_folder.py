"""A build replaces only what builds have made."""

import os
from pathlib import Path

import pytest
from support.command_line import contents

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.built_folder import LIST, building_folder, check_built
from workbook_builder.storage.output_tree import write_tree


def build(folder: Path, **files: str) -> None:
    with building_folder(folder) as new:
        write_tree({name.replace("_", "."): text for name, text in files.items()}, new)


def test_what_a_build_made_is_replaced(tmp_path: Path) -> None:
    build(tmp_path / "site", old_txt="old", page_html="1")
    build(tmp_path / "site", page_html="2")
    assert contents(tmp_path / "site").keys() == {"page.html", LIST}
    assert (tmp_path / "site/page.html").read_text() == "2"


def test_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    build(tmp_path / "site", page_html="1")
    assert (tmp_path / "site/page.html").exists()


@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize("name", ["my-notes.txt", "deep/er/notes.txt", "CNAME.txt"])
def test_a_file_from_elsewhere_stops_a_build(tmp_path: Path, name: str, built: bool) -> None:
    site = tmp_path / "site"
    if built:
        build(site, page_html="1")
    write_tree({name: "mine"}, site)
    before = contents(tmp_path)
    with pytest.raises(WorkbookError, match=f"site: WB508 .*: `{name}`"):
        build(site, page_html="2")
    assert contents(tmp_path) == before


def test_a_link_to_a_folder_elsewhere_is_a_file_from_elsewhere(tmp_path: Path) -> None:
    write_tree({"mine/notes.txt": "mine"}, tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/link").symlink_to(tmp_path / "mine")
    with pytest.raises(WorkbookError, match="`link`"):
        check_built(tmp_path / "site")


def test_a_problem_names_a_few_files_and_counts_the_others(tmp_path: Path) -> None:
    write_tree({f"{number}.txt": "" for number in range(9)}, tmp_path / "site")
    with pytest.raises(WorkbookError, match=r"`0.txt`, `1.txt`, `2.txt` and 6 more"):
        check_built(tmp_path / "site")


def test_a_file_that_appears_during_a_build_stops_it_at_the_end(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, page_html="1")
    with pytest.raises(WorkbookError, match=r"`mine\.txt`"), building_folder(site) as new:
        write_tree({"page.html": "2"}, new)
        write_tree({"mine.txt": "mine"}, site)
    assert (site / "page.html").read_text() == "1"
    assert (site / "mine.txt").read_text() == "mine"


def test_hidden_files_from_elsewhere_are_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    kept = {
        ".git/HEAD": "ref: refs/heads/main",
        ".nojekyll": "",
        ".well-known/security.txt": "Contact: me",
        "CNAME": "example.org",
        "wellness/.htaccess": "deny",
    }
    write_tree(kept, site)
    (site / ".git/refs").mkdir()
    (site / ".git/current").symlink_to("HEAD")
    for _ in range(2):
        build(site, page_html="1")
        assert {p: t for p, t in contents(site).items() if p in kept} == {
            path: text.encode() for path, text in kept.items()
        }
        assert (site / ".git/refs").is_dir(), "Git needs its empty folders"
        assert (site / ".git/current").is_symlink()


def test_what_a_build_makes_goes_before_what_was_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_tree({"CNAME": "old.org", ".well-known/b.txt": "mine"}, site)
    with building_folder(site) as new:
        write_tree({"CNAME": "new.org", ".well-known/a.txt": "made"}, new)
    assert (site / "CNAME").read_text() == "new.org"
    build(site, page_html="1")
    assert contents(site).keys() == {"page.html", ".well-known/b.txt", LIST}


def test_kept_files_stay_where_they_are_if_the_folder_cannot_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    site = tmp_path / "site"
    write_tree({".git/HEAD": "ref"}, site)
    monkeypatch.setattr("workbook_builder.storage.folder_replacement.exchange_folders", refuse)
    with pytest.raises(WorkbookError, match="Permission denied"):
        build(site, page_html="1")
    assert contents(tmp_path) == {"site/.git/HEAD": b"ref"}


def test_where_files_cannot_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_tree({".git/HEAD": "ref"}, tmp_path / "site")
    build(tmp_path / "site", page_html="1")
    assert (tmp_path / "site/.git/HEAD").read_text() == "ref"


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", '{"a": 1}', '{"a": [], "b": []}', "\0"])
def test_with_a_damaged_list_nothing_counts_as_made(tmp_path: Path, text: str) -> None:
    build(tmp_path / "site", page_html="1")
    (tmp_path / "site" / LIST).write_text(text)
    with pytest.raises(WorkbookError, match=r"`page.html`"):
        check_built(tmp_path / "site")
