"""`workbook new` writes files that are complete and valid, and overwrites nothing."""

import re
from pathlib import Path

import click
import pytest
import yaml
from support.command_line import contents, fill_in, output_of, run, usage_error

from workbook_builder.cli.commands.new import command as new_group
from workbook_builder.content.loader import load
from workbook_builder.storage.new_files import FilesExistError, NewFiles, write_new_files

# -- A practice ----------------------------------------------------------------------------------


def test_a_new_practice_is_small_and_sound(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = output_of("new", "my-practice", "--yes")
    schemas = ("client", "program", "track", "workbook", "worksheet")
    assert set(contents(here / "my-practice")) == {
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
    page, crisis = re.findall("WB.*", output_of("check"))
    assert crisis.startswith("WB910 this text about a crisis has no phone number")
    assert page.startswith("WB912 this page still waits for your own text")
    about = Path("content/pages/about-me.md").read_text(encoding="utf-8")
    assert about.endswith("\nThis is the site of My practice.\n"), "coach and practice are one"
    fill_in(Path())
    assert output_of("check", "--strict") == "No problems: 1 program with 6 worksheets.\n"
    # The command names the line that must be filled in before the site is published.
    number = int(re.findall(r"Fill in first: my-practice/content/workbook.yml:(\d+)\n", said)[0])
    line = Path("content/workbook.yml").read_text(encoding="utf-8").splitlines()[number - 1]
    assert line.startswith("# FILL IN before you publish: ")
    assert "  cd my-practice\n  workbook serve\n" in said


def test_a_practice_can_begin_with_single_worksheets(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output_of("new", "my-practice", "--yes", "--program", "toolbox")
    monkeypatch.chdir(here / "my-practice")
    assert not Path("content/tracks").exists()
    fill_in(Path())
    assert output_of("check", "--strict") == "No problems: a toolbox with 4 worksheets.\n"
    toolbox = load(Path("content").absolute()).toolbox
    assert toolbox
    files = {path.stem for path in Path("content/worksheets").iterdir()}
    assert files == {sheet.id for sheet in toolbox.worksheets}


def test_no_program_can_have_the_name_of_the_toolbox(mine: Path) -> None:
    assert "`toolbox` is reserved" in usage_error("new", "program", "personal/toolbox")
    assert "`toolbox` is reserved" in usage_error("new", "track", "toolbox")


def test_questions_are_asked_and_answered(here: Path) -> None:
    answers = 'Yes: "no" & co #1\nInés\nines@example.org\nxyz9\nfi\n'
    answers += "skeletton\nskeleton\nfolo\nfolio\nnone\n"
    result = run("new", "practice-1", answers=answers)
    assert result.exit_code == 0, result.output
    assert "Name of the practice [Practice 1]: " in result.output
    assert "Error: `xyz9` is not a language code" in result.output
    assert "there is no program in the library `skeletton`" in result.output
    assert "  wellness/stress-management\n" in result.output
    assert "  folio      Calm and serif" in result.output
    assert "there is no theme `folo`; did you mean `folio`?" in result.output
    workbook = load(here / "practice-1/content")
    assert workbook.practice == "Yes: ”no” & co #1"
    assert (workbook.coach, workbook.contact.email) == ("Inés", "ines@example.org")
    assert (workbook.language, workbook.theme.id) == ("fi", "folio")
    assert "workbook new translation fi" in result.output
    assert "in content/ are in English, for you to translate into Finnish." in result.output
    assert "adds templates/locale/fi.po, for you to translate." in result.output
    about = (here / "practice-1/content/pages/about-me.md").read_text(encoding="utf-8")
    assert 'I am Inés, and I coach at Yes: "no" & co #1.' in about


def test_with_all_options_no_question_is_asked(here: Path) -> None:
    output_of(
        "new", "p", "--name", "true", "--coach", "007", "--email", "a@example.org", "--language",
        "en", "--program", "wellness/stress-management", "--theme", "folio", "--host", "none",
    )  # fmt: skip
    workbook = load(here / "p/content")
    assert (workbook.practice, workbook.coach) == ("true", "007")
    assert [program.id for _, program in workbook.programs()] == ["stress-management"]
    assert yaml.safe_load((here / "p/mkdocs.yml").read_text().replace("!ENV", ""))["site_name"] == (
        "true"
    )


def test_without_anybody_to_answer_it_names_the_option_to_use(here: Path) -> None:
    result = run("new", "my-practice", answers="")
    assert result.exit_code == 2
    assert "cannot ask questions here; add --yes, or the missing options." in result.output
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "gitlob"], "there is no host `gitlob`; did you mean `gitlab`?"),
        (["--program", "stress-management"], "did you mean `wellness/stress-management`?"),
        (["--language", "zz"], "there is no language `zz`; write a code like"),
        (["--language", "pt_br"], "`pt_br` is not a language code; did you mean `pt-BR`?"),
        (["--language", "English"], "`English` is not a language code; write one like"),
        (["--name", " "], "write a single line of 1 to 300 characters"),
        (["--coach", "a\nb"], "write a single line of 1 to 300 characters"),
    ],
)
def test_a_wrong_option_is_refused_before_any_question(
    here: Path, arguments: list[str], said: str
) -> None:
    assert said in usage_error("new", "my-practice", *arguments)
    assert not list(here.iterdir())


def test_a_practice_can_begin_in_a_folder_that_is_there(here: Path) -> None:
    (here / ".git").mkdir()
    (here / "letter.txt").write_text("dear")
    output_of("new", ".", "--yes")
    assert {".git", "letter.txt", "mkdocs.yml"} <= {path.name for path in here.iterdir()}
    before = contents(here)
    assert "there is already a practice in ." in usage_error("new", ".", "--yes")
    assert contents(here) == before


