"""The lists say what clients need without a network, and what has changed."""

import hashlib
import json
from pathlib import Path

import pytest
from support.command_line import run

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.offline_lists import offline_lists

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
Lists = dict[str, dict[str, dict[str, str]]]


def lists(site: Path) -> Lists:
    return {
        path.relative_to(site).as_posix(): json.loads(path.read_text())
        for path in site.rglob("offline.json")
    }


def built(practice: Path, *arguments: str) -> Path:
    result = run("build", "-f", str(practice / "mkdocs.yml"), *arguments)
    assert result.exit_code == 0, result.output
    return practice / "site"


def file(site: Path, address: str) -> Path:
    return site / address / "index.html" if address.endswith("/") or not address else site / address


def test_a_program_lists_its_pages_pictures_and_pdfs(practice: Path) -> None:
    own = practice / "content/pages"
    (own / "grüße.md").write_text("# Greetings\n")
    site = built(practice)
    found = lists(site)
    assert set(found) == {"offline.json", f"{PROGRAM}offline.json"}
    program, about = found[f"{PROGRAM}offline.json"], found["offline.json"]
    pages = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
    theirs = {page for page in pages if page.startswith(PROGRAM)}
    assert set(program["pages"]) == theirs | {"assets/content/pictures/evening.svg"}
    pdfs = {path.relative_to(site).as_posix() for path in site.rglob("*.pdf")}
    assert set(program["downloads"]) == pdfs
    assert set(about["pages"]) == {
        "", "worksheets/", "how-to-use/", "your-answers/", "about-coaching/",
        "search/search_index.json",
    }  # fmt: skip
    assert set(about["visited"]) == {"wellness/", "licenses/", "gr%C3%BC%C3%9Fe/"}
    for group in (program["pages"], program["downloads"], about["pages"]):
        for address, digest in group.items():
            content = file(site, address).read_bytes()
            assert hashlib.sha256(content).hexdigest().startswith(digest)


def test_a_program_lists_the_pictures_that_its_theme_draws(practice: Path) -> None:
    with (practice / "content/workbook.yml").open("a", encoding="utf-8") as head:
        head.write("brand: {theme: pebble}\n")
    pages = lists(built(practice))[f"{PROGRAM}offline.json"]["pages"]
    drawn = {f"assets/art/better-sleep-{stage}.svg" for stage in range(5)}
    assert {address for address in pages if "/art/" in address} == drawn


def test_addresses_are_those_of_the_site(practice: Path) -> None:
    settings = practice / "mkdocs.yml"
    settings.write_text(f"use_directory_urls: false\n{settings.read_text()}")
    site = built(practice)
    listed = lists(site)
    addresses = {a for each in listed.values() for group in each.values() for a in group}
    assert {"", "wellness/", PROGRAM, f"{PROGRAM}evenings-now.html"} < addresses
    assert not [address for address in addresses if not file(site, address).is_file()]
    assert "404.html" not in addresses


def test_only_what_has_changed_has_another_digest(practice: Path) -> None:
    def entries() -> dict[str, str]:
        listed = lists(built(practice))
        return {a: d for each in listed.values() for g in each.values() for a, d in g.items()}

    before = entries()
    assert entries() == before
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("Tell the story of one good evening", "Tell one"))
    after = entries()
    changed = {address for address in before if before[address] != after[address]}
    pdfs = {
        f"{PROGRAM}downloads/{name}-{paper}.pdf"
        for name in ("evenings-now", "better-sleep-workbook")
        for paper in ("a4", "us-letter")
    }
    assert f"{PROGRAM}evenings-now/" in changed
    assert {address for address in changed if address.endswith("pdf")} == pdfs
    assert f"{PROGRAM}life-wheel/" not in changed


def test_an_export_lists_the_same_addresses(practice: Path, tmp_path: Path) -> None:
    site = built(practice)
    result = run("export", str(tmp_path / "plain"), "-f", str(practice / "mkdocs.yml"))
    assert result.exit_code == 0, result.output
    docs = tmp_path / "plain/docs"
    for path, each in lists(site).items():
        listed = json.loads((docs / path).read_text())
        for name, group in each.items():
            assert set(listed[name]) == {a for a in group if a != "search/search_index.json"}
    opened = Practice.open(practice / "content")
    old, new = (offline_lists(opened, docs, build=build) for build in ("a", "b"))
    one, two = (json.loads(each[f"{PROGRAM}offline.json"]) for each in (old, new))
    assert one["pages"][PROGRAM] != two["pages"][PROGRAM], "scripts are part of a page"
    assert one["downloads"] == two["downloads"]
