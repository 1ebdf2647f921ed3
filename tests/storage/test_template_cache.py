"""Compiled templates are reused only for the same text, code, and environment."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from workbook_builder.storage import template_cache
from workbook_builder.storage.disk_cache import DiskCache
from workbook_builder.storage.template_cache import TemplateCache


def rendered(entries: dict[str, bytes] | DiskCache, text: str, kind: str = "html") -> str:
    cache = TemplateCache(entries, kind)
    loader = DictLoader({"a": text})
    environment = Environment(loader=loader, bytecode_cache=cache, autoescape=kind == "html")
    return environment.get_template("a").render(x="<")


def test_the_same_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    entries: dict[str, bytes] = {}
    assert rendered(entries, "{{ x }}") == "&lt;"
    assert len(entries) == 1
    monkeypatch.setattr(Environment, "_generate", None)  # nothing is compiled
    assert rendered(entries, "{{ x }}") == "&lt;"


def test_another_text_environment_or_code_is_another_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries: dict[str, bytes] = {}
    assert rendered(entries, "{{ x }}") == "&lt;"
    assert rendered(entries, "{{ x }}!") == "&lt;!"
    assert rendered(entries, "{{ x }}", "typst") == "<"
    monkeypatch.setattr(template_cache, "code_version", lambda: "another Jinja")
    assert rendered(entries, "{{ x }}") == "&lt;"
    assert len(entries) == 4


def test_a_damaged_template_is_compiled_again(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    assert rendered(cache, "{{ x }}") == "&lt;"
    (path,) = tmp_path.glob("??/*")
    entry = path.read_bytes()
    path.write_bytes(entry[:-20] + bytes(20))
    assert rendered(cache, "{{ x }}") == "&lt;"
    assert path.read_bytes() == entry
