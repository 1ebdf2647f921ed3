"""The documentation is generated from code, or its examples, commands, and links are tested."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops
from support.code_blocks import Block, blocks, edited
from support.command_line import run
from support.places import ROOT

from workbook_builder.cli.main import main
from workbook_builder.content.themes import built_in
from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import parse_yaml
from workbook_builder.model import fields
from workbook_builder.model.base import Model
from workbook_builder.model.content_files import ProgramFile, TrackFile, WorkbookFile, WorksheetFile
from workbook_builder.model.literal_types import Layout
from workbook_builder.problems.problem import Rule

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
sys.path.insert(0, str(DOCS / "site"))

import gallery  # noqa: E402
import theme_gallery  # noqa: E402
from commands import commands  # noqa: E402
from reference import field_types, keys  # noqa: E402


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("fields", field_types),
        ("keys", keys),
        ("commands", commands),
        ("gallery", gallery.page),
        *((f"theme-{name}", partial(theme_gallery.page, name)) for name in built_in()),
    ],
)
def test_a_reference_is_up_to_date(
    name: str, made: Callable[[], str], golden: Callable[[Path, str], None]
) -> None:
    golden(DOCS / f"{name}.md", made())


def ink(picture: bytes) -> Image.Image:
    """A picture in black and white, so that only other words and lines differ."""
    return Image.open(io.BytesIO(picture)).convert("L").point(lambda tone: 255 * (tone > 160))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for kind in fields.types() for name in gallery.examples(kind)]
)
def test_a_picture_of_the_gallery_is_up_to_date(name: str, request: pytest.FixtureRequest) -> None:
    compare_picture(name, gallery.picture(name), request)


@pytest.mark.parametrize("layout", gallery.layouts())
def test_a_picture_of_a_layout_is_up_to_date(
    layout: Layout, request: pytest.FixtureRequest
) -> None:
    compare_picture(f"layout--{layout}", gallery.layout_picture(layout), request)


@pytest.mark.parametrize("theme", built_in())
def test_a_picture_of_a_theme_is_up_to_date(theme: str, request: pytest.FixtureRequest) -> None:
    compare_picture(f"theme--{theme}", theme_gallery.picture(theme), request)


def compare_picture(name: str, made: bytes, request: pytest.FixtureRequest) -> None:
    path = DOCS / f"gallery/{name}.webp"
    if request.config.getoption("--write-goldens"):
        path.write_bytes(made)
    old, new = ink(path.read_bytes()), ink(made)
    assert old.size == new.size
    changed = ImageChops.difference(old, new).histogram()[255]
    assert changed < 0.001 * old.width * old.height


@pytest.mark.slow
def test_the_gallery_shows_every_field_type(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    command += ["-f", "docs/site/mkdocs.yml", "-d", str(tmp_path / "docs")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "docs/gallery/index.html").read_text(encoding="utf-8")
    for name in fields.types():
        assert f'id="{name}"' in page
        assert f'<form class="wb-form" aria-label="{name}">' in page
        assert (tmp_path / f"docs/gallery/{name}.webp").is_file()
    assert not (tmp_path / "docs/site").exists()


def test_every_document_is_in_the_table_of_contents() -> None:
    contents = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    missing = [path.name for path in DOCS.glob("*.md") if path.name not in contents]
    assert not missing


# -- Examples ----------------------------------------------------------------------------------


def part_of(example: Any, whole: Any) -> bool:
    """Whether an example is part of a whole; entries of its lists can be at any index."""
    if isinstance(example, dict):
        return isinstance(whole, dict) and all(
            key in whole and part_of(value, whole[key]) for key, value in example.items()
        )
    if isinstance(example, list):
        return all(any(part_of(each, other) for other in whole) for each in example)
    return bool(example == whole)


def test_the_program_in_the_readme_is_part_of_the_tested_one() -> None:
    (example,) = blocks(ROOT / "README.md", "yaml")
    path = ROOT / "tests/data/practice/content/tracks/wellness/better-sleep.yml"
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert part_of(yaml.safe_load(example.text), whole)
    assert f"]({path.relative_to(ROOT)})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_mistake_in_the_readme_is_reported_like_this(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = blocks(ROOT / "README.md", "text")
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("weekly-check-in", "weekly-checkin"), encoding="utf-8")
    monkeypatch.chdir(practice)
    assert shown.text in run("check").output


def kind_of(path: str) -> type[Model]:
    """The model of the file that an example is a part of."""
    match path.split("/"):
        case ["content", "workbook.yml"]:
            return WorkbookFile
        case ["content", "worksheets", _]:
            return WorksheetFile
        case ["content", "tracks", _, "track.yml"]:
            return TrackFile
    assert re.fullmatch(r"content/tracks/[a-z-]+/[a-z-]+\.yml", path), path
    return ProgramFile


CONFIGURATION = "mkdocs.yml"


def build_with_own_page(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a practice with the examples, and with the page that they name."""
    (practice / "content/pages/about-me.md").write_text("# About me\n", encoding="utf-8")
    monkeypatch.chdir(practice)
    result = run("build", "--strict")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    "block",
    [each for each in blocks(DOCS / "authoring.md", "yaml") if each.title != CONFIGURATION],
    ids=lambda each: each.title,
)
def test_an_example_for_authors_is_valid_but_for_missing_keys(block: Block) -> None:
    assert block.title, "an example needs the name of its file"
    found = validate_file(kind_of(block.title), parse_yaml(block.text, block.title), "en")
    problems = found if isinstance(found, list) else []
    assert not [each for each in problems if each.rule != Rule.MISSING_KEY]


