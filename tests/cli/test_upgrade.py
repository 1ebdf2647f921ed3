"""`workbook upgrade` moves a practice to another version, and says what is different then."""

import re
from pathlib import Path

import pytest
from support.command_line import contents, output_of, run, usage_error
from support.wheels import wheel

import workbook_builder.cli.commands.upgrade
from workbook_builder import __version__
from workbook_builder.starter import upgrade
from workbook_builder.starter.origin import Origin

COMMIT = f"workbook-builder @ git+https://example.org/wb.git@{'0123456789' * 4}"
NEWS = "# Changelog\n\n## 9.1\n\n- Sheets can sing.\n\n## 9.0\n\n- Old news.\n"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 9.1 runs, installed from a Git commit."""
    monkeypatch.setattr(upgrade, "__version__", "9.1")
    monkeypatch.setattr(workbook_builder.cli.commands.upgrade, "__version__", "9.1")
    monkeypatch.setattr(upgrade, "origin", lambda: Origin(COMMIT))
    monkeypatch.setattr(upgrade, "packaged_changelog", lambda: NEWS)


@pytest.mark.usefixtures("installed")
def test_a_practice_is_moved_to_what_is_installed(mine: Path) -> None:
    file = mine / "requirements.txt"
    file.write_text("# mine\nworkbook-builder[arabic]==9.0\n./workbook-field-mood\n")
    before = contents(mine)
    said = output_of("upgrade")
    assert "Moved from 9.0 to Workbook Builder 9.1. Changed: requirements.txt\n" in said
    new = COMMIT.replace("builder", "builder[arabic]", 1)
    assert f"  - workbook-builder[arabic]==9.0\n  + {new} # 9.1\n" in said
    assert "- Sheets can sing." in said
    assert "- Old news." not in said
    assert said.endswith("No problems: 1 program with 6 worksheets, 2 pieces of advice.\n")
    assert file.read_text() == f"# mine\n{new} # 9.1\n./workbook-field-mood\n"
    assert contents(mine) == {**before, "requirements.txt": file.read_bytes()}
    assert "This practice is built with Workbook Builder 9.1 already." in output_of("upgrade")


@pytest.mark.usefixtures("installed")
def test_another_commit_of_the_same_version_may_hold_known_news(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreleased = "# Changelog\n\n## Unreleased\n\n- Sheets can sing.\n"
    monkeypatch.setattr(upgrade, "packaged_changelog", lambda: unreleased)
    (mine / "requirements.txt").write_text(COMMIT.replace("0123", "abcd") + " # 9.1\n")
    said = output_of("upgrade")
    assert "Moved from 9.1 to Workbook Builder 9.1." in said
    assert "From the changelog, part of it known to you:\n\n## Unreleased\n" in said


@pytest.mark.usefixtures("installed")
def test_the_practice_can_be_elsewhere(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (mine / "requirements.txt").write_text("workbook-builder==9.0\n")
    monkeypatch.chdir(mine / "content/worksheets")
    assert "Moved from 9.0" in output_of("upgrade")
    monkeypatch.chdir(mine.parent)
    assert "9.1 already" in output_of("upgrade", "-f", "my-practice/mkdocs.yml")


@pytest.mark.usefixtures("installed")
def test_files_of_the_coach_change_only_when_they_are_named(mine: Path) -> None:
    (mine / "requirements.txt").write_text("workbook-builder==9.0\n")
    ignored, workflow = mine / ".gitignore", mine / ".github/workflows/publish.yml"
    made = ignored.read_text(encoding="utf-8")
    ignored.write_text(f"{made}/my-notes/\n", encoding="utf-8")
    workflow.write_text("name: My own\n")
    said = output_of("upgrade")
    assert ".gitignore is not what a new practice has:" in said
    assert "\n-/my-notes/\n" in said
    assert "\n-name: My own\n+# Builds the site on GitHub" in said
    assert "To replace it: workbook upgrade --write .github/workflows/publish.yml" in said
    assert workflow.read_text() == "name: My own\n"
    said = output_of("upgrade", "--write", ".github/workflows/publish.yml")
    assert "Replaced .github/workflows/publish.yml." in said
    assert "workbook build" in workflow.read_text()
    assert ignored.read_text(encoding="utf-8") == f"{made}/my-notes/\n"


@pytest.mark.usefixtures("installed")
def test_old_schemas_of_the_editor_are_named(mine: Path) -> None:
    assert "schemas" not in output_of("upgrade")
    (mine / ".workbook/track.schema.json").write_text("{}")
    assert "To update them: workbook new schemas\n" in output_of("upgrade")


@pytest.mark.usefixtures("installed")
def test_it_ends_with_what_the_new_version_finds(mine: Path) -> None:
    path = mine / "content/worksheets/weekly-check-in.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind:", "kindd:"), encoding="utf-8")
    result = run("upgrade")
    assert result.exit_code == 1
    said = result.output.partition("What `workbook check` finds:")[2]
    assert "WB101 `kindd` is not a key here" in said
    assert said == f"\n\n{run('check').output}"


def test_a_wheel_takes_the_place_of_the_one_before(mine: Path, tmp_path: Path) -> None:
    old, new = wheel(__version__, tmp_path), wheel("9.1", tmp_path, changelog=NEWS)
    output_of("upgrade", str(old))
    said = output_of("upgrade", str(new))
    assert f"Moved from {__version__} to Workbook Builder 9.1." in said
    assert "- Sheets can sing." in said
    assert f"This is still Workbook Builder {__version__}. Install 9.1" in said
    assert "workbook check" not in said, "the version that runs is not the one to check with"
    assert {path.name: path.read_bytes() for path in (mine / "packages").iterdir()} == {
        new.name: new.read_bytes()
    }
    lines = (mine / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"./packages/{new.name}"]


REFUSED = {
    "a version": ("9.1", "`9.1` is not a wheel. For a version or a Git address, install it first"),
    "an address": ("git+https://example.org/wb.git", "install it first"),
    "no file": ("gone.whl", "there is no file gone.whl."),
    "another file": ("mkdocs.yml", "mkdocs.yml: this is not a wheel, or it is damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_wheel_is_refused(mine: Path, name: str) -> None:
    argument, said = REFUSED[name]
    before = contents(mine)
    assert said in usage_error("upgrade", argument)
    assert contents(mine) == before


REQUIREMENTS = {
    "mkdocs\n": "requirements.txt, from which a host installs what builds your site, does not name",
    "workbook-builder\nworkbook-builder==9.0\n": "more than once, in lines 1, 2. Keep one of them.",
    "workbook-builder==9.2\n": "is built with Workbook Builder 9.2, and 9.1 is older.",
    "workbook-builder==9.0 --hash=sha256:abc\n": "line 1 of requirements.txt says more than where",
}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("text", REQUIREMENTS)
def test_what_cannot_be_moved_is_left_as_it_is(mine: Path, text: str) -> None:
    (mine / "requirements.txt").write_text(text)
    before = contents(mine)
    assert REQUIREMENTS[text] in usage_error("upgrade")
    assert contents(mine) == before


@pytest.mark.usefixtures("installed")
def test_a_missing_file_is_completed_from_one_word(mine: Path) -> None:
    file = mine / "requirements.txt"
    file.unlink()
    said = usage_error("upgrade")
    (word,) = re.findall("Write the line `(.*)` into it", said)
    file.write_text(word)
    output_of("upgrade")
    assert file.read_text() == f"{COMMIT} # 9.1"


@pytest.mark.usefixtures("installed")
def test_only_generated_files_are_replaced(mine: Path) -> None:
    before = contents(mine)
    said = usage_error("upgrade", "--write", "content/workbook.yml")
    assert said.startswith("there is no file to replace `content/workbook.yml`; choose one of: ")
    assert contents(mine) == before


def test_what_no_other_machine_can_install_is_refused(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = "This Workbook Builder was installed from /here, which other machines do not have."
    monkeypatch.setattr(upgrade, "origin", lambda: Origin("x", warning=warning))
    before = contents(mine)
    assert usage_error("upgrade").startswith(warning)
    assert contents(mine) == before
