"""Compares what a command says with what a document shows of it."""

import re


def said(expected: str, output: str) -> None:
    """Check that all expected lines are in the output, in this order; `…` matches anything."""
    at = 0
    for line in filter(None, (each.strip() for each in expected.splitlines())):
        words = ".*".join(map(re.escape, line.split("…")))
        found = re.compile(words).search(output, at)
        assert found, f"{line}\n\nis not in\n\n{output}"
        at = found.end()
