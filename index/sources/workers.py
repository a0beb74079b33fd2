"""Workers: processes in which feeds and pages are read, apart from the screen.

To read a feed takes Python seconds of work, in calls that hold the interpreter too long for a key to be answered; a
hostile page may take minutes or all memory. A process of its own has an interpreter of its own, can be stopped at any
moment, and uses the second core. Question and answer go through its standard input and output: eight bytes of length
and a pickle, which only this program writes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from importlib import import_module
from typing import IO, Any, Literal

from index.errors import SourceError
from index.processes import own_process, step_back

Task = Literal["feed", "page", "discover"]

PATIENCE = 30.0
"""Seconds that one reading may take; the slowest file of public test suites takes 0.3, 3,000 items of a feed 5."""

_IDLE = 60
"""Seconds after which a worker that nobody asks goes away."""

_HEAD = 8

_READING: dict[Task, tuple[str, str]] = {
    "feed": ("index.sources.feed", "read_feed"),
    "page": ("index.sources.page", "read_page"),
    "discover": ("index.sources.discovery", "discover_feeds"),
}
"""Which function of which module carries out a task; what reads pages is loaded where a page is read."""


class Workers:
    """As many workers as are needed, at most so many; safe to ask from several threads."""

    def __init__(self, most: int = 0) -> None:
        """`most`: 0 for one a core, up to four."""
        self._turns = threading.BoundedSemaphore(most or max(1, min(4, os.cpu_count() or 1)))
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._is_closed = False
        self._halts = 0

    def read(self, task: Task, source: str, *arguments: object, patience: float = PATIENCE, **options: object) -> Any:
        """What a reading function makes of its arguments; SourceError where it fails, crashes or takes too long."""
        halts = self._halts
        with self._turns:
            worker = self._taken(source, halts)
            if worker is None:
                return _carried_out(task, arguments, options)
            try:
                answer = worker.ask((task, arguments, options), patience)
            except (OSError, EOFError, pickle.UnpicklingError):
                self._forget(worker)
                took_too_long = worker.took_too_long
                problem = f"it can't be read within {patience:g} seconds" if took_too_long else "reading it failed"
                raise SourceError(source, problem, "it is left out") from None
            with self._lock:
                # Unless it was ended after its answer.
                if worker in self._all:
                    self._idle.append(worker)
        return _opened(answer, source)

    def _taken(self, source: str, halts: int) -> _Worker | None:
        """A worker that waits, or a new one; None where no process can be started."""
        with self._lock:
            # Who waited for his turn when all were ended is not meant to go on.
            if self._is_closed or halts != self._halts:
                raise SourceError(source, "it was broken off", "try again")
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive:
                    return worker
                self._all.discard(worker)
            try:
                worker = _Worker()
            except OSError:
                return None
            self._all.add(worker)
            return worker

    def _forget(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._all.discard(worker)

    def halt(self) -> None:
        """End all workers, those that are reading too: whoever waits for them gets a SourceError. Others may follow."""
        with self._lock:
            self._halts += 1
            workers, self._all, self._idle = self._all, set(), []
        for worker in workers:
            worker.end()

    def close(self) -> None:
        """End all workers for good."""
        with self._lock:
            self._is_closed = True
        self.halt()


class _Worker:
    """One process and the two ends of its pipes."""

    def __init__(self) -> None:
        self._process = own_process("from index.sources.workers import serve; serve()", stdout=subprocess.PIPE)
        self.took_too_long = False

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: object, patience: float) -> tuple[str, Any]:
        """The answer; OSError or EOFError where the process ends before it."""
        watch = threading.Timer(patience, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            _write(self._process.stdin, question)
            answer: tuple[str, Any] = _read(self._process.stdout)
            return answer
        finally:
            watch.cancel()

    def _give_up(self) -> None:
        self.took_too_long = True
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What was still to be written finds nobody.
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _write(pipe: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_HEAD, "big"))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    head = pipe.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    data = pipe.read(int.from_bytes(head, "big"))
    return pickle.loads(data)


def _opened(answer: tuple[str, Any], source: str) -> Any:
    kind, value = answer
    match kind:
        case "read":
            return value
        case "refused":
            raise SourceError(*value)
        case _:
            raise SourceError(source, f"it can't be read ({value})", "it is left out")


# In the worker


def serve() -> None:
    """The worker's whole life: read what is asked until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints is no answer.
    os.dup2(2, 1)
    step_back()
    while _is_asked():
        try:
            task, arguments, options = _read(sys.stdin.buffer)
        except EOFError:
            return
        _write(answers, _answer(task, arguments, options))


def _is_asked() -> bool:
    import select

    return bool(select.select([0], [], [], _IDLE)[0])


def _answer(task: Task, arguments: tuple[Any, ...], options: dict[str, Any]) -> tuple[str, Any]:
    try:
        return "read", _carried_out(task, arguments, options)
    except SourceError as error:
        return "refused", (error.source, error.problem, error.remedy)
    except MemoryError:
        return "failed", "not enough memory"
    except Exception as error:
        # A fault of a reading library is told to the user and must not end the worker.
        return "failed", " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _carried_out(task: Task, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    module, name = _READING[task]
    return getattr(import_module(module), name)(*arguments, **options)
