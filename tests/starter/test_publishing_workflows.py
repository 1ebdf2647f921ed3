"""The workflows that publish a practice with a host."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from support.command_line import output_of
from support.places import DATA

from workbook_builder.starter import scaffold
from workbook_builder.starter.origin import origin

WORKFLOWS = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
}

SCHEMAS = {
    "github": ("--builtin-schema", "vendor.github-workflows"),
    "gitlab": ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "netlify": ("--schemafile", str(DATA / "netlify.schema.json")),
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


def schema_errors(host: str, text: str, folder: Path) -> str:
    """What the published schema of a host refuses in its workflow."""
    file = folder / Path(WORKFLOWS[host]).name
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", *SCHEMAS[host], str(file)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode in (0, 1), result.stderr
    return result.stdout if result.returncode else ""


@pytest.mark.parametrize("host", ["github", "gitlab", "netlify"])
def test_a_workflow_keeps_to_the_schema_of_its_host(host: scaffold.Host, tmp_path: Path) -> None:
    assert not schema_errors(host, workflow(host), tmp_path)


@pytest.mark.parametrize(
    ("host", "old", "new"),
    [
        ("github", "runs-on:", "run-on:"),
        ("github", "contents: read", "contents: all"),
        ("gitlab", "artifacts:", "artefacts:"),
        ("gitlab", "stage: deploy", "stages: deploy"),
        ("netlify", "publish =", "publishes ="),
        ("netlify", '"3.13"', "3.13"),
    ],
)
def test_a_schema_refuses_a_mistake_in_a_workflow(
    host: scaffold.Host, old: str, new: str, tmp_path: Path
) -> None:
    text = workflow(host)
    assert old in text
    assert schema_errors(host, text.replace(old, new), tmp_path)


@pytest.mark.parametrize("host", ["github", "gitlab", "netlify"])
def test_a_site_is_installed_checked_and_built_in_this_order(host: scaffold.Host) -> None:
    text = re.sub(r"(?m)^\s*#.*", "", workflow(host))
    steps = ["pip install -r requirements.txt", "workbook check", "workbook build"]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    assert "SITE_URL" in text
    assert "coach" not in text, "the coach's edition stays where it is made"


def test_on_github_each_job_has_only_the_rights_that_it_needs() -> None:
    github = yaml.safe_load(workflow("github"))
    assert github["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in github["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read"},  # to copy the files, and for the address
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert github["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"


def test_each_host_publishes_the_site() -> None:
    github = yaml.safe_load(workflow("github"))
    (upload,) = (s for s in github["jobs"]["build"]["steps"] if "artifact" in s.get("uses", ""))
    assert upload["with"] == {"path": "site"}
    assert github["jobs"]["publish"]["needs"] == "build"
    gitlab = yaml.safe_load(workflow("gitlab"))
    assert gitlab["pages"]["script"][-1] == "mv site public"
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert tomllib.loads(workflow("netlify"))["build"]["publish"] == "site"
