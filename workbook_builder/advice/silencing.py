"""Comments that silence advice: ``# ignore WB902`` at the end of a line, or on the line above."""

import re
from collections.abc import Iterable, Iterator

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.problems.problem import Problem, Rule

_IGNORE = re.compile(r"#\s*ignore:?\s+(WB\d{3}(?:[\s,]+WB\d{3})*)")


def not_silenced(found: Iterable[Problem], sources: Iterable[YamlSource]) -> Iterator[Problem]:
    """Drop silenced advice, and add advice on comments that silence nothing."""
    silenced: dict[tuple[str, int, str], tuple[YamlSource, int]] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            if comment := _IGNORE.search(line):
                alone = line.lstrip().startswith("#")  # then it concerns the next line
                for code in re.findall(r"WB\d{3}", comment[1]):
                    silenced[source.file, number + alone, code] = source, number
    used = set()
    for each in found:
        key = (each.file, each.line, str(each.rule))
        if key in silenced:
            used.add(key)
        else:
            yield each
    for key, (source, number) in silenced.items():
        if key not in used:
            column = source.text.split("\n")[number - 1].index("#") + 1
            message = f"this comment silences nothing: there is no {key[2]} here"
            yield source.problem_at(
                number, column, Rule.NOTHING_SILENCED, message, "delete the comment"
            )
