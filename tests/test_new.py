"""`workbook new` and `workbook add`: what they write is whole, sound, and overwrites nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import yaml
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner, Result

from workbook_builder import __version__, fields, library, scaffold
from workbook_builder.addition import Addition, TakenError, add
from workbook_builder.cli import main
from workbook_builder.load import load
from workbook_builder.practice import Practice
from workbook_builder.press import Press
from workbook_builder.problems import WorkbookError
from workbook_builder.trial import retold

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "practice"


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=answers)


def done(*arguments: str) -> str:
    """What a command says that goes well."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> str:
    """What a command says that is used in a wrong way."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    return result.output.partition("Error: ")[2]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mine(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new practice to work in."""
    done("new", "my-practice", "--yes")
    monkeypatch.chdir(here / "my-practice")
    return here / "my-practice"


def filled_in(practice: Path) -> None:
    """Write whom to call in a crisis, as everybody must before they publish."""
    path = practice / "content/workbook.yml"
    text = path.read_text(encoding="utf-8")
    assert "crisis: |\n" in text
    path.write_text(text.replace("crisis: |\n", "crisis: |\n  Call 112.\n\n"), encoding="utf-8")


# -- A practice ----------------------------------------------------------------------------------


def test_a_new_practice_is_small_and_sound(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = done("new", "my-practice", "--yes")
    schemas = ("program", "track", "workbook", "worksheet")
    assert set(files(here / "my-practice")) == {
        ".github/workflows/publish.yml",
        ".gitignore",
        *(f".workbook/{name}.schema.json" for name in schemas),
        "content/pages/about-me.md",
        "content/tracks/personal/first-steps.yml",
        "content/tracks/personal/track.yml",
        "content/workbook.yml",
        "content/worksheets/weekly-check-in.yml",
        "mkdocs.yml",
        "requirements.txt",
    }
    monkeypatch.chdir(here / "my-practice")
    (advice,) = re.findall("WB.*", done("check"))
    assert advice.startswith("WB910 nobody can be called in a crisis")
    filled_in(Path())
    assert done("check", "--strict") == "No problems: 1 program with 6 worksheets.\n"
    # It says which line is to be filled in before anybody reads it.
    number = int(re.findall(r"Fill in first: my-practice/content/workbook.yml:(\d+)\n", said)[0])
    line = Path("content/workbook.yml").read_text(encoding="utf-8").splitlines()[number - 1]
    assert line.startswith("# FILL IN before you publish: ")
    assert "  cd my-practice\n  workbook serve\n" in said


def test_questions_are_asked_and_answered(here: Path) -> None:
    answers = 'Yes: "no" & co #1\nInés\nines@example.org\nxyz9\nde\nskeletton\nskeleton\nnone\n'
    result = run("new", "practice-1", answers=answers)
    assert result.exit_code == 0, result.output
    assert "Name of the practice [Practice 1]: " in result.output
    assert "Error: `xyz9` is no language code" in result.output
    assert "there is no program in the library `skeletton`" in result.output
    assert "  wellness/stress-management\n" in result.output
    workbook = load(here / "practice-1/content")
    assert workbook.practice == "Yes: „no“ & co #1"
    assert (workbook.coach, workbook.contact.email) == ("Inés", "ines@example.org")
    assert workbook.language == "de"
    assert "workbook new translation de" in result.output


def test_options_leave_no_question(here: Path) -> None:
    done(
        "new", "p", "--name", "true", "--coach", "007", "--email", "a@example.org", "--language",
        "en", "--program", "wellness/stress-management", "--host", "none",
    )  # fmt: skip
    workbook = load(here / "p/content")
    assert (workbook.practice, workbook.coach) == ("true", "007")
    assert [program.id for _, program in workbook.programs()] == ["stress-management"]
    assert yaml.safe_load((here / "p/mkdocs.yml").read_text().replace("!ENV", ""))["site_name"] == (
        "true"
    )


def test_with_nobody_to_answer_it_says_how_to_go_on(here: Path) -> None:
    result = run("new", "my-practice", answers="")
    assert result.exit_code == 2
    assert "nobody is here to answer: add --yes, or options." in result.output
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "gitlob"], "there is no host `gitlob`; did you mean `gitlab`?"),
        (["--program", "stress-management"], "did you mean `wellness/stress-management`?"),
        (["--language", "English"], "`English` is no language code; write one like `en` or `de`."),
        (["--name", " "], "a name is one line"),
        (["--coach", "a\nb"], "a name is one line"),
    ],
)
def test_a_wrong_option_is_refused_before_any_question(
    here: Path, arguments: list[str], said: str
) -> None:
    assert said in refused("new", "my-practice", *arguments)
    assert not list(here.iterdir())


