"""The explanation of each rule, for `workbook explain` and for the page docs/rules.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from workbook_builder.problems.problem import Rule

_FILE = Path(__file__).with_name("rules.yml")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an author reads about a rule.

    Attributes:
        name: A short name of one to three words joined by hyphens.
        what: What is wrong in a file that breaks the rule, in one sentence.
        why: Why the rule exists.
        example: Lines of a file that break the rule.
        instead: The same lines, corrected.
    """

    name: str
    what: str
    why: str
    example: str
    instead: str


@cache
def explanations() -> Mapping[Rule, Explanation]:
    """The explanation of every rule, sorted by code."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {Rule(code): Explanation(**texts) for code, texts in entries.items()}


def page() -> str:
    """The text of docs/rules.md."""
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

Every message of `workbook check` begins with the code of a rule. `workbook explain CODE` prints
what this page says about it. Codes that begin with WB6 are about a site that has been built:
`workbook publish --check` looks for them. Codes that begin with WB9 are advice: the site is built
anyway, unless you use `--strict`, which treats advice as problems. To silence advice, write a
comment with its code at the end of the line or on the line above:

```yaml
- id: evenings-now # ignore WB901
```
"""
