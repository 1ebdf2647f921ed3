"""Whatever is wrong in mkdocs.yml is a problem with a way out, and no traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.command_line import mkdocs, run
from support.mistakes import add_configuration
from support.previewed import Trial

Mistake = Callable[[str], str]


def address(value: str) -> Mistake:
    return lambda text: text.replace("https://example.org/workbook/", value)


def added(line: str) -> Mistake:
    return lambda text: f"{text}{line}\n"


MISTAKES: list[tuple[Mistake, str]] = [
    (added("  - workbook"), "delete one of the lines `- workbook` under `plugins:`"),
    (address(f"https://example.org/{3000 * 'a'}/"), "`site_url` has 3021 letters, more than 500"),
    (
        address("'https://example.org/\"><script>alert(1)</script>'"),
        "`site_url` has the character '\"', which no address has; write it as in",
    ),
]
# MkDocs cannot read these, so that none of our code runs under `mkdocs build`.
UNREADABLE: list[tuple[Mistake, str]] = [
    (address('"http://["'), "cannot be read (Invalid IPv6 URL); write it as in `site_url: https"),
    (added("INHERIT: mkdocs.yml"), "mkdocs.yml inherits from itself, or has too many brackets"),
    (added(f"extra: {900 * '['}{900 * ']'}"), "or write simpler values"),
    (added("hooks: [broken.py]"), "broken.py:1: SyntaxError: "),
    (added("hooks: [hook.py]"), "hook.py:2: KeyError: 'mine'; correct this script, or delete"),
    (lambda text: "", "Config value 'site_name': Required configuration not provided"),
    (lambda text: "- a\n- b\n", "Expected a key-value mapping"),
    (added("site_author: Jürgen"), "mkdocs.yml:9:15: WB002 is not UTF-8 text"),
    (lambda text: text.replace("content/pages", "nowhere"), "isn't an existing directory"),
]


@pytest.fixture
def mistaken(practice: Path, request: pytest.FixtureRequest) -> Path:
    """A practice with a mistake in its configuration."""
    file = practice / "mkdocs.yml"
    (practice / "broken.py").write_text("def (:\n")
    (practice / "hook.py").write_text("# Mine\nraise KeyError('mine')\n")
    mistake: Mistake = request.param
    file.write_bytes(mistake(file.read_text()).encode("latin-1"))
    return practice


@pytest.mark.parametrize(("mistaken", "message"), MISTAKES + UNREADABLE, indirect=["mistaken"])
def test_a_command_says_what_to_write(mistaken: Path, message: str) -> None:
    """An error that is no problem would be raised here."""
    result = run("build", at=mistaken)
    assert result.exit_code == 1
    said = "".join(result.output.split("\n"))
    assert message in said
    assert not (mistaken / "site").exists()
    assert run("check", at=mistaken).exit_code == 0, "it reads the content only"


@pytest.mark.parametrize(("mistaken", "message"), MISTAKES, indirect=["mistaken"])
def test_mkdocs_says_it_too(mistaken: Path, message: str) -> None:
    said = mkdocs("build", at=mistaken)
    assert said.returncode == 1
    assert message in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(("mistaken", "message"), MISTAKES + UNREADABLE, indirect=["mistaken"])
def test_a_preview_shows_it(mistaken: Path, message: str, tmp_path: Path) -> None:
    trial = Trial(mistaken, tmp_path / "made")
    trial.preview.update()
    assert any(message in each for each in trial.troubles()), trial.troubles()
    assert not any("Traceback" in each for each in trial.said)
    trial.preview.close()


def test_an_error_in_a_hook_during_a_build_has_its_place(practice: Path) -> None:
    (practice / "hook.py").write_text("def on_nav(nav, **_):\n    return nav.nope\n")
    add_configuration(practice, "hooks: [hook.py]")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "hook.py:2: AttributeError: " in result.output
    assert not (practice / "site").exists()


def test_a_page_that_the_menu_names_in_vain_is_a_warning(practice: Path) -> None:
    add_configuration(practice, "nav: [index.md, nope.md]")
    result = run("build", "--strict", at=practice)
    assert result.exit_code == 1
    assert "'nope.md' is included in the 'nav' configuration, which is not found" in result.output