def test_a_practice_can_begin_in_a_folder_that_is_there(here: Path) -> None:
    (here / ".git").mkdir()
    (here / "letter.txt").write_text("dear")
    done("new", ".", "--yes")
    assert {".git", "letter.txt", "mkdocs.yml"} <= {path.name for path in here.iterdir()}
    before = files(here)
    assert "there is a practice in . already." in refused("new", ".", "--yes")
    assert files(here) == before


def test_no_file_is_overwritten(here: Path) -> None:
    (here / "my-practice").mkdir()
    (here / "my-practice/requirements.txt").write_text("mine")
    said = refused("new", "my-practice", "--yes")
    assert said == "my-practice/requirements.txt: there already. Nothing was written.\n"
    assert files(here) == {"my-practice/requirements.txt": b"mine"}


# -- Publishing ----------------------------------------------------------------------------------

WORKFLOWS = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
}


@pytest.mark.parametrize("host", scaffold.HOSTS)
def test_only_the_workflow_of_the_host_is_written(here: Path, host: str) -> None:
    done("new", "p", "--yes", "--host", host)
    found = [name for name, path in WORKFLOWS.items() if (here / "p" / path).is_file()]
    assert found == ([] if host == "none" else [host])
    assert "/coach/\n" in (here / "p/.gitignore").read_text()
    assert f"\nworkbook-builder=={__version__}\n" in (here / "p/requirements.txt").read_text()


def workflow(host: scaffold.Host) -> str:
    made = scaffold.practice(scaffold.Identity("P", "C"), host)
    return str(made.new[WORKFLOWS[host]])


@pytest.mark.parametrize("host", ["github", "gitlab", "netlify"])
def test_a_site_is_installed_checked_and_built_in_this_order(host: scaffold.Host) -> None:
    text = re.sub(r"(?m)^\s*#.*", "", workflow(host))
    steps = ["pip install -r requirements.txt", "workbook check", "workbook build"]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    assert "SITE_URL" in text
    assert "coach" not in text, "the coach's edition stays where it is made"


def test_each_host_publishes_the_site() -> None:
    github = yaml.safe_load(workflow("github"))
    (upload,) = (s for s in github["jobs"]["build"]["steps"] if "artifact" in s.get("uses", ""))
    assert upload["with"] == {"path": "site"}
    assert github["jobs"]["publish"]["needs"] == "build"
    gitlab = yaml.safe_load(workflow("gitlab"))
    assert gitlab["pages"]["script"][-1] == "mv site public"
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert tomllib.loads(workflow("netlify"))["build"]["publish"] == "site"


# -- Tracks, programs, worksheets ----------------------------------------------------------------


def test_skeletons_are_sound_together_and_with_a_program_of_the_library(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mine / "content/tracks")  # the practice is found from within
    assert "../" not in done("new", "track", "family")
    done("new", "program", "wellness/calm-mornings")
    done("new", "program", "family/yes")
    said = done("new", "worksheet", "evening-walk")
    assert "add the line `- use: evening-walk`" in said
    done("new", "worksheet", "morning-walk")
    done("add", "wellness/stress-management")
    monkeypatch.chdir(mine)
    program = mine / "content/tracks/family/yes.yml"
    text = program.read_text(encoding="utf-8")
    used = "      - use: evening-walk\n      - use: morning-walk\n"
    program.write_text(text.replace("      - use: weekly", f"{used}      - use: weekly"))
    filled_in(mine)
    assert done("check", "--strict").startswith("No problems: 5 programs")
    tracks = {track.id: track for track in load(mine / "content").tracks}
    assert [program.id for program in tracks["family"].programs] == ["family-first-steps", "yes"]
    assert tracks["family"].programs[1].title == "Yes"
    assert "not medical advice" in (tracks["wellness"].notice or ""), "the library's own track"


