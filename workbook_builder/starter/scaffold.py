"""Generates the files of a new practice, track, program, worksheet, client, or field type.

Their texts come from the templates in ``templates/new``. Because these generate templates and
workflows, in which braces are common, their own tags are ``<< … >>`` and ``<% … %>``.
"""

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workbook_builder import __version__
from workbook_builder.clients.client import ClientFile
from workbook_builder.content.json_schemas import schema, schemas
from workbook_builder.model.theme import PLAIN
from workbook_builder.publish import hosts
from workbook_builder.rendering.capital_letters import capitalized
from workbook_builder.starter import library, requirements_file
from workbook_builder.starter.origin import Origin
from workbook_builder.starter.starter_languages import starter_folder, starter_texts
from workbook_builder.storage.new_files import NewFiles
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.storage.private_files import CLIENTS

Host = Literal["github", "gitlab", "netlify", "none"]
HOSTS: tuple[Host, ...] = get_args(Host)

_PUBLISH: Mapping[Host, tuple[str, str]] = {
    "github": (hosts.HOSTS["github"].workflow, "publish/github.yml"),
    "gitlab": (hosts.HOSTS["gitlab"].workflow, "publish/gitlab.yml"),
    "netlify": (hosts.HOSTS["netlify"].workflow, "publish/netlify.toml"),
}
_ANYWHERE = Origin("workbook-builder")
# The worksheets of the library with which a practice without a program begins.
_SINGLE = ("life-balance-wheel", "values-sort", "strengths-inventory", "goal-sheet")
_CHECK_IN = "weekly-check-in"
_IGNORED = {".gitignore": "practice/gitignore"}


@dataclass(frozen=True)
class Identity:
    """The name, coach, email address, language, and theme of a new practice."""

    practice: str
    coach: str
    email: str = ""
    language: str = "en"
    theme: str = PLAIN


@dataclass(frozen=True)
class NewClient:
    """What is known of a new client.

    Attributes:
        id: The name of the client's file.
        name: The client's name.
        programs: The programs that the client does, each as ``track/program``.
        begins: The day on which the program begins; empty if that is not known.
        sessions: The days of its sessions.
        email: The client's email address; empty if that is not known.
        language: The code of the client's language; empty for the first one of the practice.
    """

    id: str
    name: str
    programs: Sequence[str]
    begins: str = ""
    sessions: Sequence[str] = ()
    email: str = ""
    language: str = ""

    @property
    def path(self) -> str:
        """The path of the client's file in a practice."""
        return f"{CLIENTS}/{self.id}.yml"


def practice(
    identity: Identity, host: Host, origin: Origin = _ANYWHERE, *, toolbox: bool = False
) -> NewFiles:
    """A practice without programs, with the workflow that publishes its site on a host.

    Args:
        identity: Whose practice it is.
        host: Where the site will be published.
        origin: Where the host installs Workbook Builder from; by default, any version of the index.
        toolbox: Whether it has a toolbox, with some worksheets of the library.
    """
    single = _SINGLE if toolbox else ()
    texts = starter_texts(identity.language) or library.practice()
    values = {
        **vars(identity),
        "requirement": requirements_file.line(origin.requirement, __version__),
        "disclaimer": texts["disclaimer"],
        "crisis": texts["crisis"],
        "single": single,
    }
    files = {
        "mkdocs.yml": "practice/mkdocs.yml",
        "requirements.txt": "practice/requirements.txt",
        **_IGNORED,
        "content/workbook.yml": "practice/workbook.yml",
        "content/pages/about-me.md": "practice/about-me.md",
    }
    if host in _PUBLISH:
        path, template = _PUBLISH[host]
        files[path] = template
    own = NewFiles({**_rendered(files, values, identity.language), **origin.files})
    return _with_schemas(own | library.worksheets(*single))


def renewable(folder: Path) -> Tree:
    """The files of a practice that hold nothing of its own, as they would be written today.

    These are its workflows and its ``.gitignore``. Files that it does not have are left out.
    """
    files = _IGNORED | dict(_PUBLISH.values())
    present = {path: template for path, template in files.items() if (folder / path).is_file()}
    return _rendered(present, {})


def program(track: str, name: str, language: str = "en") -> NewFiles:
    """A small but complete program, with the file of its track in case that is new.

    Args:
        track: The id of the track.
        name: The id of the program.
        language: The code of the language that the practice is written in.
    """
    texts = starter_texts(language)
    known = {} if texts else library.track(track).common
    own_track = texts.get("tracks", {}).get(track) or {"title": titled(track, language)}
    tracks = known or _rendered(
        {f"content/tracks/{track}/track.yml": "track.yml"}, {"summary": "", **own_track}, language
    )
    path = f"content/tracks/{track}/{name}.yml"
    title = texts.get("programs", {}).get(name) or titled(name, language)
    own = NewFiles(_rendered({path: "program.yml"}, {"title": title}, language), tracks)
    return _with_schemas(own | _check_in(language))


