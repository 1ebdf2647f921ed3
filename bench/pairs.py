"""Two or more ways to the same thing, measured in turns.

The speed of a machine wavers by a third over minutes. What is done one after the other in the same
second is slowed alike, so that the ratio holds where the times do not.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Protocol

# What does the work of a round, by the number of the round.
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
        """Measure a call so many times, with what is done before and after each of them."""


class Times(dict[str, list[float]]):
    """The seconds of each way, by its name, round by round."""

    def of_pairs(self, one: str, other: str) -> float:
        """How many times as long one way takes: the median of the ratios within each round."""
        pairs = zip(self[one], self[other], strict=True)
        return statistics.median(first / second for first, second in pairs)

    def of_best(self, one: str, other: str) -> float:
        """The same of the shortest times: for few rounds of what takes long."""
        return min(self[one]) / min(self[other])

    def medians(self, *names: str) -> str:
        """The median times of some ways, for people."""
        return " : ".join(seconds(statistics.median(self[name])) for name in names)

    def best(self, *names: str) -> str:
        """The shortest times of some ways, for people."""
        return " : ".join(seconds(min(self[name])) for name in names)


def interleaved(benchmark: Benchmark, ways: Mapping[str, Way], rounds: int) -> Times:
    """Go every way once in each round; the first one is what pytest-benchmark reports.

    The order turns around with each round: first, others; others, first.
    """
    first, *others = ways
    times = Times({name: [] for name in ways})
    begun = iter(range(rounds))

    def go(name: str, number: int) -> None:
        start = time.perf_counter()
        ways[name](number)
        times[name].append(time.perf_counter() - start)

    def before() -> tuple[tuple[int], dict[str, object]]:
        number = next(begun)
        for name in reversed(others) if number % 2 else ():
            gc.collect()
            go(name, number)
        gc.collect()
        return (number,), {}

    def after(number: int) -> None:
        for name in () if number % 2 else others:
            gc.collect()
            go(name, number)

    def measured(number: int) -> None:
        go(first, number)

    # Each way pays for its own garbage, and for nothing that others left or that was there before.
    gc.collect()
    gc.freeze()
    try:
        benchmark.pedantic(measured, setup=before, teardown=after, rounds=rounds)
    finally:
        gc.unfreeze()
    return times


def seconds(value: float) -> str:
    """A time for people."""
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"
