"""The version of the code changes with our code, with the libraries, and with Python."""

import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from support.places import ROOT

from workbook_builder.storage import code_version as module
from workbook_builder.storage.code_version import code_version


@pytest.fixture
def before() -> str:
    return code_version()


def current() -> str:
    code_version.cache_clear()
    try:
        return code_version()
    finally:
        code_version.cache_clear()


def test_the_version_stays_the_same_if_nothing_changes(before: str) -> None:
    assert current() == before


@pytest.mark.parametrize("package", ["mkdocs-material", "jinja2", "typst", "fontpkg-noto-sans"])
def test_another_version_of_a_library_changes_it(
    before: str, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    def version(name: str) -> str:
        return "9.9.9" if name == package else metadata.version(name)

    monkeypatch.setattr(module, "version", version)
    assert current() != before


def test_another_python_changes_it(before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "4.0")
    assert current() != before


@pytest.mark.parametrize("suffix", [".py", ".yml", ".json"])
def test_another_line_of_our_code_changes_it(
    before: str, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    read = Path.read_bytes

    def changed(path: Path) -> bytes:
        return read(path) + b"#" * (path.suffix == suffix)

    monkeypatch.setattr(Path, "read_bytes", changed)
    assert current() != before


def test_the_version_depends_on_every_required_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {each.partition(">")[0] for each in project["dependencies"]}
    assert set(module._required()) == names
