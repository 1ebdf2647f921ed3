"""docs/answers.md describes the format so that other programs can open files without our code."""

import getpass
import sys
from pathlib import Path

import pytest
from jwcrypto import jwa
from support.code_blocks import blocks
from support.places import ROOT
from support.sealing import PLAIN, sealed

from workbook_builder.encryption.private_key import new_key, write_key


def test_the_program_in_the_documents_opens_what_a_client_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = blocks(ROOT / "docs/answers.md", "python")
    key = new_key()
    file = write_key(key, "many wörds", tmp_path)
    sent = tmp_path / "from-ana.txt"
    sent.write_text(sealed(PLAIN, key.public), encoding="ascii")
    monkeypatch.setattr(jwa, "default_max_pbkdf2_iterations", jwa.default_max_pbkdf2_iterations)
    monkeypatch.setattr(getpass, "getpass", lambda: "many wörds")
    monkeypatch.setattr(sys, "argv", [program.title, str(file), str(sent)])
    exec(compile(program.text, str(program.title), "exec"), {})
    assert capsys.readouterr().out == f"{PLAIN.decode()}\n"