@pytest.mark.slow
def test_the_menu_of_the_authoring_guide_works(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = (e for e in blocks(DOCS / "authoring.md", "yaml") if e.title == CONFIGURATION)
    with (practice / CONFIGURATION).open("a", encoding="utf-8") as file:
        file.write(example.text)
    build_with_own_page(practice, monkeypatch)
    page = (practice / "site/index.html").read_text(encoding="utf-8")
    assert 'href="how-to-use/" class="md-tabs__link">For clients</a>' in page


@pytest.mark.slow
def test_the_examples_of_the_template_guide_work(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for block in blocks(DOCS / "templates.md", "jinja", "css", "yaml"):
        assert block.title, "an example needs the name of its file"
        path = practice / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + block.text, encoding="utf-8")
    build_with_own_page(practice, monkeypatch)
    page = (practice / "site/wellness/index.html").read_text(encoding="utf-8")
    assert "How we begin" in page
    assert page.index('/workbook.css"') < page.index("assets/own.css")
    assert '<a href="../about-me/">About me</a>' in page.partition("<footer")[2]
    with pypdfium2.PdfDocument(
        practice / "site/wellness/better-sleep/downloads/goal-a4.pdf"
    ) as sheet:
        assert "to our next session" in sheet[0].get_textpage().get_text_range()


def test_a_file_is_changed_where_the_tutorial_shows_it() -> None:
    text = "a: 1\nb: # about b\n  c: 2 # about c\nd: 3\n"
    assert edited(text, "b:\n  c: 9 # changed\n  e: 5 # new\n") == (
        "a: 1\nb: # about b\n  c: 9\n  e: 5\nd: 3\n"
    )
    with pytest.raises(AssertionError, match="'x:' is not in the file"):
        edited(text, "x:\n")


# -- Commands ----------------------------------------------------------------------------------


def commands_in(path: Path) -> list[list[str]]:
    """The words of each command `workbook …` in a document."""
    text = path.read_text(encoding="utf-8")
    shown = [
        line
        for language in ("console", "bash", "yaml", "toml", "text")
        for block in re.findall(rf"^ *```{language}.*?\n(.*?)^ *```$", text, re.M | re.S)
        for line in re.findall(r"^\s*(?:\$ |- )?workbook ([a-z][^#\n]*)", block, re.M)
    ]
    inline = re.findall(r"`workbook ([a-z][^`\n]*)`", text)
    return [line.split() for line in (*shown, *inline)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(path: Path) -> None:
    for first, *rest in commands_in(path):
        context = click.Context(main)
        command: click.Command | None = main.get_command(context, first)
        assert command, f"workbook {first}"
        while isinstance(command, click.Group) and rest[:1] not in ([], ["COMMAND"]):
            # `workbook new FOLDER` is `workbook new practice FOLDER`
            inner = command.get_command(context, rest[0])
            inner = inner or command.get_command(context, "practice")
            assert inner, f"workbook {first} {rest}"
            command = inner
        options = [(*each.opts, *each.secondary_opts) for each in command.params]
        known = {name for names in options for name in names} | {"--help"}
        given = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert given <= known, f"workbook {first} {rest}"


def test_documents_name_commands() -> None:
    assert sum(len(commands_in(path)) for path in PAGES) > 50


# -- Links -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
        assert (path.parent / target).exists(), target


def test_pictures_are_small() -> None:
    pictures = sorted((DOCS / "assets").glob("*.webp"))
    assert [path.name for path in pictures] == ["page.webp", "sheet.webp"]
    assert all(path.stat().st_size < 150_000 for path in pictures)
