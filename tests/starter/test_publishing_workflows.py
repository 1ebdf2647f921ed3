"""The workflows that publish a practice with a host."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from support.command_line import output_of

from workbook_builder.starter import scaffold
from workbook_builder.starter.origin import origin

WORKFLOWS = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
}


@pytest.mark.parametrize("host", scaffold.HOSTS)
def test_only_the_workflow_of_the_host_is_written(here: Path, host: str) -> None:
    output_of("new", "p", "--yes", "--host", host)
    found = [name for name, path in WORKFLOWS.items() if (here / "p" / path).is_file()]
    assert found == ([] if host == "none" else [host])
    assert "/coach/\n" in (here / "p/.gitignore").read_text()
    assert origin().requirement in (here / "p/requirements.txt").read_text().splitlines()


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
    rights = [github["permissions"], *(job["permissions"] for job in github["jobs"].values())]
    assert [name for each in rights for name, right in each.items() if right == "write"] == [
        "pages",
        "id-token",
    ], "only the job that publishes may write, and pull requests do not run it"
    gitlab = yaml.safe_load(workflow("gitlab"))
    assert gitlab["pages"]["script"][-1] == "mv site public"
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert tomllib.loads(workflow("netlify"))["build"]["publish"] == "site"
