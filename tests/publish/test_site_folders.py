"""The folders of a site overlap with nothing else, and no file in them is lost or given away."""

from pathlib import Path

import pytest
from support.command_line import contents, mkdocs, run
from support.languages import add_language
from support.mistakes import add_configuration

from workbook_builder.storage.built_folder import LIST


def refused(practice: Path, *arguments: str) -> str:
    """The problems because of which a build ends, before it has changed anything."""
    before = contents(practice)
    result = run("build", *arguments, at=practice)
    assert result.exit_code == 1, result.output
    assert contents(practice) == before
    return result.output


def test_the_edition_for_coaches_is_never_published(practice: Path) -> None:
    (practice / "coach").mkdir()
    file = practice / "mkdocs.yml"
    file.write_text(file.read_text().replace("docs_dir: content/pages", "docs_dir: coach"))
    assert "WB506 `docs_dir` would publish what the coach's edition" in refused(practice)


@pytest.mark.parametrize("name", ["better-sleep.yml", "deep/copy.yaml"])
def test_a_copy_of_a_program_is_never_published(practice: Path, name: str) -> None:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    copy = practice / "content/pages" / name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(program.read_bytes())
    said = refused(practice)
    assert f"content/pages/{name}:21:1: WB506 would be published with what it says" in said


def test_a_link_to_a_program_is_never_published(practice: Path) -> None:
    (practice / "content/pages/programs").symlink_to("../tracks")
    assert "programs/wellness/better-sleep.yml:21:1: WB506" in refused(practice)


def test_what_a_coach_prepares_is_never_published(practice: Path) -> None:
    sessions = "sessions:\n  - title: First\n    prepare: [A flip chart]\n"
    (practice / "content/pages/sessions.yml").write_text(sessions)
    assert "content/pages/sessions.yml:3:5: WB506" in refused(practice)


def test_other_data_is_published(practice: Path) -> None:
    (practice / "content/pages/data.yml").write_text("coaches: [Ann]\nsee: the coach: Ann\n")
    result = run("build", at=practice)
    assert result.exit_code == 0, result.output
    assert (practice / "site/data.yml").exists()


@pytest.mark.parametrize("folder", ["site", "coach"])
def test_own_files_in_a_folder_that_is_made_stop_a_build(practice: Path, folder: str) -> None:
    (practice / folder).mkdir()
    (practice / folder / "my-notes.txt").write_text("mine")
    assert f"{folder}: WB508 this folder contains files that no build" in refused(practice)


def test_mkdocs_deletes_nothing_that_it_has_not_made(practice: Path) -> None:
    site = practice / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git/HEAD").write_text("ref")
    (site / "my-notes.txt").write_text("mine")
    said = mkdocs("build", at=practice)
    assert said.returncode == 1
    assert "site: WB508" in said.stderr
    assert "Traceback" not in said.stderr
    assert contents(site) == {".git/HEAD": b"ref", "my-notes.txt": b"mine"}
    (site / "my-notes.txt").unlink()
    for _ in range(2):
        said = mkdocs("build", at=practice)
        assert said.returncode == 0, said.stderr
        assert {"index.html", ".git/HEAD", LIST} <= contents(site).keys()


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("your-answers/index.md", "page `your-answers.md`"),
        ("your-answers/index.html", "page `your-answers.md`"),
        ("Your-Answers.md", "page `your-answers.md`"),
        ("README.md", "page `index.md`"),
        ("wellness/better-sleep.md", "page `wellness/better-sleep/index.md`"),
        ("wellness/better-sleep/plan/index.md", "page `wellness/better-sleep/plan.md`"),
        ("offline.json", "own at this address: `offline.json`"),
        (
            "wellness/better-sleep/downloads/evenings-now-a4.pdf",
            "own at this address: `wellness/better-sleep/downloads/evenings-now-a4.pdf`",
        ),
    ],
)
def test_no_page_takes_the_address_of_another(practice: Path, own: str, other: str) -> None:
    path = practice / "content/pages" / own
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# Mine\n")
    said = refused(practice)
    assert f"content/pages/{own}: WB510" in said
    assert other in said


def test_a_page_in_the_folder_of_a_language_is_refused(practice: Path) -> None:
    add_language(practice)
    path = practice / "content/pages/ES/own.md"
    path.parent.mkdir()
    path.write_text("# Mine\n")
    said = refused(practice)
    assert "content/pages/ES/own.md: WB510 `ES/` is the folder of the language `es`" in said
    assert "move the file to content/translations/es/pages" in said


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("prices/index.md", "# Precios\n", "WB510 has the same address as `prices.md`"),
        ("your-answers/index.md", "# Mine\n", "WB510 has the same address as the page"),
        ("program.yml", "coach: Say nothing.\n", "WB506 would be published with what it says"),
        ("deep.md", "> " * 200, "WB107 the page has"),
    ],
)
def test_translated_pages_are_checked_as_the_others_are(
    practice: Path, name: str, text: str, told: str
) -> None:
    add_language(practice)
    (practice / "content/pages/prices.md").write_text("# Prices\n")
    path = practice / "content/translations/es/pages" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    said = refused(practice)
    assert f"content/translations/es/pages/{name}" in said
    assert told in said


def test_two_own_pages_have_two_addresses(practice: Path) -> None:
    pages = practice / "content/pages"
    (pages / "prices").mkdir()
    (pages / "prices.md").write_text("# Prices\n")
    (pages / "prices/index.md").write_text("# Prices\n")
    assert "prices/index.md`" in refused(practice)


@pytest.mark.parametrize("setting", ["exclude_docs: your-answers/", "use_directory_urls: false"])
def test_a_page_with_an_address_of_its_own_is_fine(practice: Path, setting: str) -> None:
    path = practice / "content/pages/your-answers/index.md"
    path.parent.mkdir()
    path.write_text("# Mine\n")
    add_configuration(practice, setting)
    assert run("build", at=practice).exit_code == 0


def test_an_own_page_replaces_the_one_of_the_same_path(practice: Path) -> None:
    (practice / "content/pages/your-answers.md").write_text("# Mine\n")
    assert run("build", at=practice).exit_code == 0
    assert "Mine" in (practice / "site/your-answers/index.html").read_text("utf-8")
