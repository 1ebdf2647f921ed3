"""The folders of the repository and of the test data."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
PRACTICE = DATA / "practice"