def test_no_file_is_overwritten(here: Path) -> None:
    (here / "my-practice").mkdir()
    (here / "my-practice/requirements.txt").write_text("mine")
    said = usage_error("new", "my-practice", "--yes")
    assert said == "already there: my-practice/requirements.txt. Nothing was written.\n"
    assert contents(here) == {"my-practice/requirements.txt": b"mine"}


# -- Tracks, programs, worksheets ----------------------------------------------------------------


def test_skeletons_are_valid_together_and_with_a_program_of_the_library(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mine / "content/tracks")  # the command finds the practice from a subfolder
    assert "../" not in output_of("new", "track", "family")
    output_of("new", "program", "wellness/calm-mornings")
    output_of("new", "program", "family/yes")
    said = output_of("new", "worksheet", "evening-walk")
    assert "add the line `- use: evening-walk`" in said
    output_of("new", "worksheet", "morning-walk")
    output_of("add", "wellness/stress-management")
    monkeypatch.chdir(mine)
    program = mine / "content/tracks/family/yes.yml"
    text = program.read_text(encoding="utf-8")
    used = "      - use: evening-walk\n      - use: morning-walk\n"
    program.write_text(text.replace("      - use: weekly", f"{used}      - use: weekly"))
    fill_in(mine)
    assert output_of("check", "--strict").startswith("No problems: 5 programs")
    tracks = {track.id: track for track in load(mine / "content").tracks}
    assert [program.id for program in tracks["family"].programs] == ["family-first-steps", "yes"]
    assert tracks["family"].programs[1].title == "Yes"
    assert "not medical advice" in (tracks["wellness"].notice or ""), "the library's own track"


def test_every_skeleton_explains_itself(mine: Path) -> None:
    output_of("new", "track", "family")
    output_of("new", "worksheet", "evening-walk")
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
        (["track", "Family Life"], "`Family Life` cannot be used as a name; use lowercase"),
        (["track", "Family Life"], "single hyphens: `family-life`"),
        (["track", "search"], "`search` is reserved for the site itself"),
        (["track", "personal"], "workbook new program personal/NAME"),
        (["track", "../up"], "`../up` cannot be used as a name"),
        (["program", "calm-days"], "name the track as well, as in `personal/calm-days`"),
        (["program", "personal/first-steps"], "`first-steps`: content/tracks/personal"),
        (["program", "wellness/first-steps"], "`first-steps`: content/tracks/personal"),
        (["program", "personal/../up"], "`../up` cannot be used as a name"),
        (["program", "search/calm-days"], "`search` is reserved for the site itself"),
        (["worksheet", "assess"], "`assess` is reserved for the site itself"),
        (["worksheet", "weekly-check-in"], "already there: content/worksheets/weekly-check-in.yml"),
        (["field", "scale"], "there is already a field type `scale`."),
        (["field", "7-days"], "begin with a letter"),
        (["translation", "en"], "the interface is already in English."),
        (["translation", "finnish"], "`finnish` is not a language code"),
        (["programm", "a/b"], "there is no `workbook new programm`; did you mean `program`?"),
    ],
)
def test_an_invalid_name_is_refused(mine: Path, arguments: list[str], said: str) -> None:
    before = contents(mine)
    assert said in usage_error("new", *arguments)
    assert contents(mine) == before


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
    assert usage_error(*arguments).startswith("there is no mkdocs.yml with a folder content/ here")
    assert not list(here.iterdir())


# -- All or nothing ------------------------------------------------------------------------------


def test_existing_files_are_never_changed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.txt").write_text("mine")
    with pytest.raises(FilesExistError, match=r"one\.txt"):
        write_new_files(NewFiles({"a/one.txt": "new", "b/two.txt": "new"}), tmp_path)
    assert contents(tmp_path) == {"a/one.txt": b"mine"}
    written = write_new_files(
        NewFiles({"b/two.txt": "new"}, {"a/one.txt": "new", "a/c/d.bin": b"\0"}), tmp_path
    )
    assert set(written) == {"b/two.txt", "a/c/d.bin"}
    assert contents(tmp_path) == {"a/one.txt": b"mine", "a/c/d.bin": b"\0", "b/two.txt": b"new"}


def test_a_failure_halfway_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
        write_new_files(NewFiles({"a/one.txt": "1", "b/two.txt": "2", "c.txt": "3"}), tmp_path)
    assert names == ["one.txt", "b", "c.txt"]
    assert contents(tmp_path) == {"a/mine.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_in_the_way_is_explained(here: Path) -> None:
    (here / "file").write_text("mine")
    result = run("new", "file/inside", "--yes")
    assert result.exit_code == 1
    assert "file: WB511 there is already something of this name" in result.output
    assert contents(here) == {"file": b"mine"}


# -- Editors -------------------------------------------------------------------------------------


def test_each_file_names_its_schema(mine: Path) -> None:
    before = len(list((mine / "content").rglob("*.yml")))
    made = [
        output_of("new", "worksheet", "evening-walk"),
        output_of("add", "wellness/stress-management"),
    ]
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
    assert output_of("new", "schemas") == "Wrote 5 schemas to .workbook.\n"
    assert (mine / ".workbook/track.schema.json").read_text() != "old"


# -- Help ----------------------------------------------------------------------------------------

NEW = new_group.list_commands(click.Context(new_group))


@pytest.mark.parametrize(
    "command",
    [["new"], ["add"], *(["new", name] for name in NEW)],
)
def test_help_has_examples(command: list[str]) -> None:
    said = output_of(*command, "--help")
    assert (
        f"workbook {' '.join(command[:2])}".replace(" practice", "")
        in (said.partition("Examples:")[2])
    )
