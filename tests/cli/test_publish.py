"""`workbook publish` says how to publish a site, and with `--check` what is wrong with it."""

import shutil
from pathlib import Path

import pytest
from support.command_line import contents, fill_in, run

ADDRESS = "https://ines.github.io/practice/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new practice, filled in and built for an address."""
    folder = tmp_path_factory.mktemp("built")
    made = run("new", "my-practice", "--yes", "--host", "netlify", at=folder)
    assert made.exit_code == 0, made.output
    practice = folder / "my-practice"
    fill_in(practice)
    configuration = practice / "mkdocs.yml"
    configuration.write_text(
        configuration.read_text().replace('!ENV [SITE_URL, ""]', ADDRESS), encoding="utf-8"
    )
    result = run("build", "--strict", at=practice)
    assert result.exit_code == 0, result.output
    return practice


@pytest.fixture
def ready(built: Path, tmp_path: Path) -> Path:
    """A copy of that practice."""
    return Path(shutil.copytree(built, tmp_path / "practice"))


def test_a_site_that_is_ready_has_no_problem(ready: Path) -> None:
    result = run("publish", "--check", at=ready)
    assert result.exit_code == 0, result.output
    first, second = result.output.splitlines()
    assert first == "No problems."
    files = contents(ready / "site")
    size = sum(map(len, files.values())) / 1_000_000
    assert second == f"site: {len(files)} files, {size:.1f} MB, for {ADDRESS}."


def test_everything_that_is_wrong_is_said_at_once(ready: Path) -> None:
    crisis = ready / "content/workbook.yml"
    crisis.write_text(crisis.read_text(encoding="utf-8").replace("Call 112.", "Call."))
    (ready / "content/pages/about-me.md").write_text("# Me\n<!-- FILL IN: who you are -->\n")
    (ready / "site/_headers").unlink()
    shutil.copytree(ready / "coach", ready / "site/coach")
    page = ready / "site/index.html"
    secret = "Send it two days before the session."
    page.write_text(
        page.read_text(encoding="utf-8").replace("</body>", f'{secret}<a href="x/">x</a></body>')
    )
    result = run("publish", "--check", at=ready)
    assert result.exit_code == 1
    said = [line.split(" ", 2)[:2] for line in result.output.splitlines() if ": WB" in line]
    assert {(place.partition(":")[0], code) for place, code in said} == {
        ("content/pages/about-me.md", "WB912"),
        ("content/workbook.yml", "WB910"),
        ("site", "WB602"),
        ("site/coach/personal/first-steps-coach-a4.pdf", "WB603"),
        ("site/coach/personal/first-steps-coach-us-letter.pdf", "WB603"),
        ("site/index.html", "WB604"),
        ("site/index.html", "WB606"),
    }
    assert "7 problems in 6 files. `workbook explain WB912` says more about" in result.output


def test_a_change_after_the_build_is_noticed(ready: Path) -> None:
    with (ready / "content/workbook.yml").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    assert "content/workbook.yml: WB607" in run("publish", "--check", at=ready).output


def test_a_comment_silences_advice_on_a_crisis_here_too(ready: Path) -> None:
    file = ready / "content/workbook.yml"
    text = file.read_text(encoding="utf-8").replace("  Call 112.\n\n", "")
    file.write_text(text.replace("crisis: |", "crisis: | # ignore WB910"), encoding="utf-8")
    said = run("publish", "--check", at=ready).output
    assert "WB910" not in said
    assert "WB900" not in said


def test_another_folder_and_another_host_can_be_named(ready: Path) -> None:
    (ready / "site").rename(ready / "public")
    with (ready / "public/talk.mp4").open("wb") as file:
        file.truncate(80_000_000)
    assert run("publish", "--check", "public", at=ready).exit_code == 0
    result = run("publish", "--check", "public", "--host", "cloudflare", at=ready)
    assert result.exit_code == 1
    assert "public/talk.mp4: WB605 this file has 80.0 MB, but Cloudflare Pages" in result.output


def test_a_part_of_a_site_is_not_published(ready: Path) -> None:
    assert run("new", "program", "wellness/calm-days", at=ready).exit_code == 0
    fresh = run("build", "--only", "wellness/calm-days", at=ready)
    assert fresh.exit_code == 0, fresh.output
    said = run("publish", "--check", at=ready).output
    assert (
        "site: WB602 these files of the site are missing: `personal/first-steps/downloads/" in said
    )


def test_problems_of_the_content_come_first(practice: Path) -> None:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    program.write_text(program.read_text().replace("topic: Sleep", "topik: Sleep"))
    result = run("publish", "--check", at=practice)
    assert result.exit_code == 1
    assert "better-sleep.yml:2:1: WB101 `topik` is not a key here" in result.output


def test_without_a_site_it_says_how_to_make_one(practice: Path) -> None:
    result = run("publish", "--check", at=practice)
    assert result.exit_code == 1
    assert "site: WB602 there is no site here\n  help: build it: `workbook build`" in result.output


@pytest.mark.parametrize(
    ("host", "name"),
    [("github", "GitHub Pages"), ("gitlab", "GitLab Pages"), ("netlify", "Netlify")],
)
def test_a_practice_with_a_workflow_is_published_by_its_host(
    here: Path, host: str, name: str
) -> None:
    assert run("new", "p", "--yes", "--host", host).exit_code == 0
    result = run("publish", at=here / "p")
    assert result.exit_code == 0
    assert "  workbook build --strict\n  workbook publish --check\n" in result.output
    assert f"{name} builds and publishes this site itself" in result.output


def test_any_other_site_is_uploaded(practice: Path) -> None:
    result = run("publish", at=practice)
    assert result.exit_code == 0
    assert "Then upload all that is in site, with one of these:" in result.output
    assert "rsync -av --delete-after site/ USER@HOST:FOLDER/" in result.output
