"""Packs are made by a command, for one client or for all."""

from pathlib import Path

import pytest
from support.clients import ANA, described
from support.command_line import contents, output_of, run, usage_error


@pytest.fixture(autouse=True)
def _in_practice(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(practice)
    described(practice, ana_ruiz=ANA, ben_oka=ANA.replace("Ana Ruiz", "Ben Oka"))


def packs() -> list[str]:
    return sorted(path.name for path in Path("clients").glob("*/pack/*.zip"))


def test_all_packs_are_made() -> None:
    said = output_of("pack")
    assert packs() == ["Ana-Ruiz-better-sleep.zip", "Ben-Oka-better-sleep.zip"]
    lines = said.splitlines()
    assert "Ana Ruiz: clients/ana-ruiz/pack/Ana-Ruiz-better-sleep.zip" in lines
    links = [line for line in lines if line.startswith("  https://example.org/workbook/wellness/")]
    assert len(links) == 2
    assert links[0].strip() in Path("clients/ana-ruiz/pack/Personal link.txt").read_text("utf-8")
    assert lines[-1].startswith("2 packs, ")


def test_a_pack_of_one_client_is_made() -> None:
    assert "1 pack, " in output_of("pack", "ben-oka", "ben-oka")
    assert packs() == ["Ben-Oka-better-sleep.zip"]


def test_without_an_address_of_the_site_there_are_no_links(practice: Path) -> None:
    file = practice / "mkdocs.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(each for each in lines if "site_url" not in each), "utf-8")
    said = output_of("pack", "ana-ruiz")
    assert "The packs have no personal links: write the address of your site in mkdocs.yml" in said
    assert not Path("clients/ana-ruiz/pack/Personal link.txt").exists()


def test_a_wrong_name_is_explained() -> None:
    assert "there is no client `ana-ruis`; did you mean `ana-ruiz`?" in usage_error(
        "pack", "ana-ruis"
    )
    assert packs() == []


def test_without_clients_the_way_is_said() -> None:
    for path in Path("clients").glob("*.yml"):
        path.unlink()
    assert "workbook client new" in usage_error("pack")


def test_a_mistake_in_a_file_stops_all_packs(practice: Path) -> None:
    described(practice, ben_oka="name: Ben\n")
    before = contents(Path("clients"))
    result = run("pack")
    assert result.exit_code == 1
    assert "clients/ben-oka.yml" in result.output
    assert contents(Path("clients")) == before
    assert run("pack", "ana-ruiz").exit_code == 0, "the other client has nothing to do with it"


def test_a_cluster_that_is_not_there_is_explained() -> None:
    result = run("pack", "--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 1
    assert "WB505" in result.output
    assert packs() == []
