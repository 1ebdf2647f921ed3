"""Compares several ways to do the same thing, by running them in turns.

The speed of a machine can vary by a third within minutes. Ways that run within the same second are
slowed down equally, so their ratio is stable even if their times are not.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Protocol

# Does the work of one round. It is called with the number of the round.
Way = Callable[[int], object]


class Benchmark(Protocol):
    """The part of pytest-benchmark's fixture that is used here."""

    def pedantic(
        self,
        target: Callable[..., object],
        args: tuple[object, ...] = (),
        *,
        setup: Callable[[], tuple[tuple[int], dict[str, object]]] | None = None,
        teardown: Callable[[int], None] | None = None,
        rounds: int = 1,
    ) -> object:
        """Measure a call several times, with a setup before and a teardown after each round."""


class Times(dict[str, list[float]]):
    """The seconds that each way took in each round, by the name of the way."""

    def of_pairs(self, one: str, other: str) -> float:
        """The ratio of the times of two ways: the median of the ratios of all rounds."""
        pairs = zip(self[one], self[other], strict=True)
        return statistics.median(first / second for first, second in pairs)

    def of_best(self, one: str, other: str) -> float:
        """The ratio of the shortest times of two ways, for a few rounds that take long."""
        return min(self[one]) / min(self[other])

    def medians(self, *names: str) -> str:
        """The median times of some ways, formatted for people."""
        return " : ".join(seconds(statistics.median(self[name])) for name in names)

    def best(self, *names: str) -> str:
        """The shortest times of some ways, formatted for people."""
        return " : ".join(seconds(min(self[name])) for name in names)


def interleaved(benchmark: Benchmark, ways: Mapping[str, Way], rounds: int) -> Times:
    """Run each way once in each round. The order of the ways is reversed after each round.

    Args:
        benchmark: The fixture of pytest-benchmark, which reports the first way.
        ways: The ways, by name.
        rounds: The number of rounds.
    """
    first, *others = ways
    times = Times({name: [] for name in ways})
    numbers = iter(range(rounds))

    def time_way(name: str, number: int) -> None:
        start = time.perf_counter()
        ways[name](number)
        times[name].append(time.perf_counter() - start)

    def before() -> tuple[tuple[int], dict[str, object]]:
        number = next(numbers)
        for name in reversed(others) if number % 2 else ():
            gc.collect()
            time_way(name, number)
        gc.collect()
        return (number,), {}

    def after(number: int) -> None:
        for name in () if number % 2 else others:
            gc.collect()
            time_way(name, number)

    def measured(number: int) -> None:
        time_way(first, number)

    # Each way collects its own garbage, and none that other ways or earlier code have left.
    gc.collect()
    gc.freeze()
    try:
        benchmark.pedantic(measured, setup=before, teardown=after, rounds=rounds)
    finally:
        gc.unfreeze()
    return times


def seconds(value: float) -> str:
    """A time, formatted for people."""
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"