def test_every_skeleton_explains_itself(mine: Path) -> None:
    done("new", "track", "family")
    done("new", "worksheet", "evening-walk")
    for path, least in (
        ("tracks/family/family-first-steps.yml", 30),
        ("tracks/family/track.yml", 5),
        ("worksheets/evening-walk.yml", 15),
        ("workbook.yml", 12),
    ):
        text = (mine / "content" / path).read_text(encoding="utf-8")
        assert len(re.findall(r"(?m)(^| )# ", text)) >= least, path
        assert max(map(len, text.split("\n"))) < 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["track", "Family Life"], "`Family Life` cannot be a name; use small letters"),
        (["track", "Family Life"], "single hyphens: `family-life`"),
        (["track", "search"], "`search` is a name of the site's own"),
        (["track", "personal"], "workbook new program personal/NAME"),
        (["track", "../up"], "`../up` cannot be a name"),
        (["program", "calm-days"], "say which track it belongs to: `personal/calm-days`"),
        (["program", "personal/first-steps"], "already: content/tracks/personal/first-steps.yml"),
        (["program", "wellness/first-steps"], "already: content/tracks/personal/first-steps.yml"),
        (["program", "personal/../up"], "`../up` cannot be a name"),
        (["program", "search/calm-days"], "`search` is a name of the site's own"),
        (["worksheet", "assess"], "`assess` is a name of the site's own"),
        (["worksheet", "weekly-check-in"], "content/worksheets/weekly-check-in.yml: there already"),
        (["field", "scale"], "there is a field type `scale` already."),
        (["field", "7-days"], "begin with a letter"),
        (["translation", "en"], "the interface is English already."),
        (["translation", "finnish"], "`finnish` is no language code"),
        (["programm", "a/b"], "there is no `workbook new programm`; did you mean `program`?"),
    ],
)
def test_a_name_that_cannot_be_is_refused(mine: Path, arguments: list[str], said: str) -> None:
    before = files(mine)
    assert said in refused("new", *arguments)
    assert files(mine) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "track", "family"],
        ["new", "program", "family/a"],
        ["new", "worksheet", "a"],
        ["new", "translation", "fi"],
        ["new", "schemas"],
        ["add", "wellness/fitness"],
    ],
)
def test_outside_of_a_practice_it_says_so(here: Path, arguments: list[str]) -> None:
    assert refused(*arguments).startswith("there is no practice here: no folder content/ beside")
    assert not list(here.iterdir())


# -- The library ---------------------------------------------------------------------------------


def test_the_library_is_listed_a_line_for_each_program(here: Path) -> None:
    lines = done("add").splitlines()
    assert len(lines) == len(library.programs())
    assert "wellness/stress-management         Steadier days (8 weeks)" in lines


def test_a_program_comes_with_what_it_uses(mine: Path) -> None:
    own = mine / "content/worksheets/weekly-check-in.yml"
    own.write_text(own.read_text().replace("My weekly check-in", "My own check-in"))
    said = done("add", "personal/life-transitions").splitlines()
    library_file = ROOT / "content/tracks/personal/life-transitions.yml"
    used = set(re.findall(r"- use: (\S+)", library_file.read_text(encoding="utf-8")))
    assert "weekly-check-in" in used
    written = {f"  content/worksheets/{id}.yml" for id in used - {"weekly-check-in"}}
    written.add("  content/tracks/personal/life-transitions.yml")
    assert said[0] == f"Wrote {len(written)} files:"
    assert set(said[1:]) == written | {
        "  content/tracks/personal/track.yml is yours already, and stays as it is",
        "  content/worksheets/weekly-check-in.yml is yours already, and stays as it is",
    }
    assert "title: My own check-in" in own.read_text()
    text = (mine / "content/tracks/personal/life-transitions.yml").read_text()
    assert "\n# From the library of Workbook Builder, CC BY 4.0: " in text
    assert "there is a program `life-transitions` already" in refused(
        "add", "personal/life-transitions"
    )
    assert "did you mean `wellness/stress-management`?" in refused(
        "add", "welness/stres-management"
    )


def test_every_program_of_the_library_comes_whole(tmp_path: Path) -> None:
    made = scaffold.practice(scaffold.Identity("P", "C"), "none")
    for name in library.programs():
        made |= scaffold.copied(name)
    add(made, tmp_path)
    found = {f"{track.id}/{program.id}" for track, program in load(tmp_path / "content").programs()}
    assert found == set(library.programs())


