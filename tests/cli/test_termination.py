"""A command that is ended deletes its temporary files."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbook_builder.answers import answers_file
from workbook_builder.cli.termination import cleaning_up


def test_signals_end_a_command_as_an_exit() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as caught, cleaning_up():
        signal.raise_signal(signal.SIGTERM)
    assert caught.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with cleaning_up():
            signal.raise_signal(signal.SIGTERM)
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("when", ["written", "set"])
def test_nothing_is_left_of_sheets_that_were_not_finished(
    practice: Path, tmp_path: Path, how: signal.Signals, when: str
) -> None:
    """The command is stopped while it writes a sheet, or sets it."""
    answers = {"better-sleep/goal/goal": "a secret"}
    (practice / "mine.json").write_text(answers_file.write(answers), encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from workbook_builder.print import press\n"
        "def stop(*_): print('ready', flush=True); time.sleep(1.5)\n"
        "typeset = press.typeset\n"
        f"if {when!r} == 'written': os.fsync = stop\n"
        "else: press.typeset = lambda *a: (stop(), typeset(*a))[1]\n"
        "from workbook_builder.cli.main import main\n"
        "main(['print', 'mine.json'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=practice,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(how)
    assert process.returncode == (1 if how is signal.SIGINT else 128 + how)
    assert not [path for path in (practice / "printed").rglob("*") if path.is_file()]
    assert not list(temporary.iterdir())
