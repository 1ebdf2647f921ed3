"""Packs of many clients are made at once, are private, and are replaced whole."""

import os
import signal
import stat
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from support.clients import ANA, AT, SITE, client, described, opened, unzipped
from support.command_line import contents
from support.languages import add_language

from workbook_builder.clients.client_files import load_clients
from workbook_builder.packs import packing
from workbook_builder.packs.packing import MadePack, Packing, make_pack
from workbook_builder.print.document import Document
from workbook_builder.print.press import make_pdf
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.built_folder import LIST

NAMES = ["Ana Ruiz", "Ben Oka", "Chloé Dubois", "Dmitri"]


def cohort(practice: Path, names: list[str] = NAMES) -> Packing:
    files = {f"client_{n}": ANA.replace("Ana Ruiz", name) for n, name in enumerate(names)}
    folder = described(practice, **files)
    loaded = opened(practice)
    return Packing(loaded, load_clients(folder, loaded.workbook), folder)


def made(practice: Path, text: str = ANA) -> MadePack:
    return make_pack(opened(practice), client(practice, text), practice / "clients", AT)


def test_every_client_gets_a_pack_with_their_name(practice: Path) -> None:
    packing = cohort(practice)
    steps: list[None] = []
    found = {each.client.name: each for each in packing.run(AT, lambda: steps.append(None))}
    assert list(found) != [] and set(found) == set(NAMES)
    assert len(steps) == packing.steps == 9 + len(NAMES)
    for name, each in found.items():
        files = unzipped(each.archive)
        assert each.files == len(files)
        start = f"{name.replace(' ', '-')}-better-sleep/"
        assert all(path.startswith(start) for path in files)
        beside = contents(each.archive.parent)
        del beside[each.archive.name], beside[LIST]
        assert beside == {path.removeprefix(start): content for path, content in files.items()}


def test_only_its_owner_can_read_a_pack(practice: Path) -> None:
    old = os.umask(0o022)
    try:
        folder = made(practice).archive.parents[1]
    finally:
        os.umask(old)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert len(modes) > 12
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


@pytest.mark.usefixtures("anew")
def test_the_same_client_at_the_same_time_gives_the_same_bytes(practice: Path) -> None:
    first = contents(made(practice).archive.parent)
    assert contents(made(practice).archive.parent) == first
    (later,) = Packing(opened(practice), [client(practice)], practice / "clients").run(
        AT + timedelta(hours=1)
    )
    changed = {name for name, each in contents(later.archive.parent).items() if each != first[name]}
    assert changed == {"Calendar.ics", "Ana-Ruiz-better-sleep.zip"}


def test_a_new_pack_replaces_all_of_the_old_one(practice: Path) -> None:
    made(practice)
    archive = made(practice, ANA.replace("Ana Ruiz", "Ana Sol")).archive
    assert archive.name == "Ana-Sol-better-sleep.zip"
    assert [path.name for path in archive.parent.glob("*.zip")] == [archive.name]
    assert [path.name for path in archive.parents[1].iterdir()] == ["pack"]


def test_a_file_of_the_coachs_in_a_pack_is_not_deleted(practice: Path) -> None:
    folder = made(practice).archive.parent
    (folder / "Photo.jpg").write_bytes(b"mine")
    with pytest.raises(WorkbookError, match=r"WB508 .*`Photo.jpg`"):
        made(practice)
    assert (folder / "Photo.jpg").read_bytes() == b"mine"