def test_pictures_come_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "built_in", lambda name: SMALL / name)
    made = library.program("wellness/better-sleep")
    assert set(made.new) == {"content/tracks/wellness/better-sleep.yml"}
    assert set(made.common) == {
        "content/pictures/evening.svg",
        "content/tracks/wellness/track.yml",
        "content/worksheets/weekly-check-in.yml",
    }
    picture = (SMALL / "content/pictures/evening.svg").read_bytes()
    assert made.common["content/pictures/evening.svg"] == picture


# -- All or nothing ------------------------------------------------------------------------------


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.txt").write_text("mine")
    with pytest.raises(TakenError, match=r"one\.txt"):
        add(Addition({"a/one.txt": "new", "b/two.txt": "new"}), tmp_path)
    assert files(tmp_path) == {"a/one.txt": b"mine"}
    written = add(
        Addition({"b/two.txt": "new"}, {"a/one.txt": "new", "a/c/d.bin": b"\0"}), tmp_path
    )
    assert set(written) == {"b/two.txt", "a/c/d.bin"}
    assert files(tmp_path) == {"a/one.txt": b"mine", "a/c/d.bin": b"\0", "b/two.txt": b"new"}


def test_what_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/mine.txt").write_text("mine")
    rename, names = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        names.append(target.name)
        if len(names) == 3:
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="the disk is full"):
        add(Addition({"a/one.txt": "1", "b/two.txt": "2", "c.txt": "3"}), tmp_path)
    assert names == ["one.txt", "b", "c.txt"]
    assert files(tmp_path) == {"a/mine.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_in_the_way_is_explained(here: Path) -> None:
    (here / "file").write_text("mine")
    result = run("new", "file/inside", "--yes")
    assert result.exit_code == 1
    assert "Error: nothing was written: " in result.output
    assert files(here) == {"file": b"mine"}


# -- Editors -------------------------------------------------------------------------------------


def test_each_file_names_its_schema(mine: Path) -> None:
    before = len(list((mine / "content").rglob("*.yml")))
    made = [done("new", "worksheet", "evening-walk"), done("add", "wellness/stress-management")]
    written = sum(len(re.findall(r"^  content/\S+\.yml$", said, re.MULTILINE)) for said in made)
    assert written > 2
    found = 0
    for path in (mine / "content").rglob("*.yml"):
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert schema.resolve().parent == mine / ".workbook", path
        assert schema.is_file(), path
        assert not [line for line in rest if "yaml-language-server" in line]
        found += 1
    assert found == before + written
    (mine / ".workbook/track.schema.json").write_text("old")
    assert done("new", "schemas") == "4 schemas in .workbook.\n"
    assert (mine / ".workbook/track.schema.json").read_text() != "old"


# -- Translations --------------------------------------------------------------------------------


def test_every_text_of_the_interface_can_be_translated(mine: Path) -> None:
    said = done("new", "translation", "fi")
    assert int(said.removesuffix(" texts to translate in templates/locale/fi.po.\n")) > 200
    path = mine / "templates/locale/fi.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            several = isinstance(message.id, tuple)
            message.string = [f"§{text}" for text in message.id] if several else f"§{message.id}"
    with path.open("wb") as file:
        write_po(file, catalog)
    text = path.read_bytes()
    said = done("new", "translation", "fi")
    assert said == "Every text of the interface has a translation into `fi`.\n"
    assert path.read_bytes() == text
    # Now there is none left that pages or documents would ask for in vain.
    everything = Path(shutil.copytree(SMALL / "content", mine.parent / "everything/content"))
    head = everything / "workbook.yml"
    head.write_text(f"{head.read_text()}language: fi\n")
    practice = Practice.open(everything, mine / "templates")
    pages = [str(text) for path, text in practice.site().items() if path.endswith(".md")]
    assert len(pages) > 10
    assert all("§" in page for page in pages)
    assert practice.documents
    assert not practice.untranslated


def test_what_is_translated_stays(mine: Path) -> None:
    path = mine / "templates/locale/fi.po"
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.write_text(f'{head}# Näin me sanomme.\nmsgid "Name"\nmsgstr "Nimi"\n', encoding="utf-8")
    done("new", "translation", "fi")
    text = path.read_text(encoding="utf-8")
    assert '# Näin me sanomme.\nmsgid "Name"\nmsgstr "Nimi"\n' in text
    assert 'msgid "%(num)s week"\nmsgid_plural "%(num)s weeks"\nmsgstr[0] ""\n' in text
    assert len(text.split("msgid ")) > 200
    path.write_text("what is this\n")
    result = run("new", "translation", "fi")
    assert result.exit_code == 1
    assert "templates/locale/fi.po cannot be read" in result.output
    assert path.read_text() == "what is this\n"


# -- Field types ---------------------------------------------------------------------------------

FIELD = "type: sentence-end\nid: week\nlabel: What will you do?\nbegin: This week I will\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a field type, as `workbook new field` writes it, and installed."""
    add(scaffold.field("sentence-end"), tmp_path)
    folder = tmp_path / "workbook-field-sentence-end"
    entry = tomllib.loads((folder / "pyproject.toml").read_text())["project"]["entry-points"]
    install(folder, monkeypatch, **entry[fields.GROUP])
    yield folder
    fields.types.cache_clear()
    sys.modules.pop("workbook_field_sentence_end", None)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, **types: str) -> None:
    """Let a folder be on the path, with the metadata of an installed package."""
    info = folder / "workbook_field-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: workbook-field\nVersion: 0.1.0\n")
    entries = "".join(f"{name} = {value}\n" for name, value in types.items())
    (info / "entry_points.txt").write_text(f"[{fields.GROUP}]\n{entries}")
    monkeypatch.syspath_prepend(folder)
    fields.types.cache_clear()


