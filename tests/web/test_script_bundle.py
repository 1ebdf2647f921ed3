"""Modules become one script that does what they do, or an error says why they cannot."""

import json
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin

from workbook_builder.web.script_bundle import BundleError, bundled


def run(script: str, folder: Path) -> list[object]:
    """Run a classic script, and return what it has put into `said`."""
    path = folder / "script.cjs"
    path.write_text(
        f"globalThis.said = [];\n{script}\nsetTimeout(() => console.log(JSON.stringify(said)), 20);"
    )
    command = [find_deno_bin(), "run", "--no-lock", "--no-remote", "--no-npm", path]
    result = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={"DENO_DIR": str(folder), "NO_COLOR": "1"},
    )
    found: list[object] = json.loads(result.stdout)
    return found


MODULES = {
    "start.js": """
import all from "./default.js";
import * as names from "./names.js";
import { one, two as zwei, load as imported } from "./names.js";
import {
  Thing,
} from "./thing.js";
import "./effect.js";
// import("./nowhere.js") in a comment
/** @type {import("./missing.js").Missing} in another */
const load = "a name of its own";
said.push(all.value, names.one, one, zwei(), new Thing().name, imported, load);
import("./late.js").then(({ late }) => late().then(each => said.push(each)));
""",
    "default.js": "export default { value: 1 };\n",
    "names.js": "export const one = 2;\nexport function two() { return 3; }\n"
    "export const load = 5;\nsaid.push('once');\n",
    "thing.js": "export class Thing { name = 4; }\n",
    "effect.js": "said.push('effect');\n",
    "late.js": "export async function late() { return 6; }\n",
    "unused.js": "export let never = import.meta;\n",
}


def test_modules_do_together_what_they_do_apart(tmp_path: Path) -> None:
    modules = {**MODULES, "missing.js": "", "nowhere.js": ""}
    script = bundled(modules, "start.js")
    expected = ["once", "effect", 1, 2, 2, 3, 4, 5, "a name of its own", 6]
    assert run(script, tmp_path) == expected
    assert "unused.js" not in script


def test_a_module_can_be_made_smaller(tmp_path: Path) -> None:
    modules = {"start.js": "said.push(  1  );\n", "other.js": ""}
    script = bundled(modules, "start.js", lambda name, text: text.replace("  ", ""))
    assert "push(1)" in script
    assert run(script, tmp_path) == [1]


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"start.js": 'import "./gone.js";'}, "gone.js: there is no such script"),
        ({"start.js": 'import("./gone.js");'}, "gone.js: there is no such script"),
        (
            {"start.js": 'import "./a.js";', "a.js": 'import "./start.js";'},
            "is imported by itself, by way of",
        ),
        ({"start.js": "export let x = 1;"}, "start.js: `export let x = 1;` works only"),
        ({"start.js": "export { x };"}, "start.js: `export { x };`"),
        ({"start.js": 'export * from "./a.js";', "a.js": ""}, "start.js: `export * from"),
        ({"start.js": 'import x from "https://example.org/x.js";'}, "start.js: `import x from"),
        ({"start.js": "f(import.meta.url);"}, "start.js: `import.meta.url);`"),
        ({"start.js": "import(name);"}, "start.js: `import(name);`"),
    ],
)
def test_what_cannot_be_joined_is_an_error(modules: dict[str, str], said: str) -> None:
    with pytest.raises(BundleError) as caught:
        bundled(modules, "start.js")
    assert said in f"{caught.value.name}: {caught.value}"
