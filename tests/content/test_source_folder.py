"""Nothing in an author's folder stops a command without a word, or keeps it from ending."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from support.command_line import run
from support.places import PRACTICE

from workbook_builder.content import source_folder
from workbook_builder.content.source_folder import SourceFolder
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

SHEET = "content/tracks/wellness/better-sleep.yml"
# In each place, names whose files some stage opens.
PLACES = [
    "content/workbook.yml",
    "content/tracks/wellness/track.yml",
    SHEET,
    "content/worksheets/other.yml",
    "content/fonts/own.ttf",
    "content/other.svg",
    "templates/site/home.md.j2",
    "templates/styles/own.css",
    "templates/theme/assets/own.js",
]


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A practice that is the working directory."""
    folder = Path(shutil.copytree(PRACTICE, tmp_path / "practice"))
    with chdir(folder):
        yield folder


def problems(practice: Path) -> tuple[Problem, ...]:
    with pytest.raises(WorkbookError) as caught:
        Practice.open(practice / "content", practice / "templates", remember=True)
    return caught.value.problems


def place(practice: Path, name: str) -> Path:
    """A place for a file, without the one that is there."""
    path = practice / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


@pytest.mark.parametrize("name", PLACES)
def test_a_pipe_is_never_opened(shared: Path, name: str) -> None:
    os.mkfifo(place(shared, name))
    found = problems(shared)
    expected = Problem(name, 0, 0, Rule.UNREADABLE, "this is not a file, but a pipe", "delete it")
    assert expected in found
    assert [each for each in found if each.file == name] == [expected]


@pytest.mark.parametrize("name", PLACES)
def test_a_link_to_a_device_is_never_opened(shared: Path, name: str) -> None:
    place(shared, name).symlink_to("/dev/zero")
    (found,) = (each for each in problems(shared) if each.file == name)
    assert found.rule is Rule.FILE_NAME
    assert "links to a file outside" in found.message


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("target", ["nowhere", "{name}"], ids=["nowhere", "itself"])
def test_a_link_that_leads_nowhere_is_a_problem(shared: Path, name: str, target: str) -> None:
    path = place(shared, name)
    path.symlink_to(target.format(name=path.name))
    (found,) = (each for each in problems(shared) if each.file == name)
    assert (found.rule, found.message) == (Rule.UNREADABLE, "this link leads nowhere")


