"""`check`, `serve`, and `export`, and the options `--only` and `--engine` of `build`."""

import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from support.command_line import contents, run

from workbook_builder.answers import answers_file
from workbook_builder.cli.main import main
from workbook_builder.problems.problem import SUBJECTS, Rule

pytestmark = pytest.mark.slow


def test_check_says_what_is_there(practice: Path) -> None:
    result = run("check", at=practice)
    assert result.exit_code == 0
    assert result.output == "No problems: 1 program with 8 worksheets.\n"


@pytest.mark.parametrize(
    "arguments",
    [["chek"], ["check", "nowhere"], ["build", "-f", "no.yml"], ["export"], ["build", "--what"]],
)
def test_wrong_usage_has_exit_code_2(practice: Path, arguments: list[str]) -> None:
    result = run(*arguments, at=practice)
    assert result.exit_code == 2
    assert "Usage: " in result.output


def test_the_practice_is_found_from_any_folder_in_it(practice: Path, tmp_path: Path) -> None:
    deep = practice / "content/tracks/wellness"
    answers = tmp_path / "a.json"
    answers.write_text(answers_file.write({"better-sleep/goal/goal": "x"}))
    outside = tmp_path / "outside"
    outside.mkdir()
    named = ("-f", str(practice / "mkdocs.yml"))
    for at, more in ((deep, ()), (outside, named)):
        assert run("check", *more, at=at).output == "No problems: 1 program with 8 worksheets.\n"
        said = run("print", str(answers), *more, "--force", at=at)
        assert said.exit_code == 0, said.output
        assert (practice / "printed/a/better-sleep/goal-a4.pdf").is_file()
        assert not (at / "printed").exists()
        shutil.rmtree(practice / "printed")
        added = run("new", "worksheet", f"from-{at.name}", *more, at=at)
        assert added.exit_code == 0, added.output
        assert (practice / f"content/worksheets/from-{at.name}.yml").is_file()
    assert run("export", "out", at=deep).exit_code == 0
    assert (deep / "out/mkdocs.yml").is_file()
    shutil.rmtree(deep / "out")
    assert run("build", at=deep).exit_code == 0
    assert (practice / "site/index.html").is_file()
    assert (practice / "coach/wellness/better-sleep-coach-a4.pdf").is_file()
    both = run("check", "content", *named, at=practice)
    assert "name either the folder of content, or mkdocs.yml with -f" in both.output


def test_content_in_another_folder_is_found(practice: Path) -> None:
    (practice / "content").rename(practice / "texts")
    file = practice / "mkdocs.yml"
    text = file.read_text().replace("docs_dir: content/pages", "docs_dir: texts/pages")
    assert "  - workbook\n" in text
    file.write_text(text.replace("  - workbook\n", "  - workbook: {content: texts}\n"))
    at = practice / "texts/tracks"
    assert run("check", at=at).output == "No problems: 1 program with 8 worksheets.\n"


PRACTICE_COMMANDS = [
    "add wellness/fitness",
    "build",
    "check",
    "client erase ana",
    "client list",
    "client new Ana --program wellness/better-sleep",
    "collect a.json",
    "desk --no-open",
    "export out",
    "key new",
    "key show",
    "new program family/a",
    "new schemas",
    "new track family",
    "new translation fi",
    "new worksheet a",
    "pack",
    "prepare ana",
    "print a.json",
    "publish --check",
    "report --all",
    "serve",
    "translate es",
    "upgrade",
]
ELSEWHERE = {"answers", "docs", "explain", "new field", "new practice"}


def test_each_command_needs_a_practice_or_works_anywhere() -> None:
    names = {name for name in names_of(main) if not any(is_of(c, name) for c in PRACTICE_COMMANDS)}
    assert names == ELSEWHERE


def names_of(group: click.Group) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in names_of(command))
        else:
            yield name


def is_of(line: str, command: str) -> bool:
    return f"{line} ".startswith(f"{command} ")


@pytest.mark.parametrize("command", PRACTICE_COMMANDS)
def test_outside_of_a_practice_each_command_says_what_to_do(here: Path, command: str) -> None:
    (here / "a.json").write_text("{}")
    result = run(*command.split())
    assert result.exit_code == 2
    assert "there is no mkdocs.yml with a folder content/ here" in result.output
    assert "with `cd`, name its mkdocs.yml with -f, or create one" in result.output
    assert [path.name for path in here.iterdir()] == ["a.json"]


