"""Every rule is explained and has a test; problems are reported in each format."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command_line import run
from support.places import DATA, ROOT

from workbook_builder.problems import explanations
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.problems.report_formats import FORMATS

PROBLEM = Problem("content/a b.yml", 3, 5, Rule.OUT_OF_RANGE, "100 % of 3, or: less", "write 3")
ADVICE = Problem("content/tracks", 0, 0, Rule.TOO_LONG, "too long")


def test_every_rule_is_explained_in_order() -> None:
    assert list(explanations.explanations()) == sorted(Rule)
    names = [each.name for each in explanations.explanations().values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_explained_in_full(rule: Rule) -> None:
    each = explanations.explanations()[rule]
    assert all((each.name, each.what, each.why, each.example.strip(), each.instead.strip()))
    assert each.example != each.instead
    assert each.what.endswith(".")
    said = run("explain", rule.lower())
    assert said.exit_code == 0
    assert said.output.startswith(f"{rule} {each.name}\n")
    assert ("silences it" in said.output) == rule.is_advice


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_shown_by_a_test(rule: Rule) -> None:
    tests = [*DATA.glob("mistakes/*.txt"), *(ROOT / "tests").rglob("test_*.py")]
    assert any(rule in path.read_text(encoding="utf-8") for path in tests)


def test_the_page_of_all_rules_is_up_to_date(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "docs/rules.md", explanations.page())


def test_for_an_unknown_code_the_nearest_is_suggested() -> None:
    said = run("explain", "WB3O1")
    assert said.exit_code == 2
    assert "there is no rule WB3O1; did you mean `wb301`?" in said.output


def test_text_shows_the_line() -> None:
    shown = FORMATS["text"]([PROBLEM, ADVICE])
    assert shown == (
        "content/a b.yml:3:5: WB108 100 % of 3, or: less\n  help: write 3\n\n"
        "content/tracks: WB902 too long\n\n"
    )


def test_json_has_every_part() -> None:
    assert json.loads(FORMATS["json"]([PROBLEM])) == {
        "version": 1,
        "problems": [
            {
                "code": "WB108",
                "name": "out-of-range",
                "advice": False,
                "file": "content/a b.yml",
                "line": 3,
                "column": 5,
                "message": "100 % of 3, or: less",
                "hint": "write 3",
            }
        ],
    }


def test_no_text_can_end_a_github_command() -> None:
    assert FORMATS["github"]([PROBLEM, ADVICE]).splitlines() == [
        "::error file=content/a b.yml,line=3,col=5,title=WB108 out-of-range"
        "::100 %25 of 3, or: less%0Awrite 3",
        "::warning file=content/tracks,title=WB902 too-long::too long",
    ]


def test_paths_are_escaped_in_github_commands() -> None:
    problem = Problem("content/a,line=1::b\r\n100%.yml", 3, 5, Rule.OUT_OF_RANGE, "a, b: c")
    assert FORMATS["github"]([problem]) == (
        "::error file=content/a%2Cline=1%3A%3Ab%0D%0A100%25.yml,line=3,col=5"
        ",title=WB108 out-of-range::a, b: c\n"
    )


def test_sarif_has_rules_and_places() -> None:
    run = json.loads(FORMATS["sarif"]([PROBLEM, ADVICE]))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["WB108", "WB902"]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/a%20b.yml"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    assert (first["level"], second["level"]) == ("error", "warning")
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_sarif_has_the_hint_and_an_address_for_each_file() -> None:
    problem = Problem("content\\a ü.yml", 3, 5, Rule.OUT_OF_RANGE, "too large", "write 3")
    (run,) = json.loads(FORMATS["sarif"]([problem, problem, ADVICE]))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["WB108", "WB902"]
    result = run["results"][0]
    assert result["message"]["text"] == "too large. write 3"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/a%20%C3%BC.yml"
    assert run["results"][2]["message"]["text"] == "too long"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_letters_are_not_escaped_in_json(form: str) -> None:
    problem = Problem("a.yml", 1, 1, Rule.OUT_OF_RANGE, "zu groß")
    assert "zu groß" in FORMATS[form]([problem])


@pytest.mark.parametrize("form", FORMATS)
def test_a_practice_is_checked_in_each_format(
    practice: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice)
    sound = run("check", "--format", form)
    assert sound.exit_code == 0
    assert "WB" not in sound.output
    path = practice / "content/tracks/wellness/better-sleep.yml"
    path.write_text(path.read_text().replace("minutes: 15", "minutes: 999", 1))
    broken = run("check", "--format", form)
    assert broken.exit_code == 1
    assert broken.output.count("`minutes` is 999") == 1
    assert broken.stderr == ""
