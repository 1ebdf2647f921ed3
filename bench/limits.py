"""Figures with their limits, and a table of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value.

    Attributes:
        name: What was measured.
        value: The value. It is in seconds for the units ``s`` and ``ms``, and 1 is 100 ``%``.
        limit: The highest allowed value, or None if the figure is only for information.
        unit: The unit to show: ``s``, ``ms``, ``MB``, ``%``, or empty for a ratio.
        made_of: The measurements that the value was computed from, for people.
    """

    name: str
    value: float
    limit: float | None = None
    unit: str = ""
    made_of: str = ""

    @property
    def missed(self) -> bool:
        """Whether the value is above its limit, or not a number."""
        return self.limit is not None and not self.value <= self.limit

    def row(self) -> tuple[str, str, str, str, str]:
        """The cells of the figure in the table."""
        if self.limit is None:
            return self.name, shown(self.value, self.unit), "", "", self.made_of
        verdict = "MISSED" if self.missed else "kept"
        limit = shown(self.limit, self.unit, exact=True)
        return self.name, shown(self.value, self.unit), limit, verdict, self.made_of


class Limits:
    """Collects figures, and reports which limits were missed."""

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
        """Add a figure. A missed limit does not stop the run."""
        self.figures.append(Figure(name, value, limit, unit, made_of))

    @property
    def missed(self) -> list[str]:
        """The names of the figures that miss their limit."""
        return [figure.name for figure in self.figures if figure.missed]

    def table(self) -> list[str]:
        """The lines of the table: one for each figure, and a summary."""
        rows = [("", "measured", "limit", "", ""), *(figure.row() for figure in self.figures)]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = [
            f"{name:{widths[0]}}  {value:>{widths[1]}}  {limit:>{widths[2]}}"
            f"  {verdict:{widths[3]}}  {made_of}"
            for name, value, limit, verdict, made_of in rows
        ]
        count, missed = sum(f.limit is not None for f in self.figures), len(self.missed)
        summary = f"{missed} of {count} limits missed" if missed else f"all {count} limits kept"
        return [*(line.rstrip() for line in lines), summary]


def shown(value: float, unit: str = "", *, exact: bool = False) -> str:
    """Format a value for people, with small ratios as fractions.

    Args:
        value: The value, as in `Figure`.
        unit: The unit, as in `Figure`.
        exact: Whether the value is a round number, such as a limit.
    """
    match unit:
        case "":
            fraction = f"1/{1 / value:.{0 if exact else 1}f}" if 0 < value < 0.4 else ""
            return fraction or f"{value:.2f}"
        case "%":
            return f"{100 * value:.{0 if exact else 1}f} %"
        case "ms":
            return f"{1000 * value:.1f} ms"
        case "MB":
            return f"{value:.0f} MB"
    return f"{value:.2f} {unit}"