def test_a_pack_that_cannot_be_made_leaves_the_old_one(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(practice).archive.parents[1]
    before = contents(folder)

    def failing(document: Document) -> bytes:
        raise ValueError("no room")

    monkeypatch.setattr(packing, "make_pdf", failing)
    with pytest.raises(WorkbookError, match=r"clients/ana-ruiz\.yml: WB502 .* no room"):
        made(practice)
    assert contents(folder) == before


def test_ctrl_c_ends_after_the_packs_that_are_being_made(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count: list[str] = []

    def counting(document: Document) -> bytes:
        count.append(document.path)
        return make_pdf(document)

    monkeypatch.setattr(packing, "make_pdf", counting)
    run = cohort(practice, [f"Client {n}" for n in range(40)]).run(AT)
    next(run)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert 0 < len(count) < 40
    written = list((practice / "clients").glob("*/pack"))
    assert len(written) <= len(count)
    assert not list((practice / "clients").glob("*/.pack-new-*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from workbook_builder.packs import pack_files
pack_files.zipped = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sys.path.insert(0, "tests")
from support.clients import AT, client, opened
from workbook_builder.packs.packing import make_pack
practice = Path(sys.argv[1])
make_pack(opened(practice), client(practice), practice / "clients", AT)
"""


def test_a_kill_leaves_the_old_pack(practice: Path) -> None:
    folder = made(practice).archive.parent
    before = contents(folder)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(practice)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert contents(folder) == before
    assert len(list(folder.parent.iterdir())) == 2, "the new one, which is not complete"
    made(practice)
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]


def test_letters_that_no_font_has_are_named_for_all_clients_at_once(practice: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        cohort(practice, ["Ana", "李雷", "\N{GOTHIC LETTER AHSA}"])
    assert [each.file for each in caught.value.problems] == [
        "clients/client-1.yml",
        "clients/client-2.yml",
    ]
    assert "no font has 李 雷" in str(caught.value)
    assert not list((practice / "clients").glob("*/"))


# -- Nothing of a client's is in a cache ---------------------------------------------------------


def everything(folder: Path) -> Iterator[bytes]:
    """All that the files in a cache say, packed or not."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield str(path).encode() + content
        for start in range(min(len(content), 200)):
            try:
                yield zlib.decompressobj().decompress(content[start:])
            except zlib.error:
                continue


def test_nothing_of_a_client_is_in_a_cache(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("WORKBOOK_CACHE", str(cache))
    monkeypatch.setenv("TMPDIR", str(temporary))
    secret = "Xanthippe"
    text = ANA.replace("Ana Ruiz", secret).replace("first talk", "first Quokka talk")
    made(practice, text.replace("sessions:", "without: [goal]\n        sessions:"))
    kept = b"\n".join(everything(cache))
    assert len(list(cache.rglob("*"))) > 9, "blank sheets are kept"
    for words in (secret, "Quokka", "ana-ruiz", "2026-12-07"):
        assert words.encode() not in kept
        assert words.encode("utf-16-be") not in kept
    assert not [path for path in temporary.rglob("*") if secret.encode() in _bytes(path)]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else str(path).encode()


@pytest.mark.usefixtures("anew")
def test_what_is_elsewhere_makes_only_blank_sheets(practice: Path) -> None:
    seen: list[Document] = []

    def remote(document: Document) -> bytes:
        seen.append(document)
        return make_pdf(document)

    packing = cohort(practice)
    assert len(list(packing.run(AT, remote=(remote, 2)))) == len(NAMES)
    assert len(seen) == 9
    for each in seen:
        assert not each.private
        text = each.source + "".join(map(str, each.files.values()))
        assert not [name for name in NAMES if name in text]


def test_clients_with_the_same_sheets_share_them(practice: Path) -> None:
    without = ANA.replace("sessions:", "without: [goal]\n        sessions:")
    folder = described(practice, a=ANA, b=ANA, c=without, d=without)
    loaded = opened(practice)
    steps = Packing(loaded, load_clients(folder, loaded.workbook), folder).steps
    assert steps == 9 + 8 + 4


def test_a_client_gets_a_pack_in_their_language(practice: Path) -> None:
    add_language(practice)
    spanish = ANA.replace("name: Ana Ruiz", "name: Ana Ruiz\n    language: es")
    folder = described(practice, ana=spanish, ben=ANA.replace("Ana Ruiz", "Ben Oka"))
    loaded = opened(practice)
    packing = Packing(loaded, load_clients(folder, loaded.workbook), folder)
    found = {each.client.name: each for each in packing.run(AT)}
    starts = [(each.link or "").partition("#")[0] for each in found.values()]
    assert set(starts) == {f"{SITE}es/wellness/better-sleep/", f"{SITE}wellness/better-sleep/"}
    own, other = (unzipped(found[name].archive) for name in ("Ana Ruiz", "Ben Oka"))
    assert {path.rpartition("/")[2] for path in own} >= {"Cuaderno.pdf", "Calendario.ics"}
    assert not {path for path in other if "Cuaderno" in path}
    calendar = next(text for path, text in own.items() if path.endswith(".ics"))
    assert "¡es!" in calendar.decode()
