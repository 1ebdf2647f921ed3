"""The workflows that publish a practice, run by hand as their hosts would run them."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# Actions that need nothing to be done here: the practice and Python are there.
_NOTHING_TO_DO = {
    "actions/checkout",
    "actions/configure-pages",
    "actions/deploy-pages",
    "actions/setup-python",
}
_UPLOAD = "actions/upload-pages-artifact"
# What pip needs to reach packages, on machines that have no other way.
_NETWORK = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")


@dataclass(frozen=True)
class Job:
    """What a host runs in a machine of its own.

    Attributes:
        scripts: The lines of each shell that it starts, and what is in their environment.
        published: The folder that the host publishes afterwards, if this job makes it.
    """

    scripts: tuple[tuple[str, Mapping[str, str]], ...]
    published: str | None = None


def jobs(host: str, workflow: str, address: str) -> list[Job]:
    """The jobs of a workflow in their order, as after a push to the main branch.

    Args:
        host: The name of the host.
        workflow: The text of the workflow.
        address: The address that the host gives the site.
    """
    return list(_READERS[host](workflow, address))


def run_job(job: Job, practice: Path, machine: Path, programs: Path) -> Path | None:
    """Run a job in an empty machine that has only a copy of the practice.

    Args:
        job: The job.
        practice: The practice, as it is in its repository.
        machine: The folder to make the machine in.
        programs: The folder of Python and pip.

    Returns:
        The folder that is published.
    """
    checkout = Path(shutil.copytree(practice, machine / "checkout"))
    (machine / "home").mkdir()
    network = {k: v for k, v in os.environ.items() if k.upper() in _NETWORK or k[:4] == "PIP_"}
    empty = {"HOME": str(machine / "home"), "PATH": f"{programs}:/usr/bin:/bin", **network}
    for script, environment in job.scripts:
        ended = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=checkout,
            env={**empty, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert ended.returncode == 0, f"{script}\n{ended.stdout}{ended.stderr}"
    return checkout / job.published if job.published else None


def _github(workflow: str, address: str) -> Iterator[Job]:
    for job in yaml.safe_load(workflow)["jobs"].values():
        scripts, published = [], None
        for step in job["steps"]:
            action = step.get("uses", "").partition("@")[0]
            if "run" in step:
                scripts.append((step["run"], _filled_in(step.get("env", {}), address)))
            elif action == _UPLOAD:
                published = step["with"]["path"]
            else:
                assert action in _NOTHING_TO_DO, f"nobody knows what {action} does"
        yield Job(tuple(scripts), published)


def _filled_in(environment: Mapping[str, Any], address: str) -> Mapping[str, str]:
    """An environment with what GitHub writes in the place of expressions."""
    told = "${{ steps.pages.outputs.base_url }}"
    found = {name: str(value).replace(told, address) for name, value in environment.items()}
    assert "${{" not in "".join(found.values())
    return found


def _gitlab(workflow: str, address: str) -> Iterator[Job]:
    data = yaml.safe_load(workflow)
    before = data.pop("default")["before_script"]
    in_order = {"test": 0, "deploy": 1}  # of the stages that GitLab has by itself
    for job in sorted(data.values(), key=lambda job: in_order[job["stage"]]):
        variables = {
            k: v.replace("$CI_PAGES_URL", address) for k, v in job.get("variables", {}).items()
        }
        published = job["artifacts"]["paths"][0] if "artifacts" in job else None
        yield Job((("\n".join([*before, *job["script"]]), variables),), published)


def _netlify(workflow: str, address: str) -> Iterator[Job]:
    build = tomllib.loads(workflow)["build"]
    yield Job(((build["command"], {**build["environment"], "URL": address}),), build["publish"])


_READERS: Mapping[str, Callable[[str, str], Iterator[Job]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "netlify": _netlify,
}
