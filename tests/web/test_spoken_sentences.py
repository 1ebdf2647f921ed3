"""Scripts say only sentences that there are."""

import re

from support.places import ROOT

from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.web.page_rendering import (
    spoken,
    spoken_on_demand,
    spoken_on_demand_portable,
    spoken_portable,
)

SAID = re.compile(r'\bsay\(\s*(?:[^"(),?]+\?\s*"(\w+)"\s*:\s*)?"(\w+)"')
ALL = (spoken, spoken_on_demand, spoken_portable, spoken_on_demand_portable)


def test_each_sentence_that_a_script_says_is_there() -> None:
    environment = html_environment(None, translations("en", []))
    there = {name for sentences in ALL for name in sentences(environment)}
    scripts = [*ROOT.glob("templates/theme/**/*.js"), *ROOT.glob("templates/portable/*.js")]
    said = {
        (path.name, name)
        for path in scripts
        for found in SAID.findall(path.read_text(encoding="utf-8"))
        for name in found
        if name
    }
    assert len(said) > 50
    assert {each for each in said if each[1] not in there} == set()
