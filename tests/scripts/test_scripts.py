"""The tests of the scripts pass under Deno, and can fail."""

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from deno import find_deno_bin
from pikepdf import ObjectStreamMode, Pdf
from support.one_form import ANSWERS as FORM
from support.one_form import (
    HEAD,
    SHEET,
    TYPED,
    filled_by_pikepdf,
    filled_by_pypdf,
    radio_buttons,
)
from support.places import DATA, ROOT

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.form_values import read_values
from workbook_builder.practice.practice import Practice
from workbook_builder.typesetting.typst_compiler import typeset

HERE = ROOT / "tests/scripts"
SCRIPTS = "templates/theme/assets"
CASES = json.loads((DATA / "contract.json").read_text(encoding="utf-8"))
OPTION_IDS = [option for option, _ in CASES["pdf-names"]]
ANSWERED = {**TYPED, "p/w/commit": "yes", "p/w/feeling": "unsure", "p/w/mood": "calm"}
OPTIONS = {
    "checkJs": True,
    "strict": True,
    "lib": ["dom", "dom.iterable", "esnext", "deno.ns"],
}


def run_deno(tests: Sequence[Path], forms: Path, folder: Path) -> tuple[bool, str]:
    """Check types and run tests; return whether all passed, and the output of Deno."""
    config = folder / "deno.json"
    config.write_text(json.dumps({"compilerOptions": OPTIONS}))
    command = [
        find_deno_bin(), "test", "--no-lock", "--no-remote", "--no-npm",
        "--no-check" if "served" in tests[0].parts else "--check",
        f"--config={config}", "--allow-env=FORMS,TZ", f"--allow-read={folder},{ROOT / SCRIPTS}",
        f"--allow-write={forms}", *tests,
    ]  # fmt: skip
    environment = {**os.environ, "NO_COLOR": "1", "DENO_DIR": str(folder), "FORMS": str(forms)}
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    return run.returncode == 0, run.stdout + run.stderr


def write_forms(folder: Path, sheet: bytes) -> None:
    """Write an empty form, and forms that different programs have filled in."""
    folder.mkdir()
    (folder / "empty.pdf").write_bytes(sheet)
    greek = (HEAD + SHEET).replace('lang: "en"', 'lang: "el"')
    (folder / "greek.pdf").write_bytes(make_fillable(typeset(greek), FORM))
    shared_cases = (
        "conditions", "personal_links", "punctuation", "steps", "totals", "understood", "weeks",
    )  # fmt: skip
    for shared in (f"{name}.json" for name in shared_cases):
        (folder / shared).write_bytes((DATA / shared).read_bytes())
    (folder / "answers.json").write_text(json.dumps(ANSWERED))
    (folder / "by-pikepdf.pdf").write_bytes(filled_by_pikepdf(sheet, ANSWERED))
    states = {**ANSWERED, "p/w/commit": "/yes", "p/w/feeling": "/unsure"}
    (folder / "by-pypdf.pdf").write_bytes(filled_by_pypdf(sheet, states))
    (folder / "radio-buttons.pdf").write_bytes(radio_buttons(OPTION_IDS))
    with Pdf.open(folder / "by-pikepdf.pdf") as pdf:
        generate, disable = ObjectStreamMode.generate, ObjectStreamMode.disable
        pdf.save(folder / "by-qpdf-packed.pdf", object_stream_mode=generate)
        pdf.save(folder / "by-qpdf-plain.pdf", object_stream_mode=disable)
        pdf.save(folder / "by-qpdf-linear.pdf", object_stream_mode=generate, linearize=True)


def as_served(practice: Path, folder: Path) -> Path:
    """A copy of the tests beside the scripts as a site has them: without comments and spaces."""
    files = Practice.open(practice / "content").assets().files
    scripts = folder / SCRIPTS
    scripts.mkdir(parents=True)
    for path, content in files.items():
        if path.endswith(".js"):
            assert isinstance(content, bytes)
            (scripts / Path(path).name).write_bytes(content)
    assert (scripts / "pdffile.js").stat().st_size < (ROOT / SCRIPTS / "pdffile.js").stat().st_size
    (folder / "tests/data").mkdir(parents=True)
    shutil.copy(DATA / "contract.json", folder / "tests/data")
    return Path(shutil.copytree(HERE, folder / "tests/scripts"))


@pytest.mark.parametrize("served", [False, True], ids=["as written", "as served"])
def test_every_test_of_the_scripts_passes(
    sheet: bytes, practice: Path, tmp_path: Path, served: bool
) -> None:
    forms = tmp_path / "forms"
    write_forms(forms, sheet)
    tests = sorted((as_served(practice, tmp_path / "served") if served else HERE).glob("*.test.js"))
    passed, said = run_deno(tests, forms, tmp_path)
    assert passed, re.sub(r".* \.\.\. ok \(.*\)\n", "", said)
    found = re.findall(r"^running (\d+) tests from .*\b(\w+\.test\.js)$", said, re.MULTILINE)
    ran = {name: int(count) for count, name in found}
    assert set(ran) == {path.name for path in tests}
    assert sum(ran.values()) > 180
    # If a test was ignored or left out, this line would say so.
    assert f"ok | {sum(ran.values())} passed | 0 failed (" in said
    for index, option in enumerate(OPTION_IDS):
        pdf_bytes = (forms / f"chosen-{index}.pdf").read_bytes()
        assert read_values(pdf_bytes) == {"p/w/option": option}
    filled = (forms / "filled.pdf").read_bytes()
    assert read_values(filled) == ANSWERED
    with Pdf.open(io.BytesIO(filled)) as pdf:
        assert not pdf.check_pdf_syntax()


@pytest.mark.parametrize(
    ("code", "mistake"),
    [
        ("throw new Error('It went wrong.');", "It went wrong."),
        ("binary(1);", "not assignable to parameter of type 'Uint8Array"),
    ],
    ids=["test", "type"],
)
def test_a_mistake_is_shown(code: str, mistake: str, tmp_path: Path) -> None:
    module = (ROOT / "templates/theme/assets/pdffile.js").as_uri()
    wrong = tmp_path / "wrong.test.js"
    wrong.write_text(f"""
        import {{ binary }} from "{module}";
        Deno.test("good", () => void binary(new Uint8Array()));
        Deno.test("wrong", () => {{ {code} }});
    """)
    passed, said = run_deno([wrong], tmp_path, tmp_path)
    assert not passed
    assert mistake in said
