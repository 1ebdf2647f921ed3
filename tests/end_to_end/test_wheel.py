"""The package works when it is installed from a wheel into an empty environment."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pikepdf
import pytest
from support.command_line import fill_in
from support.places import ROOT
from support.workflow_jobs import jobs, run_job

from workbook_builder.publish.hosts import HOSTS


class Installed:
    """A virtual environment with a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=True)
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *command: str, at: str = ".") -> str:
        """The output of a command of the environment, which must succeed."""
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
    """The wheel of this repository, installed into an empty environment."""
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

    fill_in(practice)
    said = installed.run("workbook", "check", "--strict", at="my-practice")
    assert said.startswith("No problems: 4 programs with ")
    installed.run("workbook", "build", "--strict", at="my-practice")
    home = practice / "site/family/family-first-steps"
    page = (home / "evening-walk/index.html").read_text(encoding="utf-8")
    assert 'name="family-first-steps/evening-walk/week"' in page
    with pikepdf.open(home / "downloads/evening-walk-a4.pdf") as pdf:
        names = {str(field.T) for field in pdf.Root.AcroForm.Fields}
    assert "family-first-steps/evening-walk/week" in names
    assert (practice / "site/about-me/index.html").is_file()
    assert (practice / "site/personal/life-transitions/index.html").is_file()
    # The coach's edition is built, and is not part of the site.
    assert len(list((practice / "coach").rglob("*.pdf"))) == 2 * 4  # on two papers
    assert not list((practice / "site").rglob("*-coach-*.pdf"))
    site = "".join(p.read_text(encoding="utf-8") for p in (practice / "site").rglob("*.html"))
    assert "What brings you to" in site
    assert "Send it two days before the session" not in site


@pytest.mark.slow
def test_from_a_wheel_a_practice_begins_with_the_library(installed: Installed) -> None:
    program = "wellness/stress-management"
    installed.run("workbook", "new", "from-library", "--yes", "--program", program)
    installed.run("workbook", "build", at="from-library")
    assert (installed.folder / "from-library/site" / program / "index.html").is_file()


@pytest.mark.slow
def test_from_a_wheel_the_documents_and_the_changelog_are_read(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    assert re.search(r"^changelog +Changelog$", installed.run("workbook", "docs", "--list"), re.M)
    build = "from workbook_builder.publish.docs_site import docs_site; print(docs_site())"
    site = Path(installed.run("python", "-c", build).strip())
    assert site == tmp_path / "docs"
    assert (site / "tutorial.html").is_file()
    assert (site / "gallery/wheel.webp").is_file()
    installed.run("workbook", "new", "old", "--yes")
    file = installed.folder / "old/requirements.txt"
    wheel = next((installed.folder / "dist").glob("*.whl")).name
    assert f"./packages/{wheel}\n" in file.read_text()
    file.write_text("workbook-builder==0.0.1\n")
    said = installed.run("workbook", "upgrade", at="old")
    assert f"  - workbook-builder==0.0.1\n  + ./packages/{wheel}\n" in said
    assert "From the changelog:\n\n## " in said


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github", "gitlab", "netlify"])
def test_a_host_builds_a_practice_from_what_is_in_its_repository(
    installed: Installed, host: str
) -> None:
    installed.run("workbook", "new", f"for-{host}", "--yes", "--host", host)
    practice = installed.folder / f"for-{host}"
    fill_in(practice)
    workflow = (practice / HOSTS[host].workflow).read_text(encoding="utf-8")
    address = "https://ines.github.io/practice"
    # Its libraries stay where they are, as nothing else takes long.
    installed.run("python", "-m", "pip", "uninstall", "-q", "-y", "workbook-builder")
    published = []
    for number, job in enumerate(jobs(host, workflow, address)):
        machine = installed.folder / f"{host}-{number}"
        if site := run_job(job, practice, machine, installed.bin):
            published.append(site)
    (site,) = published
    said = installed.run("workbook", "publish", "--check", site.name, at=str(site.parent))
    assert said.startswith("No problems.\n")
    assert f", for {address}/." in said
