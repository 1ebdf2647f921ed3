"""The hosts that we know: how a practice is published there, and what they do not take."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Host:
    """A host that publishes sites. A limit is None where the host has none.

    Attributes:
        name: Its name, as people know it.
        workflow: The file in a practice that has it build and publish the site; empty if there is
            none, because sites are uploaded.
        most_bytes: The most bytes that a site may have.
        most_files: The most files that a site may have.
        most_in_folder: The most files that a folder may have.
        largest_file: The most bytes that a file may have.
        reads_headers: Whether it reads the file ``_headers``.
    """

    name: str
    workflow: str = ""
    most_bytes: int | None = None
    most_files: int | None = None
    most_in_folder: int | None = None
    largest_file: int | None = None
    reads_headers: bool = False


# https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits
# https://docs.gitlab.com/user/gitlab_com/#gitlab-pages
# https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit
# https://developers.cloudflare.com/pages/platform/limits/
HOSTS: Mapping[str, Host] = {
    "github": Host("GitHub Pages", ".github/workflows/publish.yml", most_bytes=1_000_000_000),
    "gitlab": Host("GitLab Pages", ".gitlab-ci.yml", most_bytes=1_000_000_000, most_files=200_000),
    "netlify": Host("Netlify", "netlify.toml", most_in_folder=54_000, reads_headers=True),
    "cloudflare": Host(
        "Cloudflare Pages",
        most_files=20_000,
        largest_file=25 * 1024**2,
        reads_headers=True,
    ),
}


def host_of(practice: Path) -> Host | None:
    """The host whose workflow a practice has; None if it has none, or several."""
    known = (each for each in HOSTS.values() if each.workflow)
    found = [each for each in known if (practice / each.workflow).is_file()]
    return found[0] if len(found) == 1 else None
