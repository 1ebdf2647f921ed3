"""What was measured, beside its limits, and the table of all of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing that was measured.

    ``unit`` is empty for a ratio, else ``s``, ``ms``, ``MB`` or ``%``; what is shown in ``ms`` is a
    value in seconds, and 100 ``%`` are a value of 1. ``made_of`` says what the value was made of.
    Without a limit it is for information.
    """

    name: str
    value: float
    limit: float | None = None
    unit: str = ""
    made_of: str = ""

    @property
    def missed(self) -> bool:
        """Whether it is more than it may be; so is what is no number."""
        return self.limit is not None and not self.value <= self.limit

    def row(self) -> tuple[str, str, str, str, str]:
        """Its cells in the table."""
        if self.limit is None:
            return self.name, shown(self.value, self.unit), "", "", self.made_of
        verdict = "MISSED" if self.missed else "kept"
        limit = shown(self.limit, self.unit, exact=True)
        return self.name, shown(self.value, self.unit), limit, verdict, self.made_of


class Limits:
    """Collects figures, and says in the end which limits were missed."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def note(
        self,
        name: str,
        value: float,
        limit: float | None = None,
        *,
        unit: str = "",
        made_of: str = "",
    ) -> None:
        """Take one figure, and measure on: a missed limit ends nothing."""
        self.figures.append(Figure(name, value, limit, unit, made_of))

    @property
    def missed(self) -> list[str]:
        """The names of all that is over its limit."""
        return [figure.name for figure in self.figures if figure.missed]

    def table(self) -> list[str]:
        """A line for each figure, and one that says how it ended."""
        rows = [("", "measured", "limit", "", ""), *(figure.row() for figure in self.figures)]
        wide = [max(len(row[at]) for row in rows) for at in range(4)]
        lines = [
            f"{name:{wide[0]}}  {value:>{wide[1]}}  {limit:>{wide[2]}}  {verdict:{wide[3]}}  {more}"
            for name, value, limit, verdict, more in rows
        ]
        count, late = sum(f.limit is not None for f in self.figures), len(self.missed)
        ending = f"{late} of {count} limits missed" if late else f"all {count} limits kept"
        return [*(line.rstrip() for line in lines), ending]


def shown(value: float, unit: str = "", *, exact: bool = False) -> str:
    """A value as people read it: small ratios as parts of one, and shares in percent."""
    match unit:
        case "":
            part = f"1/{1 / value:.{0 if exact else 1}f}" if 0 < value < 0.4 else ""
            return part or f"{value:.2f}"
        case "%":
            return f"{100 * value:.{0 if exact else 1}f} %"
        case "ms":
            return f"{1000 * value:.1f} ms"
        case "MB":
            return f"{value:.0f} MB"
    return f"{value:.2f} {unit}"
