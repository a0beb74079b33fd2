"""Fetching: many addresses at once in a thread of their own, and what is made of each as it comes."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import FetchError
from index.sources.exchange import LATER, Fetched, Request
from index.sources.fetcher import Fetcher

T = TypeVar("T")

_WAITING = 4
"""Bodies that may wait to be read, beside those that are fetched: each may be as large as a body may be."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of one request."""

    request: Request
    value: T | None
    error: Exception | None = None


def fetch_all(
    requests: Sequence[Request],
    then: Callable[[Request, Fetched], Awaitable[T]],
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
    at_once: int = 16,
    make_fetcher: Callable[..., Fetcher] = Fetcher,
) -> Generator[Outcome[T], None, None]:
    """Fetch all in a thread with an event loop of its own and yield what `then` makes of each, as they come.

    A few more than are fetched at once may wait to be taken; a slow taker holds up the fetching. When `is_cancelled`
    says so, or the iterator is closed, connections are dropped within a fraction of a second.
    """
    fleet = _Fleet(requests, then, at_once, make_fetcher)
    thread = threading.Thread(target=fleet.run, name="fetching", daemon=True)
    thread.start()
    try:
        remaining = len(requests)
        while remaining and not is_cancelled():
            try:
                outcome = fleet.outcomes.get(timeout=0.1)
            except queue.Empty:
                continue
            if isinstance(outcome, BaseException):
                raise outcome
            remaining -= 1
            yield outcome
            fleet.taken()
    finally:
        fleet.cancel()
        thread.join()


def fetch_one(
    request: Request,
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
    make_fetcher: Callable[..., Fetcher] = Fetcher,
) -> Fetched:
    """What lies at one address; FetchError where that is nothing, or where `is_cancelled` said so before it came."""

    async def as_it_is(_: Request, fetched: Fetched) -> Fetched:
        return fetched

    stopped = FetchError(request.address, "it was broken off", LATER, kind="stopped")
    for outcome in fetch_all([request], as_it_is, is_cancelled=is_cancelled, make_fetcher=make_fetcher):
        if outcome.value is None:
            raise outcome.error or stopped
        return outcome.value
    raise stopped


class _Fleet(Generic[T]):
    """The requests of one `fetch_all` and the loop they run in."""

    def __init__(
        self,
        requests: Sequence[Request],
        then: Callable[[Request, Fetched], Awaitable[T]],
        at_once: int,
        make_fetcher: Callable[..., Fetcher],
    ) -> None:
        self.outcomes: queue.SimpleQueue[Outcome[T] | BaseException] = queue.SimpleQueue()
        self._requests = requests
        self._then = then
        self._at_once = at_once
        self._make_fetcher = make_fetcher
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._task: asyncio.Task[None] | None = None
        self._is_cancelled = False

    def run(self) -> None:
        """The thread: carry out everything."""
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._fetch_all())
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            # Raised where the outcomes are awaited.
            self.outcomes.put(error)

    def cancel(self) -> None:
        """Drop what is still running."""
        with self._lock:
            self._is_cancelled = True
            if self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)

    def taken(self) -> None:
        """One outcome less is waiting."""
        with self._lock:
            if self._task is not None:
                self._loop.call_soon_threadsafe(self._waiting.release)

    async def _fetch_all(self) -> None:
        self._waiting = asyncio.Semaphore(self._at_once + _WAITING)
        with self._lock:
            if self._is_cancelled:
                return
            self._task = asyncio.current_task()
        try:
            async with self._make_fetcher(at_once=self._at_once) as fetcher, asyncio.TaskGroup() as group:
                for request in self._requests:
                    group.create_task(self._fetch(fetcher, request))
        finally:
            with self._lock:
                self._task = None

    async def _fetch(self, fetcher: Fetcher, request: Request) -> None:
        try:
            value = await self._then(request, await fetcher.fetch(request, self._waiting.acquire))
        except Exception as error:
            self.outcomes.put(Outcome(request, None, error))
        else:
            self.outcomes.put(Outcome(request, value))