@pytest.mark.parametrize("name", PLACES)
def test_no_file_lies_elsewhere(shared: Path, name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    place(shared, name).symlink_to(secret)
    (found,) = (each for each in problems(shared) if each.file == name)
    assert "links to a file outside the" in found.message


@pytest.mark.parametrize("name", ["content/tracks/more", "content/fonts", "templates/site"])
def test_no_folder_lies_elsewhere(shared: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place(shared, name).symlink_to(tmp_path / "elsewhere")
    (found,) = (each for each in problems(shared) if each.file == name)
    assert "links to a folder outside the" in found.message


@pytest.mark.parametrize("name", ["content/tracks/wellness/loop", "templates/site/loop"])
def test_loops_of_links_end(shared: Path, name: str) -> None:
    path = place(shared, name)
    path.symlink_to("..")
    path.with_name("second").symlink_to(".")
    started = time.monotonic()
    found = [each for each in problems(shared) if each.file.startswith(str(Path(name).parent))]
    assert [each.message for each in found] == ["links to a folder that it lies in"] * 2
    assert time.monotonic() - started < 5


def test_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    for number in range(30):
        folder = tmp_path / f"content/{number}"
        folder.mkdir(parents=True)
        for name in "ab":
            (folder / name).symlink_to(f"../{(number + 1) % 30}")
    started = time.monotonic()
    found = SourceFolder(tmp_path / "content", tmp_path).problems
    assert found
    assert time.monotonic() - started < 5


def test_links_that_multiply_a_folder_end(tmp_path: Path) -> None:
    for number in range(30):
        folder = tmp_path / f"content/{number}"
        folder.mkdir(parents=True)
        for name in "ab" if number < 29 else "":
            (folder / name).symlink_to(f"../{number + 1}")
    started = time.monotonic()
    (found,) = SourceFolder(tmp_path / "content", tmp_path).problems
    assert found.message == f"has more than {source_folder.MOST_FILES:,} files in it"
    assert time.monotonic() - started < 5


def test_a_link_inside_the_folder_is_fine(shared: Path) -> None:
    sheet = shared / "content/worksheets/again.yml"
    name = next((shared / "content/worksheets").glob("*.yml")).name
    sheet.symlink_to(name)
    Practice.open(shared / "content", shared / "templates")


def test_a_file_that_may_not_be_read_is_a_problem(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: Path, *more: int) -> int:
        if str(path).endswith("better-sleep.yml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *more)

    monkeypatch.setattr(os, "open", refuse)
    (found,) = (each for each in problems(shared) if each.rule is Rule.UNREADABLE)
    assert (found.file, found.message) == (SHEET, "cannot be read: Permission denied")


def test_a_folder_that_may_not_be_read_is_a_problem(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    iterdir = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self.name == "wellness":
            raise PermissionError(13, "Permission denied")
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    (found,) = (each for each in problems(shared) if each.rule is Rule.UNREADABLE)
    assert found.file == "content/tracks/wellness"


def test_a_socket_is_no_file(shared: Path) -> None:
    with chdir("content"), socket.socket(socket.AF_UNIX) as each:
        each.bind("talk")
    assert "this is not a file, but a socket" in {each.message for each in problems(shared)}


@pytest.mark.parametrize("folder", ["content", "content/tracks/wellness", "templates"])
def test_a_name_in_another_encoding_is_a_problem(shared: Path, folder: str) -> None:
    (shared / folder).mkdir(exist_ok=True)
    Path(os.fsdecode(os.fsencode(shared / folder) + b"/caf\xe9.txt")).write_text("")
    (found,) = (each for each in problems(shared) if "caf" in each.file)
    assert str(found).startswith(rf"{folder}/caf\xe9.txt: WB003 the name is not UTF-8")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("con.svg", "Windows takes this name for a device"),
        ("AUX", "Windows takes this name for a device"),
        ("com1.tar.gz", "Windows takes this name for a device"),
        ("name.", "Windows allows no name that ends in a dot or a space"),
        ("name ", "Windows allows no name that ends in a dot or a space"),
        ("what?.svg", "Windows does not allow one of the characters in this name"),
        ("two\nlines", "Windows does not allow one of the characters in this name"),
    ],
)
def test_a_name_that_windows_refuses_is_a_problem(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / name).write_text("")
    (found,) = SourceFolder(tmp_path, tmp_path.parent).problems
    assert (found.rule, found.message) == (Rule.FILE_NAME, message)


@pytest.mark.parametrize("name", ["console.svg", "com.svg", ".con", "a b.svg", "é", "auxiliary"])
def test_other_names_are_fine(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    assert SourceFolder(tmp_path, tmp_path).problems == []


@pytest.mark.parametrize(
    ("one", "other"), [("Sun.svg", "sun.svg"), ("caf\u00e9.svg", "cafe\u0301.svg"), ("ß", "ss")]
)
def test_names_that_are_the_same_elsewhere_are_a_problem(
    tmp_path: Path, one: str, other: str
) -> None:
    (tmp_path / one).write_text("")
    (tmp_path / other).write_text("")
    (found,) = SourceFolder(tmp_path, tmp_path).problems
    first, second = sorted((one, other))
    assert found.file == second
    assert first in found.message


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
@pytest.mark.parametrize(
    "name",
    ["site/home.md.j2", "print/_own.typ.j2", "styles/own.css", "theme/assets/own.js"],
)
def test_a_template_in_another_encoding_is_named(shared: Path, name: str, encoding: str) -> None:
    path = place(shared, f"templates/{name}")
    path.write_bytes("{# fine #}\n{# für alle #}\n".encode(encoding))
    (found,) = problems(shared)
    assert (found.file, found.message) == (f"templates/{name}", "is not UTF-8 text")
    assert (found.line, found.column) == ((2, 5) if encoding == "latin-1" else (1, 1))


def test_an_included_template_in_another_encoding_is_named(shared: Path) -> None:
    place(shared, "templates/site/home.md.j2").write_text("{% include 'site/_part.md.j2' %}")
    place(shared, "templates/site/_part.md.j2").write_bytes("für".encode("latin-1"))
    (found,) = problems(shared)
    assert found.file == "templates/site/_part.md.j2"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
@pytest.mark.parametrize("name", ["about.md", "own.css", "deep/own.js"])
def test_an_own_page_in_another_encoding_is_named(shared: Path, name: str, encoding: str) -> None:
    place(shared, f"content/pages/{name}").write_bytes("für alle".encode(encoding))
    for command in "build", "export":
        result = run(*[command, "out"][: 1 + (command == "export")])
        assert result.exit_code == 1
        assert f"content/pages/{name}:1:" in result.output
        assert "WB002 is not UTF-8 text" in result.output


def test_an_own_page_that_is_a_pipe_is_never_opened(shared: Path) -> None:
    os.mkfifo(place(shared, "content/pages/about.md"))
    os.mkfifo(place(shared, "content/pages/picture.png"))
    place(shared, "content/pages/loop").symlink_to(".")
    place(shared, "content/pages/passwords.md").symlink_to("/etc/passwd")
    result = run("build")
    assert result.exit_code == 1
    for name in "about.md", "loop", "picture.png":
        assert f"content/pages/{name}: WB002" in result.output
    assert "passwords.md: WB003 links to a file outside the pages folder" in result.output


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [
        ("content/worksheets/other.yml", 60_000_000_000, "50,000,000"),
        ("content/other.svg", 60_000_000_000, "50,000,000"),
        ("templates/site/home.md.j2", 1_000_001, "1,000,000"),
    ],
)
def test_a_huge_file_is_never_read(shared: Path, name: str, size: int, limit: str) -> None:
    with place(shared, name).open("wb") as file:
        file.truncate(size)
    started = time.monotonic()
    (found,) = (each for each in problems(shared) if each.file == name)
    assert found.message == f"the file has {size:,} bytes, but may have at most {limit}"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (
            "content/recordings/day.mp4",
            "save the film with smaller pictures, or with fewer kilobits",
        ),
        ("content/recordings/hours.mp3", "save the sound with fewer kilobits per second, or move"),
        ("content/recordings/notes.pdf", "make it smaller, or move it elsewhere"),
    ],
)
def test_a_huge_recording_can_be_made_smaller(shared: Path, name: str, hint: str) -> None:
    with place(shared, name).open("wb") as file:
        file.truncate(50_000_001)
    (found,) = (each for each in problems(shared) if each.file == name)
    assert found.hint.startswith(hint)


def test_a_folder_with_endless_files_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_folder, "MOST_FILES", 3)
    for number in range(9):
        (tmp_path / str(number)).write_text("")
    (found,) = SourceFolder(tmp_path, tmp_path.parent).problems
    assert found.message == "has more than 3 files in it"


def test_hidden_files_are_left_alone(shared: Path) -> None:
    os.mkfifo(shared / "content/.pipe")
    (shared / "content/.git").mkdir()
    (shared / "content/.git/loop").symlink_to("..")
    Practice.open(shared / "content", shared / "templates", remember=True)
