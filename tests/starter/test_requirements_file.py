"""The line in requirements.txt that names Workbook Builder is found in any form, and replaced."""

import pytest

from workbook_builder.starter.requirements_file import line, replaced, requirements

GIT = "workbook-builder @ git+https://example.org/wb.git@0123abc"


@pytest.mark.parametrize(
    ("written", "extras", "version", "wheel"),
    [
        ("workbook-builder", "", "", ""),
        ("Workbook_Builder == 1.2.0", "", "1.2.0", ""),
        ("workbook-builder[arabic]==1.2.0", "[arabic]", "1.2.0", ""),
        ("workbook-builder>=1.2,<2", "", "", ""),
        (GIT, "", "", ""),
        (f"{GIT} # 1.2.0", "", "1.2.0", ""),
        ("workbook-builder[arabic] @ git+https://example.org/wb.git", "[arabic]", "", ""),
        ("git+https://example.org/workbook-builder.git@main", "", "", ""),
        (
            "./packages/workbook_builder-1.2.0-py3-none-any.whl",
            "",
            "1.2.0",
            "packages/workbook_builder-1.2.0-py3-none-any.whl",
        ),
        (
            "packages/workbook_builder-1.2.0-py3-none-any.whl[hebrew]  # the one by e-mail",
            "[hebrew]",
            "1.2.0",
            "packages/workbook_builder-1.2.0-py3-none-any.whl",
        ),
        (
            "workbook-builder @ https://example.org/workbook_builder-1.2.0-py3-none-any.whl#sha256=a",
            "",
            "1.2.0",
            "",
        ),
    ],
)
def test_each_form_is_understood(written: str, extras: str, version: str, wheel: str) -> None:
    (found,) = requirements(f"# What builds the site\n{written}\nfontpkg-almarai\n")
    assert (found.index, found.extras, found.version, found.wheel) == (1, extras, version, wheel)


@pytest.mark.parametrize(
    "other",
    ["", "# workbook-builder", "workbook-builder-field-mood", "./workbook-field-mood", "mkdocs"],
)
def test_other_lines_are_not_taken_for_it(other: str) -> None:
    assert requirements(f"{other}\n") == []


def test_only_its_own_line_is_replaced() -> None:
    text = "# mine\r\nworkbook-builder==1.0\r\n./workbook-field-mood # and this\r\n"
    (old,) = requirements(text)
    assert replaced(text, old, "workbook-builder==2.0") == text.replace("1.0", "2.0")


def test_a_last_line_without_an_end_stays_without() -> None:
    (old,) = requirements("a\nworkbook-builder")
    assert replaced("a\nworkbook-builder", old, "new") == "a\nnew"


@pytest.mark.parametrize(
    ("requirement", "extras", "written"),
    [
        ("workbook-builder==1.2.0", "", "workbook-builder==1.2.0"),
        ("workbook-builder==1.2.0", "[arabic]", "workbook-builder[arabic]==1.2.0"),
        (GIT, "", f"{GIT} # 1.2.0"),
        ("./packages/w-1.2.0.whl", "[arabic]", "./packages/w-1.2.0.whl[arabic]"),
    ],
)
def test_a_line_tells_the_version_and_keeps_extras(
    requirement: str, extras: str, written: str
) -> None:
    assert line(requirement, "1.2.0", extras) == written