def _check_in(language: str) -> NewFiles:
    """The shared worksheet of a new program, in a language."""
    if starter_folder(language) is None:
        return library.worksheets(_CHECK_IN)
    path = f"content/worksheets/{_CHECK_IN}.yml"
    return NewFiles({}, _rendered({path: f"{_CHECK_IN}.yml"}, {}, language))


def copied(name: str, languages: Collection[str] = ()) -> NewFiles:
    """A program of the library, named ``track/program``, with everything that it uses.

    Args:
        name: Its name.
        languages: The codes of the languages into which its translations are copied, too, as far as
            the library has them.
    """
    files = library.program(name)
    return _with_schemas(files | library.translations([*files.new, *files.common], languages))


def worksheet(name: str, language: str = "en") -> NewFiles:
    """A shared worksheet, in the language that the practice is written in."""
    values = {"name": name, "title": titled(name, language)}
    return _with_schemas(
        NewFiles(_rendered({f"content/worksheets/{name}.yml": "worksheet.yml"}, values, language))
    )


def client(new: NewClient, language: str = "en") -> NewFiles:
    """The file of a client, with comments in the language that the practice is written in."""
    return _with_schemas(NewFiles(_rendered({new.path: "client.yml"}, vars(new), language)))


def field(name: str) -> NewFiles:
    """A package with a new field type."""
    word = name.replace("-", "_")
    folder, package = f"workbook-field-{name}", f"workbook_field_{word}"
    values = {
        "name": name,
        "folder": folder,
        "package": package,
        "class_name": "".join(part.capitalize() for part in name.split("-")) + "Field",
        "version": __version__,
    }
    files = {
        "pyproject.toml": "pyproject.toml",
        "README.md": "README.md",
        f"{package}/__init__.py": "init.py",
        f"{package}/templates/fields/{name}.html.j2": "web.html",
        f"{package}/templates/fields/{name}.typ.j2": "paper.typ",
        f"tests/test_{word}.py": "test.py",
        f"tests/{name}.yml": "case.yml",
    }
    paths = {f"{folder}/{path}": f"field/{template}" for path, template in files.items()}
    return NewFiles(_rendered(paths, values))


def titled(name: str, language: str = "en") -> str:
    """Turn an id into a title of a language: ``calm-days`` becomes ``Calm days``."""
    return capitalized(name.replace("-", " "), language)


# -- Texts ---------------------------------------------------------------------------------------


def _rendered(
    files: Mapping[str, str], values: Mapping[str, Any], language: str = "en"
) -> dict[str, str | bytes]:
    """Render files from their templates, which are named without ``.j2``, in a language."""
    environment = _environment(starter_folder(language))
    return {
        path: environment.get_template(f"{template}.j2").render(values)
        for path, template in files.items()
    }


@cache
def _environment(translated: Path | None) -> Environment:
    folder = packaged_folder("templates") / "new"
    environment = Environment(
        loader=FileSystemLoader([*([translated] if translated else []), folder]),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = _yaml
    return environment


def _yaml(text: str) -> str:
    """Write a text as YAML on one line, in quotes if it needs them."""
    shown = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return shown.removesuffix("\n").removesuffix("\n...")


# -- Schemas -------------------------------------------------------------------------------------


def editor() -> Tree:
    """The JSON Schemas that editors use to check and complete files."""
    kinds = {**schemas(), "client": schema(ClientFile)}
    return {f".workbook/{kind}.schema.json": text for kind, text in kinds.items()}


def has_old_schemas(folder: Path) -> bool:
    """Whether a practice has schemas for editors, and not all of them are those of today."""
    now = {path: str(text).encode() for path, text in editor().items()}
    there = {path: (folder / path).read_bytes() for path in now if (folder / path).is_file()}
    return bool(there) and there != now


def _with_schemas(addition: NewFiles) -> NewFiles:
    """Add the schemas, and a first line to each file that tells editors which schema it has."""
    files = editor()

    def linked(tree: Tree) -> Tree:
        return {path: _with_schema(path, text, files) for path, text in tree.items()}

    return NewFiles(linked(addition.new), {**linked(addition.common), **files})


def _with_schema(path: str, text: str | bytes, schemas: Tree) -> str | bytes:
    schema = f".workbook/{_kind(path)}.schema.json"
    if schema not in schemas or isinstance(text, bytes):
        return text
    address = posixpath.relpath(schema, posixpath.dirname(path))
    return f"# yaml-language-server: $schema={address}\n{text}"


def _kind(path: str) -> str | None:
    """The kind of an author's file at a path, which is also the name of its schema."""
    match path.split("/"):
        case ["content", "workbook.yml"]:
            return "workbook"
        case ["content", "worksheets", _]:
            return "worksheet"
        case ["content", "tracks", _, "track.yml"]:
            return "track"
        case ["content", "tracks", _, _]:
            return "program"
        case [folder, _] if folder == CLIENTS:
            return "client"
    return None
