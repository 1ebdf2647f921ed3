"""What each rule asks for and why, with an example: for `workbook explain`, and for its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from workbook_builder.problems.problem import Rule

_FILE = Path(__file__).with_name("rules.yml")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule in words.

    Attributes:
        name: The rule in one or two words, with hyphens.
        what: What is wrong when it is broken, in one sentence.
        why: What it is good for.
        example: Lines of a file that break it.
        instead: The same lines as they should be.
    """

    name: str
    what: str
    why: str
    example: str
    instead: str


@cache
def explanations() -> Mapping[Rule, Explanation]:
    """Every rule, in the order of the codes."""
    found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {Rule(code): Explanation(**texts) for code, texts in found.items()}


def page() -> str:
    """The page of all rules, in Markdown."""
    parts = [_HEAD]
    for rule, each in explanations().items():
        parts.append(
            f"## {rule}: {each.name.replace('-', ' ')} {{#{rule.lower()}}}\n\n"
            f"{each.what} {each.why}\n\n"
            f"```text\n{each.example.strip()}\n```\n\nInstead:\n\n"
            f"```text\n{each.instead.strip()}\n```\n"
        )
    return "\n".join(parts)


_HEAD = """\
# Problems and advice

<!-- Made from problems/rules.yml: pytest tests/problems/test_rules.py --write-goldens -->

Every message of `workbook check` begins with the code of a rule. `workbook explain CODE` says the
same as this page. What begins with WB9 is advice: the site is built all the same, unless `--strict`
takes advice for problems. A comment with its code silences it, behind the line or in the line
above:

```yaml
- id: evenings-now # ignore WB901
```
"""
