"""Whether what was measured keeps to its limits."""

from collections.abc import Mapping


def kept(found: Mapping[str, float], limits: Mapping[str, float]) -> int:
    """Print each figure beside its limit; the exit code, which is 1 where one is missed."""
    for name, value in found.items():
        print(f"{name}: {value:.3f} of {limits[name]:.3f}")
    late = [name for name, value in found.items() if value > limits[name]]
    print(f"limits: {'missed: ' + '; '.join(late) if late else 'kept'}")
    return int(bool(late))