def test_a_new_field_type_is_asked_on_the_web_and_on_paper(package: Path, mine: Path) -> None:
    sheet = mine / "content/worksheets/weekly-check-in.yml"
    item = "".join(f"    {line}\n" for line in FIELD.splitlines())
    sheet.write_text(sheet.read_text().replace("fields:\n", f"fields:\n  -\n{item}"))
    filled_in(mine)
    assert done("check", "--strict") == "No problems: 1 program with 6 worksheets.\n"
    template = mine / "templates/fields/sentence-end.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text('{% include "builtin/fields/sentence-end.html.j2" %}<p>And mine.</p>')
    practice = Practice.open(mine / "content", mine / "templates")
    page = practice.site()["personal/first-steps/weekly-check-in.md"]
    assert isinstance(page, str)
    assert 'name="first-steps/weekly-check-in/week"' in page
    assert "<p>And mine.</p>" in page, "a practice's own template comes first"
    with Press() as press:
        path = next(each for each in practice.sheets() if "weekly-check-in-a4" in each)
        press.begin({path: practice.sheets()[path]})
        pdf = press.finish()[path]
    assert pdf.startswith(b"%PDF")


def test_a_new_field_type_does_what_its_file_says(
    package: Path, golden: Callable[[Path, str], None]
) -> None:
    told = (package / "tests/sentence-end.yml").read_text(encoding="utf-8")
    template = ROOT / "templates/new/field/case.yml.j2"
    found = retold(told)
    assert "did you mean `help`?" in found
    golden(template, found.replace("sentence-end", "<< name >>"))


