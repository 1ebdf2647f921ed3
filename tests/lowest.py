"""Prints constraints for pip: of all that the package needs, the lowest versions it allows.

What those need in turn, and the tools of the tests, are as new as the constraints let them be.
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent

if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for needed in sum(extras, project["dependencies"]):
        lowest, _, _ = needed.partition(",")
        name, bound, version = lowest.partition(">=")
        assert bound, f"{needed} has no lowest version"
        print(f"{name}=={version}")