def test_explain_lists_all_rules_by_subject() -> None:
    said = run("explain")
    assert said.exit_code == 0
    assert re.findall(r"^  (WB\d+)  ", said.output, re.MULTILINE) == list(Rule)
    assert re.findall(r"^(\w.*):$", said.output, re.MULTILINE) == list(SUBJECTS.values())
    assert "\n\nKeys and values:\n  WB101  unknown key\n" in said.output


def test_a_configuration_without_the_plugin_is_explained(practice: Path) -> None:
    (practice / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content/pages\n")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "WB503 the plugin `workbook` is not used here" in result.output


@pytest.mark.parametrize("folder", ["docs_dir: content", "docs_dir: content/tracks"])
def test_the_content_is_never_published(practice: Path, folder: str) -> None:
    file = practice / "mkdocs.yml"
    file.write_text(file.read_text().replace("docs_dir: content/pages", folder))
    for command in "build", "export":
        result = run(*[command, "out"][: 1 + (command == "export")], at=practice)
        assert result.exit_code == 1
        assert "WB506 `docs_dir` would publish your content" in result.output
    assert not (practice / "site").exists()
    assert not (practice / "out").exists()


@pytest.mark.parametrize(
    "folder",
    ["content/tracks", "content", "templates", ".", "content/pages/x", "coach", "coach/site"],
)
def test_a_site_never_replaces_files_of_the_practice(practice: Path, folder: str) -> None:
    file = practice / "mkdocs.yml"
    file.write_text(f"{file.read_text()}\nsite_dir: {folder}\n")
    before = contents(practice)
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "site_dir" in result.output
    assert contents(practice) == before


def test_answers_never_replace_the_form_they_are_read_from(practice: Path) -> None:
    pdf = practice / "goal.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    result = run("answers", "goal.pdf", "-o", "goal.pdf", at=practice)
    assert result.exit_code == 2
    assert "this is the file that is read" in result.output
    assert pdf.read_bytes() == b"%PDF-1.7"


def test_serve_shows_a_change_and_the_place_of_a_problem(practice: Path) -> None:
    command = [sys.executable, "-m", "workbook_builder", "serve", "-a", "127.0.0.1:0"]
    program = practice / "content/tracks/wellness/better-sleep.yml"
    log = practice / "log.txt"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=practice, stdout=subprocess.PIPE, stderr=out, text=True
        ) as process,
    ):
        try:
            assert process.stdout
            page = f"{process.stdout.readline().split()[1]}wellness/better-sleep/evenings-now/"
            wait_for(lambda: "My evenings now" in fetch(page))
            text = program.read_text(encoding="utf-8")
            program.write_text(text.replace("My evenings now", "My new title"), encoding="utf-8")
            wait_for(lambda: "My new title" in fetch(page))
            program.write_text(text.replace("topic: Sleep", "topik: Sleep"), encoding="utf-8")
            wait_for(
                lambda: "better-sleep.yml:2:1: WB101 `topik`" in log.read_text(encoding="utf-8")
            )
        finally:
            process.terminate()


def fetch(page: str) -> str:
    try:
        with urllib.request.urlopen(page, timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


@pytest.mark.parametrize("command", ["check", "build", "serve", "export"])
def test_help_has_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"workbook {command}" in result.output.partition("Examples:")[2]


def test_a_single_program_can_be_built(practice: Path) -> None:
    wellness = practice / "content/tracks/wellness"
    shutil.copytree(wellness, practice / "content/tracks/other")
    other = practice / "content/tracks/other/better-sleep.yml"
    other.rename(other.with_name("night-shift.yml"))
    shutil.copy(wellness / "better-sleep.yml", wellness / "second.yml")
    for only, kept in {
        "wellness": {"wellness/better-sleep", "wellness/second"},
        "other/night-shift": {"other/night-shift"},
    }.items():
        assert run("build", "--only", only, at=practice).exit_code == 0
        found = {path.parent for path in (practice / "site").rglob("*-workbook-a4.pdf")}
        names = {path.parent.relative_to(practice / "site").as_posix() for path in found}
        assert names == kept
        assert len(list((practice / "coach").rglob("*.pdf"))) == 2 * len(kept)  # on two papers
    result = run("build", "--only", "welness", at=practice)
    assert result.exit_code == 1
    assert "there is no such track or program" in result.output
    assert "did you mean `wellness`?" in result.output


def test_an_export_does_not_overwrite_other_files(practice: Path) -> None:
    (practice / "plain").mkdir()
    (practice / "plain/letter.txt").write_text("dear")
    result = run("export", "plain", at=practice)
    assert result.exit_code == 2
    assert (practice / "plain/letter.txt").read_text() == "dear"
