"""Nothing about clients gets into a site, whichever way it could."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.clients import ANA, described
from support.command_line import contents, mkdocs, output_of, run
from support.hand_made_site import site_of
from support.places import PRACTICE

from workbook_builder.pdf.prefilled import BlankForm
from workbook_builder.practice.practice import Practice
from workbook_builder.publish import file_checks


@pytest.fixture
def practice(practice: Path) -> Path:
    described(practice, ana_ruiz=ANA)
    (practice / "clients/ana-ruiz/received").mkdir(parents=True)
    (practice / "clients/ana-ruiz/received/first.txt").write_text("eyJhbGciOi", "utf-8")
    return practice


def configured(practice: Path, old: str, new: str) -> None:
    file = practice / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def docs(folder: str) -> Callable[[Path], None]:
    return lambda practice: configured(practice, "docs_dir: content/pages", f"docs_dir: {folder}")


def site(folder: str) -> Callable[[Path], None]:
    return lambda practice: configured(practice, "theme:", f"site_dir: {folder}\ntheme:")


def templates(folder: str) -> Callable[[Path], None]:
    return lambda practice: configured(
        practice, "  - workbook\n", f"  - workbook:\n      templates: {folder}\n"
    )


def theme(folder: str) -> Callable[[Path], None]:
    return lambda practice: configured(
        practice, "  name: material", f"  name: material\n  custom_dir: {folder}"
    )


def link(place: str, target: str) -> Callable[[Path], None]:
    def make(practice: Path) -> None:
        (practice / place).parent.mkdir(parents=True, exist_ok=True)
        (practice / place).symlink_to(target)

    return make


def themed_link(practice: Path) -> None:
    (practice / "overrides").mkdir()
    (practice / "overrides/pictures").symlink_to("../clients")
    theme("overrides")(practice)


WAYS = {
    "pages-are-it": docs("clients"),
    "pages-lie-in-it": docs("clients/ana-ruiz"),
    "pages-lead-to-it": lambda practice: (
        link("people", "clients")(practice),
        docs("people")(practice),
    ),
    "site-is-it": site("clients"),
    "site-lies-in-it": site("clients/ana-ruiz/site"),
    "templates-are-it": templates("clients"),
    "templates-lie-in-it": templates("clients/ana-ruiz"),
    "templates-contain-it": templates("."),
    "theme-is-it": theme("clients"),
    "theme-lies-in-it": theme("clients/ana-ruiz"),
    "theme-contains-it": theme("."),
    "theme-links-to-it": themed_link,
    "pages-link-to-it": link("content/pages/people", "../../clients"),
    "pages-link-to-a-file": link(
        "content/pages/a.txt", "../../clients/ana-ruiz/received/first.txt"
    ),
    "pages-link-to-all": link("content/pages/all", "../.."),
    "pictures-link-to-it": link("content/pictures/people", "../../clients"),
    "templates-link-to-it": link("templates/people", "../clients"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_site_that_could_reach_clients_is_not_built(
    practice: Path, way: Callable[[Path], None]
) -> None:
    way(practice)
    before = contents(practice / "clients")
    result = run("build", at=practice)
    assert result.exit_code == 1, result.output
    assert "WB512" in result.output
    assert not (practice / "site").exists()
    assert contents(practice / "clients") == before


@pytest.mark.parametrize("name", ["clients", "pages-are-it"])
def test_every_command_that_publishes_refuses_it(practice: Path, name: str) -> None:
    docs("clients")(practice)
    said = mkdocs("build", at=practice)
    assert said.returncode == 1
    assert "WB512" in said.stderr
    for command in (["export", "plain"], ["publish", "--check"]):
        result = run(*command, at=practice)
        assert result.exit_code == 1, result.output
        assert "WB512" in result.output
    assert not (practice / "plain").exists()


def test_a_preview_shows_nothing_of_it(practice: Path) -> None:
    from support.previewed import Trial

    docs("clients")(practice)
    trial = Trial(practice, practice.parent / "made")
    try:
        trial.preview.update()
        assert "WB512" in str(trial.troubles())
    finally:
        trial.preview.close()


@pytest.mark.parametrize("folder", ["clients", "clients/ana-ruiz/plain", "."])
def test_an_export_goes_elsewhere(practice: Path, folder: str) -> None:
    for path in (practice / "clients").rglob("*.txt"):
        path.unlink()
    result = run("export", folder, at=practice)
    assert result.exit_code != 0
    assert (practice / "clients/ana-ruiz.yml").is_file()
    if folder != ".":
        assert "WB512" in result.output or "contains other files" in result.output


@pytest.mark.parametrize("name", ["ana.txt", "deep/whatever.bin"])
def test_a_copy_among_the_own_pages_is_found(practice: Path, name: str) -> None:
    copy = practice / "content/pages" / name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text("eyJhbGciOi", encoding="utf-8")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert f"content/pages/{name}: WB512 would be published, and is a copy" in result.output


def test_clients_beside_the_content_are_no_problem(practice: Path) -> None:
    output_of("build", "-f", str(practice / "mkdocs.yml"))
    built = contents(practice / "site")
    assert not [path for path, each in built.items() if b"Ana Ruiz" in each or "ana-ruiz" in path]


# -- A site that is there ------------------------------------------------------------------------

LINK = "<a href='https://example.org/#for=eyJ2IjoxLCJjbGllbnQiOiJhbmEifQ'>mine</a>"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("x/renamed.bin", "a file about a client"),
        ("clients/ben.yml", "a file about a client"),
        ("about/index.html", "a file with the personal link of a client"),
        ("wellness/better-sleep/downloads/goal-a4.pdf", "a sheet from a client's pack"),
        ("old/goal.pdf", "a sheet from a client's pack"),
        ("old/packed.pdf", "a sheet from a client's pack"),
    ],
)
def test_a_published_file_about_a_client_is_named(
    practice: Path, here: Path, path: str, what: str
) -> None:
    import io

    import pikepdf
    from support.one_form import SHEET, form, saved

    filled = BlankForm(form(SHEET), []).filled({}, lambda *_: pytest.fail(), "ana-ruiz")
    files: dict[str, str | bytes] = {
        "x/renamed.bin": "eyJhbGciOi",
        "clients/ben.yml": "name: Ben",
        "about/index.html": LINK,
        "wellness/better-sleep/downloads/goal-a4.pdf": filled,
        "old/goal.pdf": filled,
        "old/packed.pdf": saved(pikepdf.open(io.BytesIO(filled))),
    }
    made = Practice.open(PRACTICE / "content")
    found = list(
        file_checks.private_files(
            site_of(here / "site", {path: files[path], "other.html": "x", "own.pdf": form(SHEET)}),
            [made],
            PRACTICE / "content",
            practice / "clients",
        )
    )
    assert [str(each).partition(": it is")[0] for each in found] == [
        f"site/{path}: WB603 this is {what}"
    ]
