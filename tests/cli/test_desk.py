"""`workbook desk`: it says where the desk is, and stops cleanly."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from support.command_line import run
from support.sent_back import add_clients

from workbook_builder.desk.server import HOST


def test_the_desk_is_open_until_the_coach_presses_ctrl_c(practice: Path) -> None:
    add_clients(practice, ana_ruiz="Ana Ruiz")
    words = [sys.executable, "-m", "workbook_builder", "desk", "--no-open"]
    with subprocess.Popen(
        words, cwd=practice, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as desk:
        try:
            assert desk.stdout and desk.stderr
            found = re.search(r"Your desk: (http://\S+)", desk.stdout.readline())
            assert found
            cookies = urllib.request.HTTPCookieProcessor(CookieJar())
            with urllib.request.build_opener(cookies).open(found[1]) as page:
                assert b"Ana Ruiz" in page.read()
        finally:
            desk.send_signal(signal.SIGINT)
        assert desk.stderr.read() == "The desk is closed.\n"
        assert desk.wait() == 0


def test_a_port_that_is_in_use_is_explained(practice: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("desk", "--no-open", "--port", port, at=practice)
    assert result.exit_code == 1
    assert f"port {port} cannot be used" in result.output
    assert "choose another with --port" in result.output


def test_mistakes_in_the_files_of_clients_are_told_at_once(practice: Path) -> None:
    (add_clients(practice) / "ana-ruiz.yml").write_text("nam: Ana", "utf-8")
    result = run("desk", "--no-open", at=practice)
    assert result.exit_code == 1
    assert "clients/ana-ruiz.yml:1:1: WB101 `nam` is not a key here" in result.output
