"""A new practice is built with the Workbook Builder that made it, wherever that came from."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from workbook_builder import __version__
from workbook_builder.starter.origin import Origin, origin_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FROM_INDEX = f"workbook-builder=={__version__}"


@pytest.mark.parametrize(
    ("noted", "requirement"),
    [
        ({}, FROM_INDEX),
        (
            {
                "url": "https://example.org/wb.git",
                "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT},
            },
            f"workbook-builder @ git+https://example.org/wb.git@{COMMIT}",
        ),
        (
            {
                "url": "https://example.org/all.git",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT},
                "subdirectory": "tools/wb",
            },
            f"workbook-builder @ git+https://example.org/all.git@{COMMIT}#subdirectory=tools/wb",
        ),
        (
            {
                "url": "https://example.org/wb-1-py3-none-any.whl",
                "archive_info": {"hashes": {"sha256": "abc"}},
            },
            "workbook-builder @ https://example.org/wb-1-py3-none-any.whl#sha256=abc",
        ),
    ],
)
def test_what_others_can_reach_is_named(noted: dict[str, Any], requirement: str) -> None:
    assert origin_of(noted) == Origin(requirement)


def test_a_wheel_is_copied_into_the_practice(tmp_path: Path) -> None:
    wheel = tmp_path / f"with space/workbook_builder-{__version__}-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"the wheel")
    found = origin_of({"url": wheel.as_uri(), "archive_info": {}})
    path = f"packages/{wheel.name}"
    assert found == Origin(f"./{path}", {path: b"the wheel"})


def test_a_wheel_that_is_gone_is_no_secret(tmp_path: Path) -> None:
    found = origin_of({"url": (tmp_path / "gone.whl").as_uri(), "archive_info": {}})
    assert found.requirement == FROM_INDEX
    assert "gone.whl" in found.warning
    assert "make wheel" in found.warning


def test_a_repository_on_this_machine_is_no_address(tmp_path: Path) -> None:
    vcs = {"vcs": "git", "commit_id": COMMIT}
    found = origin_of({"url": (tmp_path / "wb").as_uri(), "vcs_info": vcs})
    assert found.requirement == FROM_INDEX
    assert str(tmp_path / "wb") in found.warning


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    command = ["git", *own, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with one commit."""
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "file").write_text("text")
    git(folder, "add", "file")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


def noted(clone: Path) -> dict[str, Any]:
    return {"url": clone.as_uri(), "dir_info": {"editable": True}}


@pytest.mark.parametrize(
    "address", ["https://host.example/me/wb.git", "git@host.example:me/wb.git"]
)
def test_a_clone_is_named_by_its_address_once_its_commit_is_there(
    clone: Path, address: str
) -> None:
    git(clone, "remote", "add", "origin", address)
    assert origin_of(noted(clone)).requirement == FROM_INDEX, "nobody else has the commit"
    commit = git(clone, "rev-parse", "HEAD")
    git(clone, "update-ref", "refs/remotes/origin/main", commit)  # as after a push
    requirement = f"workbook-builder @ git+https://host.example/me/wb.git@{commit}"
    assert origin_of(noted(clone)) == Origin(requirement)


def test_a_clone_of_a_folder_gives_its_wheel(clone: Path) -> None:
    git(clone, "remote", "add", "origin", "../elsewhere")
    found = origin_of(noted(clone))
    assert found.requirement == FROM_INDEX
    assert str(clone) in found.warning
    name = f"workbook_builder-{__version__}-py3-none-any.whl"
    (clone / "dist").mkdir()
    (clone / "dist" / name).write_bytes(b"the wheel")
    assert origin_of(noted(clone)) == Origin(
        f"./packages/{name}", {f"packages/{name}": b"the wheel"}
    )


def test_a_folder_without_git_is_no_other_origin(tmp_path: Path) -> None:
    assert origin_of(noted(tmp_path)).warning