def test_a_new_field_type_passes_its_own_tests(package: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=package,
        env=os.environ | {"PYTHONPATH": f"{package}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout


@pytest.mark.parametrize(
    ("name", "module", "said"),
    [
        ("mood", "import nowhere_to_be_found", "ModuleNotFoundError: No module named 'nowhere_to"),
        ("mood", "1 / 0", "ZeroDivisionError: division by zero"),
        ("mood", "Mood = int", "`broken_field:Mood` is no class made from"),
        ("scale", "Mood = int", "there is a field type `scale` already"),
    ],
)
def test_a_package_that_brings_no_field_type_is_explained(
    practice: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, said: str
) -> None:
    (practice / "broken_field.py").write_text(module)
    install(practice, monkeypatch, **{name: "broken_field:Mood"})
    try:
        with pytest.raises(WorkbookError) as caught:
            load(practice / "content")
        monkeypatch.chdir(practice)
        asked = run("new", "worksheet", "evening-walk")
    finally:
        fields.types.cache_clear()
        sys.modules.pop("broken_field", None)
    assert said in asked.output
    assert asked.exit_code == 1
    assert "Traceback" not in asked.output
    (problem,) = caught.value.problems
    assert problem.file == "workbook-field"
    assert said in problem.message
    assert problem.hint == "repair the package, or do without it: pip uninstall workbook-field"


# -- Help ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [["new"], ["add"], *(["new", name] for name in main.commands["new"].commands)],  # type: ignore[attr-defined]
)
def test_help_has_examples(command: list[str]) -> None:
    said = done(*command, "--help")
    assert (
        f"workbook {' '.join(command[:2])}".replace(" practice", "")
        in (said.partition("Examples:")[2])
    )


# -- From a wheel --------------------------------------------------------------------------------


class Installed:
    """An environment with nothing in it but what was installed, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=True)
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *command: str, at: str = ".") -> str:
        """What a command of the environment says that goes well."""
        hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
        result = subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.folder / at,
            env={name: value for name, value in os.environ.items() if name not in hidden},
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def install(self, *what: str, at: str = ".") -> None:
        constraints = str(ROOT / "constraints.txt")
        self.run("python", "-m", "pip", "install", "-q", "-c", constraints, *what, at=at)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this repository in an empty environment."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "build", "-o", str(folder / "dist"), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    environment = Installed(folder)
    environment.install(str(wheel))
    return environment


@pytest.mark.slow
def test_from_a_wheel_a_practice_is_made_checked_and_built(installed: Installed) -> None:
    where = installed.run("python", "-c", "import workbook_builder as w; print(w.__file__)")
    assert Path(where.strip()).is_relative_to(installed.folder / "venv")
    installed.run("workbook", "new", "my-practice", "--yes")
    for command in (
        ["new", "track", "family"],
        ["new", "program", "wellness/calm-mornings"],
        ["new", "worksheet", "evening-walk"],
        ["new", "field", "mood"],
        ["new", "translation", "fi"],
        ["add", "personal/life-transitions"],
    ):
        installed.run("workbook", *command, at="my-practice")
    installed.install("./workbook-field-mood", at="my-practice")
    installed.run("workbook", "new", "schemas", at="my-practice")
    practice = installed.folder / "my-practice"
    assert '"mood"' in (practice / ".workbook/worksheet.schema.json").read_text()
    sheet = practice / "content/worksheets/evening-walk.yml"
    field = "  - {id: week, type: mood, label: What will you do?, begin: This week I will}\n"
    sheet.write_text(sheet.read_text().replace("fields:\n", f"fields:\n{field}"))
    program = practice / "content/tracks/family/family-first-steps.yml"
    used = "      - use: evening-walk\n"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("      - use: weekly", f"{used}      - use: weekly"))

    filled_in(practice)
    said = installed.run("workbook", "check", "--strict", at="my-practice")
    assert said.startswith("No problems: 4 programs with ")
    installed.run("workbook", "build", "--strict", at="my-practice")
    home = practice / "site/family/family-first-steps"
    page = (home / "evening-walk/index.html").read_text(encoding="utf-8")
    assert 'name="family-first-steps/evening-walk/week"' in page
    with pikepdf.open(home / "downloads/evening-walk-a4.pdf") as pdf:
        names = {str(field.T) for field in pdf.Root.AcroForm.Fields}  # type: ignore[attr-defined]
    assert "family-first-steps/evening-walk/week" in names
    assert (practice / "site/about-me/index.html").is_file()
    assert (practice / "site/personal/life-transitions/index.html").is_file()
    # The coach's edition is made, and is no part of what is published.
    assert len(list((practice / "coach").rglob("*.pdf"))) == 4
    assert not list((practice / "site").rglob("*coach.pdf"))
    site = "".join(p.read_text(encoding="utf-8") for p in (practice / "site").rglob("*.html"))
    assert "What brings you to" in site
    assert "Send it two days before the session" not in site


@pytest.mark.slow
def test_from_a_wheel_a_practice_begins_with_the_library(installed: Installed) -> None:
    program = "wellness/stress-management"
    installed.run("workbook", "new", "from-library", "--yes", "--program", program)
    installed.run("workbook", "build", at="from-library")
    assert (installed.folder / "from-library/site" / program / "index.html").is_file()
