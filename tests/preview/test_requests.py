"""The preview answers this machine only, and no request makes it hang or fail."""

import random
import shutil
import socket
import time
from collections.abc import Iterator

import pytest
from support.places import PRACTICE
from support.preview_server import PATIENCE, Served, serving

from workbook_builder.preview.local_server import is_ours
from workbook_builder.preview.request_handler import asked_part

slow = pytest.mark.slow
HOME = "/workbook/"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "localhost:9", "LOCALHOST", "[::1]:80", "192.168.0.7:8000", "a.localhost:1"],
)
def test_names_that_mean_this_machine(host: str) -> None:
    assert is_ours(host, "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "localhost.evil.example:8000", "127.0.0.1.nip.io", "[", "a@b", ":80"],
)
def test_names_that_a_website_can_choose(host: str) -> None:
    assert not is_ours(host, "127.0.0.1")


def test_the_name_that_the_author_chose_and_that_of_the_machine() -> None:
    assert is_ours("Studio.example:8000", "studio.example")
    assert is_ours(f"{socket.gethostname()}:8000", "0.0.0.0")
    assert is_ours(f"{socket.gethostname()}.local", "0.0.0.0")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", range(0, 100)),
        ("bytes=0-1", range(0, 2)),
        ("bytes=90-200", range(90, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-1000", range(0, 100)),
        ("", None),
        ("bytes=-", None),
        ("bytes=-0", None),
        ("bytes=100-", None),
        ("bytes=9-2", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        (f"bytes={'9' * 99}-", None),
    ],
)
def test_a_part_of_a_file(header: str, part: range | None) -> None:
    assert asked_part(header, 100) == part


def test_an_empty_file_has_no_parts() -> None:
    assert asked_part("bytes=0-", 0) is None
    assert asked_part("bytes=-5", 0) is None


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    practice = shutil.copytree(PRACTICE, tmp_path_factory.mktemp("served") / "practice")
    with serving(practice) as served:
        yield served


def connected(served: Served) -> socket.socket:
    host, port = served.host.rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def answer(served: Served, request: bytes) -> bytes:
    """All that the server sends before it ends the connection."""
    with connected(served) as connection:
        connection.sendall(request)
        received = b""
        while more := connection.recv(65536):
            received += more
        return received


def get(served: Served, path: str, *headers: str, host: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host or served.host}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


@slow
def test_players_get_files_in_parts(served: Served) -> None:
    path = f"{HOME}assets/content/pictures/evening.svg"
    whole = answer(served, get(served, path, "Connection: close"))
    head, _, body = whole.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"Accept-Ranges: bytes" in head
    part = answer(served, get(served, path, "Connection: close", "Range: bytes=2-5"))
    head, _, found = part.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 206")
    assert f"Content-Range: bytes 2-5/{len(body)}".encode() in head
    assert head.endswith(b"Content-Length: 4")
    assert found == body[2:6]
    changed = get(served, path, "Connection: close", "Range: bytes=2-5", 'If-Range: "old"')
    assert answer(served, changed).startswith(b"HTTP/1.1 200")


@slow
def test_a_website_that_names_this_machine_gets_nothing(served: Served) -> None:
    home = answer(served, get(served, HOME, "Connection: close"))
    assert home.startswith(b"HTTP/1.1 200")
    for path in (HOME, f"{HOME}404.html", "/-/news"):
        refused = answer(served, get(served, path, host="evil.example:8000"))
        assert refused.startswith(b"HTTP/1.1 421")
        assert f"http://{served.host}".encode() in refused
        assert b"Quiet Harbor" not in refused
    nameless = b"GET / HTTP/1.1\r\n\r\n"
    assert answer(served, nameless).startswith(b"HTTP/1.1 421")


@slow
def test_what_follows_a_request_is_no_further_request(served: Served) -> None:
    smuggled = get(served, "/smuggled")
    for header in (f"Content-Length: {len(smuggled)}", "Transfer-Encoding: chunked"):
        received = answer(served, get(served, HOME, header) + smuggled)
        assert received.count(b"HTTP/1.1 ") == 1
        assert b"Connection: close" in received
    received = answer(
        served, get(served, HOME) + get(served, f"{HOME}404.html", "Connection: close")
    )
    assert received.count(b"HTTP/1.1 200") == 2, "requests one after the other are fine"


MALFORMED = [
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET http://[/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET //[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /%ff/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / FTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\n",  # an attempt at HTTPS
]


@slow
@pytest.mark.parametrize("request_", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_request_ends(served: Served, request_: bytes) -> None:
    started = time.monotonic()
    received = answer(served, request_)
    assert time.monotonic() - started < 5
    assert b"root:" not in received
    assert not received.startswith(b"HTTP/1.1 200")
    assert answer(served, get(served, HOME, "Connection: close")).startswith(b"HTTP/1.1 200")


@slow
def test_random_requests_are_answered_or_ended(served: Served) -> None:
    generator = random.Random(18)
    whole = get(
        served, f"{HOME}wellness/", "Connection: close", "If-None-Match: x", "Range: bytes=1-2"
    )
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(generator.randint(1, 6)):
            at = generator.randrange(len(damaged))
            damaged[at : at + generator.randint(0, 2)] = generator.randbytes(
                generator.randint(0, 3)
            )
        answer(served, bytes(damaged) + b"\r\n\r\n")


@slow
def test_a_request_that_never_ends_is_ended(served: Served) -> None:
    started = time.monotonic()
    with connected(served) as silent, connected(served) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        slow.settimeout(0.5)
        while time.monotonic() - started < PATIENCE:
            try:
                if slow.recv(1) == b"":
                    break
            except TimeoutError:
                slow.sendall(b"X")  # a letter at a time
            except ConnectionError:
                break
        assert 5 < time.monotonic() - started < 20
        assert silent.recv(1) == b""
