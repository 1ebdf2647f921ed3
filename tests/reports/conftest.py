"""The practice whose clients are reported on."""

import shutil
from pathlib import Path

import pytest
from support.places import PRACTICE
from support.reported import reported_practice

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the practice, which tests do not change."""
    return reported_practice(
        Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("reports") / "practice"))
    )


@pytest.fixture(scope="package")
def workbook(folder: Path) -> Workbook:
    return load(folder / "content")


@pytest.fixture(scope="package")
def opened(folder: Path) -> Practice:
    return Practice.open(folder / "content")
