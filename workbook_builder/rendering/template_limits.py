"""Limits for templates: a loop in one may never end, or may fill the memory."""

import ctypes
import sys
import threading
import time
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

LIMIT = 2.0  # seconds of work for a page or a document; those of a thousand programs need one
LONGEST = 20_000_000  # characters of a page, a document, or a value in a template

_this_thread = threading.local()


class TooSlowError(Exception):
    """A template takes too long."""

    def __str__(self) -> str:
        return f"it takes longer than {LIMIT:g} seconds"


class TooLargeError(Exception):
    """A template computes a value that is too large."""

    def __str__(self) -> str:
        return f"it makes a text of more than {LONGEST // 1_000_000} million characters"


class LimitedEnvironment(SandboxedEnvironment):
    """An environment whose templates cannot compute huge values with an operator."""

    intercepted_binops = frozenset({"*", "**", "+"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute the value of an operator.

        Raises:
            TooLargeError: It would be too large.
        """
        if _result_size(operator, left, right) > LONGEST:
            raise TooLargeError
        return super().call_binop(context, operator, left, right)


def _result_size(operator: str, left: Any, right: Any) -> int:
    """About how many characters, items, or bits the value of an operator has."""
    match operator, left, right:
        case "*", Sized(), int():
            return len(left) * right
        case "*", int(), Sized():
            return left * len(right)
        case "*", int(), int():
            return left.bit_length() + right.bit_length()
        case "**", int(), int():
            return left.bit_length() * right
        case "+", Sized(), Sized():
            return len(left) + len(right)
    return 0


class LimitedTemplate(Template):
    """A template whose rendering ends after some time, and after some characters."""

    def render(self, *args: Any, **values: Any) -> str:
        """Render the template.

        Raises:
            TooSlowError: It takes too long.
            TemplateSyntaxError: The result is too long.
        """
        with _limited():
            text = super().render(*args, **values)
        if len(text) > LONGEST:
            raise TemplateSyntaxError(f"{TooLargeError()}", 1, self.name, self.filename)
        return text

    def make_module(self, *args: Any, **values: Any) -> Any:
        """Run the template, and return the names that it defines.

        Raises:
            TooSlowError: It takes too long.
        """
        with _limited():
            return super().make_module(*args, **values)


@contextmanager
def _limited() -> Iterator[None]:
    """Raise an error in this thread when the block has worked for too long."""
    if getattr(_this_thread, "is_limited", False):
        yield  # a template that another one includes
        return
    _this_thread.is_limited = True
    watch = _Watch()
    try:
        yield
    except TooSlowError:
        watch.arrived = True
        raise
    finally:
        _this_thread.is_limited = False
        watch.stop()


class _Watch:
    """Lets the watchman interrupt the thread that made it, once this thread has worked too long."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._interrupted = self.arrived = False
        self._begun = self._worked()
        _watchman.add(self)

    def stop(self) -> None:
        """End the watch. An interruption that has not arrived yet arrives here, and no later."""
        _watchman.remove(self)
        if self._interrupted and not self.arrived:
            # It cannot be taken back: Python 3.11 would then look for it for ever, and a traced
            # program would hang. It is raised at the next jump.
            for _ in range(100):
                pass

    def look(self) -> None:
        """Interrupt the thread if it has worked for too long."""
        if not self._interrupted and self._worked() - self._begun >= LIMIT:
            self._interrupted = True
            _interrupt(self._thread, TooSlowError)

    def _worked(self) -> float:
        """The seconds for which the thread has worked, or the time where no system counts them."""
        if sys.platform == "linux":
            return time.clock_gettime(time.pthread_getcpuclockid(self._thread))
        return time.monotonic()


class _Watchman:
    """A thread that looks at all watches, several times within the limit, while there are any.

    A thread for each watch would take longer to start than a field takes to render.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watches: set[_Watch] = set()
        self._needed = threading.Event()
        self._thread = threading.Thread()

    def add(self, watch: _Watch) -> None:
        """Begin to look at a watch."""
        with self._lock:
            self._watches.add(watch)
            self._needed.set()
            if not self._thread.is_alive():  # it does not survive a fork either
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def remove(self, watch: _Watch) -> None:
        """Look at a watch no more."""
        with self._lock:
            self._watches.discard(watch)

    def _run(self) -> None:
        while self._needed.wait():
            time.sleep(LIMIT / 8)
            with self._lock:
                for watch in self._watches:
                    watch.look()
                if not self._watches:
                    self._needed.clear()


_watchman = _Watchman()


def _interrupt(thread: int, error: type[Exception]) -> None:
    """Have Python raise an error in a thread as soon as it can."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
