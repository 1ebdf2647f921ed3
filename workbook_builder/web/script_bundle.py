"""Joins modules of JavaScript into one script that needs no other file.

Browsers do not load modules from files, only from servers. A bundler would be one more program to
install, and our modules use only a part of what the language has for imports and exports, each at
the beginning of a line. Anything else is an error.
"""

import json
import re
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

_IMPORT = re.compile(
    r"""^import\s+(?:(?P<what>[^"';]+?)\s+from\s+)?"\./(?P<name>[\w-]+\.js)";?""", re.M
)
_ON_DEMAND = re.compile(r"""\bimport\("\./([\w-]+\.js)"\)""")
_EXPORT = re.compile(
    r"^export\s+(?P<kind>default\b|const|(?:async\s+)?function|class)\s*(?P<name>[\w$]*)", re.M
)
_RENAMED = re.compile(r"\s+as\s+")
_LEFT = re.compile(r"^\s*(?:import|export)\b.*$|\bimport\.meta\b.*$", re.M)
_COMMENTS = re.compile(r"^\s*(?://|\*|/\*).*$", re.M)

# Runs a module the first time that it is asked for, and returns what it exports. No module has
# names that begin like these.
_LOADER = """(() => {
"use strict";
const modules = {%s};
const loaded = {};
const $load = (name) => {
  if (!(name in loaded)) modules[name](loaded[name] = {});
  return loaded[name];
};
const $later = async (name) => $load(name);
$load(%s);
})();
"""


class BundleError(Exception):
    """A module cannot be joined with others; the text says why.

    Attributes:
        name: The name of the module.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def bundled(
    modules: Mapping[str, str], start: str, pack: Callable[[str, str], str] = lambda _, text: text
) -> str:
    """Join a module and all that it imports into a classic script.

    Args:
        modules: The text of each module by its name, such as ``store.js``.
        start: The name of the module that is run.
        pack: Makes a module smaller, given its name and its text.

    Raises:
        BundleError: A module is missing, or uses what cannot be joined.
    """
    parts = []
    for name in _needed(modules, start):
        text = pack(name, _function(name, modules[name]))
        parts.append(f"{json.dumps(name)}: {text.rstrip(';')}")
    return _LOADER % (",\n".join(parts), json.dumps(start))


def _needed(modules: Mapping[str, str], start: str) -> list[str]:
    """The names of a module and of all that it needs, each once."""
    imports: dict[str, set[str]] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in imports:
            continue
        if name not in modules:
            raise BundleError(name, "there is no such script")
        imports[name] = {each["name"] for each in _IMPORT.finditer(modules[name])}
        waiting += [*imports[name], *_ON_DEMAND.findall(modules[name])]
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        first, *others = error.args[1]
        raise BundleError(first, f"it is imported by itself, by way of {others[0]}") from error
    return sorted(imports)


def _function(name: str, text: str) -> str:
    """A module as a function that is given the object of its exports."""
    exports = [each["name"] for each in _EXPORT.finditer(text) if each["kind"] != "default"]
    text = _IMPORT.sub(_imported, text)
    text = _ON_DEMAND.sub(r'$later("\1")', text)
    text = _EXPORT.sub(_exported, text)
    left = _LEFT.search(_COMMENTS.sub("", text))
    if left:
        raise BundleError(name, f"`{left[0].strip()}` works only in a file of its own")
    return f"($exports) => {{\n{text}\nObject.assign($exports, {{{', '.join(exports)}}});\n}}"


def _imported(found: re.Match[str]) -> str:
    """A statement that imports as one that takes what another module exports."""
    loaded = f'$load("{found["name"]}");'
    what = (found["what"] or "").strip()
    if not what:
        return loaded
    if what.startswith("* as "):
        return f"const {what.removeprefix('* as ')} = {loaded}"
    if what.startswith("{"):
        return f"const {_RENAMED.sub(': ', what)} = {loaded}"
    return f"const {{default: {what}}} = {loaded}"


def _exported(found: re.Match[str]) -> str:
    """The beginning of a statement that exports, without the export."""
    if found["kind"] == "default":
        return f"$exports.default = {found['name']}"
    return f"{found['kind']} {found['name']}"
