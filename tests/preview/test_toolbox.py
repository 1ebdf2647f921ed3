"""A preview shows single worksheets, also of a practice without any program."""

from pathlib import Path

import pytest
from support.previewed import HOME, Trial
from support.toolbox import add_toolbox, without_programs


@pytest.fixture
def alone(practice: Path, tmp_path: Path) -> Trial:
    """A preview of a practice with a toolbox and no program."""
    trial = Trial(without_programs(add_toolbox(practice)), tmp_path / "made")
    trial.preview.update()
    assert not trial.troubles()
    return trial


def test_pages_and_pdfs_are_made_when_they_are_asked_for(alone: Trial) -> None:
    assert 'href="toolbox/one-step/"' in alone.text(HOME)
    assert 'data-wb-form="toolbox/one-step"' in alone.text(f"{HOME}toolbox/one-step/")
    pdf = alone.response(f"{HOME}toolbox/downloads/one-step-a4.pdf").body
    assert pdf.startswith(b"%PDF")
    alone.preview.close()


def test_another_order_of_the_worksheets_is_shown(alone: Trial) -> None:
    def order() -> list[int]:
        page = alone.text(f"{HOME}toolbox/").partition("<article")[2]
        return [page.index(f'href="{id}/"') for id in ("areas", "one-step")]

    assert order() == sorted(order())
    alone.changes("content/workbook.yml", "    - areas\n", "")
    alone.changes("content/workbook.yml", "    - one-step\n", "    - one-step\n    - areas\n")
    assert order() == sorted(order(), reverse=True)
    alone.preview.close()


def test_a_change_of_its_template_is_tried_before_it_is_shown(alone: Trial) -> None:
    alone.changes("templates/site/toolbox.md.j2", "{{ nothing }}")
    assert any("nothing" in each for each in alone.troubles())
    assert 'href="one-step/"' in alone.text(f"{HOME}toolbox/")
    alone.preview.close()
