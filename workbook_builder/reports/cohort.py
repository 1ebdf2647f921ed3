"""Numbers over all clients of a program, from which nobody can learn anything about one of them.

No number is about fewer than five people. One that would say the same of everybody, such as a mean
at the end of its scale, is left out. How many people a mean is of is not said, and there are no
numbers for parts of a program or for several programs, so that none can be taken from another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook_builder.model.program import Program
from workbook_builder.reports.progress import ClientProgress, ProgramProgress

FEWEST = 5
_ENDS = 5  # percent; a share that is closer to none or to all is not said exactly


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent; `bound` says if it is only known to be as low, or as high."""

    percent: int
    bound: str = ""  # "at most", "at least", or empty


@dataclass(frozen=True, slots=True)
class CohortMeasure:
    """A measure, as the means of those who rated it both times; None if these are not said."""

    label: str
    before: float | None = None
    after: float | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class CohortProgram:
    """The numbers of a program.

    Attributes:
        title: The title of the program.
        people: How many clients do it; None if fewer than five.
        measures: Its measures.
        check_ins: The mean of each client's share of the check-ins that were done so far; None if
            it is not said.
        steps: The same of the steps that were kept, of those whose day has passed.
    """

    title: str
    people: int | None
    measures: tuple[CohortMeasure, ...]
    check_ins: Share | None
    steps: Share | None


@dataclass
class _Gathered:
    """The numbers of one program, without names."""

    program: Program
    people: int = 0
    rated: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    check_ins: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)


def cohort(clients: Iterable[ClientProgress]) -> tuple[CohortProgram, ...]:
    """The numbers of each program that some clients do.

    Args:
        clients: How far each client is. They are looked at one after the other.
    """
    gathered: dict[str, _Gathered] = {}
    for client in clients:
        own = {each.id for each in client.client.programs}
        for progress in client.programs:
            if isinstance(progress.program, Program) and progress.program.id in own:
                found = gathered.setdefault(progress.program.id, _Gathered(progress.program))
                _add(found, progress, client.today)
    return tuple(map(_published, gathered.values()))


def _add(gathered: _Gathered, progress: ProgramProgress, today: str) -> None:
    gathered.people += 1
    for each in progress.measures:
        if each.before and each.after:
            pair = (each.before.number, each.after.number)
            gathered.rated.setdefault(each.id, []).append(pair)
    if progress.check_ins_so_far:
        gathered.check_ins.append(progress.check_ins_done / progress.check_ins_so_far)
    if due := progress.steps_done + progress.carried_over(today):
        gathered.steps.append(progress.steps_done / due)


def _published(gathered: _Gathered) -> CohortProgram:
    measures = gathered.program.measures
    if gathered.people < FEWEST:
        hidden = tuple(CohortMeasure(each.label) for each in measures.values())
        return CohortProgram(gathered.program.title, None, hidden, None, None)
    return CohortProgram(
        gathered.program.title,
        gathered.people,
        tuple(
            _measure(each.label, each.min, each.max, gathered.rated.get(id, []))
            for id, each in measures.items()
        ),
        _share(gathered.check_ins),
        _share(gathered.steps),
    )


def _measure(
    label: str, low: float, high: float, pairs: list[tuple[float, float]]
) -> CohortMeasure:
    if len(pairs) < FEWEST:
        return CohortMeasure(label)
    before, after = (sum(each) / len(pairs) for each in zip(*pairs, strict=True))
    means = round(before, 1), round(after, 1)
    if not all(low < each < high for each in means):
        return CohortMeasure(label)
    return CohortMeasure(label, *means, round(means[1] - means[0], 1))  # as readers subtract


def _share(shares: list[float]) -> Share | None:
    if len(shares) < FEWEST:
        return None
    percent = round(100 * sum(shares) / len(shares))
    if percent <= _ENDS:
        return Share(_ENDS, "at most")
    return Share(100 - _ENDS, "at least") if percent >= 100 - _ENDS else Share(percent)
