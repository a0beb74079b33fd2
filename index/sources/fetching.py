"""Fetching: what lies at a web address, within limits of size and time; the only module that speaks to httpx.

The addresses come from strangers. Each is looked up here and then connected to as it was looked up, so that what was
judged (a public machine or one of the user's own network) is what is asked. Redirects are followed by hand, because
each leads to an address that is judged anew.
"""

from __future__ import annotations

import asyncio
import base64
import queue
import ssl
import threading
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Generic, TypeVar

import httpx

from index.errors import FetchError
from index.sources.hosts import Resolve, is_own_name, is_public, resolved, system_addresses
from index.sources.inflating import ACCEPTED, Body, TooLargeError

T = TypeVar("T")

FEED_BYTES = 20_000_000
PAGE_BYTES = 10_000_000
FILE_BYTES = 100_000_000
"""Largest feed, page, and file that is imported from its address; unpacked."""

_WAITING = 4
"""Bodies that may wait to be read, beside those that are fetched: each may be as large as a body may be."""

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_VALIDATOR = 1_000

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long; seconds."""

    size: int = FEED_BYTES
    """Bytes of a body, as it comes and unpacked."""
    connect: float = 10.0
    read: float = 20.0
    """Between two pieces of an answer."""
    total: float = 60.0
    """From the first connection to the last byte, redirects included."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for."""

    address: str
    etag: str = ""
    modified: str = ""
    """What the last answer said of itself; the server says 304 where nothing changed since."""
    limits: Limits = field(default_factory=Limits)
    may_be_private: bool = True
    """Whether the address may lie in the user's own network, as one may that he typed. What a stranger's feed or page
    names may not."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer."""

    address: str
    """Where it came from in the end."""
    moved_to: str
    """Where the asked address moved for good; empty where it did not."""
    status: int
    data: bytes
    """Unpacked; empty where nothing changed."""
    content_type: str
    etag: str
    modified: str

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


class Fetcher:
    """Fetches within one event loop: so many at once, so many from one host."""

    def __init__(
        self,
        *,
        at_once: int = 16,
        per_host: int = 2,
        resolve: Resolve = system_addresses,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`resolve` and `transport` stand between this and the network: tests put their own there."""
        self._all = asyncio.Semaphore(at_once)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._resolve = resolve
        self._given_transport = transport
        self._transports: dict[str, httpx.AsyncBaseTransport] = {}

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for transport in self._transports.values():
            await transport.aclose()

    async def fetch(self, request: Request, admit: Callable[[], Awaitable[object]] | None = None) -> Fetched:
        """What lies at an address; FetchError where that is nothing.

        `admit` is awaited when the host's turn has come, so that many feeds of one host don't keep others waiting.
        """
        url = _checked_url(request.address)
        async with self._hosts[url.host]:
            if admit is not None:
                await admit()
            async with self._all:
                return await self._within_time(request, url)

    async def _within_time(self, request: Request, url: httpx.URL) -> Fetched:
        try:
            async with asyncio.timeout(request.limits.total):
                return await self._follow(request, url)
        except TimeoutError as error:
            problem = f"no whole answer in {request.limits.total:g} seconds"
            raise FetchError(request.address, problem, _LATER, kind="timeout") from error

    async def _follow(self, request: Request, url: httpx.URL) -> Fetched:
        """Ask, and where the answer is another address, there."""
        may_be_private = request.may_be_private and is_own_name(url.host)
        seen: set[str] = set()
        moved_to, is_permanent = "", True
        while True:
            if str(url) in seen or len(seen) > request.limits.redirects:
                problem = "it is redirected in a loop" if str(url) in seen else "it is redirected too often"
                raise FetchError(request.address, problem, "look up its new address in a browser", kind="redirect")
            seen.add(str(url))
            async with self._answer(request, url, may_be_private) as answer:
                if answer.status_code not in _REDIRECTS:
                    return await _read(request, url, answer, moved_to)
                target = _target(request, url, answer)
                # To lose the encryption for good is not what a moved site wants.
                is_permanent &= answer.status_code in _PERMANENT
                is_permanent &= not (url.scheme == "https" and target.scheme == "http")
                # Once the way leads through the internet, it leads back into no private network.
                may_be_private &= is_own_name(url.host)
                url = target
                moved_to = str(url) if is_permanent else moved_to

    @asynccontextmanager
    async def _answer(self, request: Request, url: httpx.URL, may_be_private: bool) -> AsyncIterator[httpx.Response]:
        """The head of an answer, its body still to come."""
        try:
            answer = await self._ask(request, url, may_be_private)
            try:
                yield answer
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            raise _told(request.address, url, error) from error

    async def _ask(self, request: Request, url: httpx.URL, may_be_private: bool) -> httpx.Response:
        proxy = _proxy(url)
        if proxy:
            # The proxy asks the name servers; an address that is written out is known here already.
            if is_own_name(url.host) and not may_be_private:
                raise _private(request.address, url)
            return await self._through_proxy(proxy, request, url)
        addresses = await self._addresses(request, url, may_be_private)
        for address in addresses[:-1]:
            try:
                return await self._transport("").handle_async_request(_outgoing(request, url, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if _tls_problem(error):
                    raise
        return await self._transport("").handle_async_request(_outgoing(request, url, addresses[-1]))

    async def _through_proxy(self, proxy: str, request: Request, url: httpx.URL) -> httpx.Response:
        try:
            transport = self._transport(proxy)
        except (ImportError, ValueError) as error:
            problem = f"a proxy of this kind ({proxy.partition(':')[0]}) can't be used"
            raise FetchError(request.address, problem, "name an http:// proxy", kind="offline") from error
        return await transport.handle_async_request(_outgoing(request, url, url.host))

    async def _addresses(self, request: Request, url: httpx.URL, may_be_private: bool) -> list[str]:
        host, port = url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)
        try:
            async with asyncio.timeout(request.limits.connect):
                found = await resolved(host, port, self._resolve)
        except TimeoutError as error:
            raise FetchError(request.address, f"nobody says where {url.host} is", _ONLINE, kind="offline") from error
        except (OSError, UnicodeError) as error:
            raise FetchError(request.address, f"there is no host {url.host}", _ONLINE, kind="offline") from error
        allowed = [address for address in found if may_be_private or is_public(address)]
        if not allowed:
            if found:
                raise _private(request.address, url)
            raise FetchError(request.address, f"there is no host {url.host}", _ONLINE, kind="offline")
        return allowed

    def _transport(self, proxy: str) -> httpx.AsyncBaseTransport:
        if self._given_transport is not None:
            return self._given_transport
        if proxy not in self._transports:
            # No connection is used twice: two hosts of one address would share it, and its certificate.
            limits = httpx.Limits(max_keepalive_connections=0)
            self._transports[proxy] = httpx.AsyncHTTPTransport(
                verify=_certificates(), trust_env=False, limits=limits, proxy=proxy or None
            )
        return self._transports[proxy]


_LOOK_UP = "look up its new address in a browser"
_LATER = "try again later"
_ONLINE = "check the address and whether this computer is online"


def _private(address: str, url: httpx.URL) -> FetchError:
    problem = f"it leads to {url.host}, which is in a private network"
    return FetchError(address, problem, "if that is yours, subscribe to it by its IP address", kind="private")


def _checked_url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(address, "no web address", "write it as https://host/path", kind="address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(address, "no web address", "write it as https://host/path", kind="address")
    return url


def _target(request: Request, url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    """Where an answer redirects to."""
    place = answer.headers.get("location", "")
    try:
        target = url.join(place) if place else None
    except (httpx.InvalidURL, ValueError):
        target = None
    if target is None or target.scheme not in ("http", "https") or not target.host:
        problem = f"it is redirected to what is no web address ({place[:100]!r})"
        raise FetchError(request.address, problem, "look up its new address in a browser", kind="redirect")
    return target.copy_with(fragment=None)


def _outgoing(request: Request, url: httpx.URL, address: str) -> httpx.Request:
    """The question to one machine: its IP address to connect to, the host's name in what is said."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.modified:
        headers["If-Modified-Since"] = request.modified
    if url.userinfo and url.host == httpx.URL(request.address).host:
        pair = f"{url.username}:{url.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    limits = request.limits
    timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.total}
    extensions = {"timeout": timeout, "sni_hostname": url.raw_host.decode("ascii")}
    return httpx.Request("GET", url.copy_with(host=address), headers=headers, extensions=extensions)


@lru_cache(1)
def user_agent() -> str:
    """How Warraq introduces itself."""
    try:
        return f"Warraq/{version('warraq')} (news reader)"
    except PackageNotFoundError:
        return "Warraq (news reader)"


@lru_cache(1)
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _proxy(url: httpx.URL) -> str:
    """The proxy of the environment for an address; empty where it is reached without."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all", "")
    if not proxy or proxy_bypass(url.host) or is_own_name(url.host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


async def _read(request: Request, url: httpx.URL, answer: httpx.Response, moved_to: str) -> Fetched:
    """The answer with its body."""
    status, headers = answer.status_code, answer.headers
    if status != 304:
        _check_status(request.address, status, headers)
    data = b"" if status == 304 else await _body(request, answer)
    if status != 304 and not data.strip():
        raise FetchError(request.address, "the answer is empty", _LATER, kind="empty")
    kept = {name: _validator(headers.get(name, "")) for name in ("etag", "last-modified")}
    return Fetched(
        str(url), moved_to, status, data, headers.get("content-type", ""), kept["etag"], kept["last-modified"]
    )


def _validator(value: str) -> str:
    """What can be said to the server again; a server that writes anything else is asked without."""
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else ""


async def _body(request: Request, answer: httpx.Response) -> bytes:
    limit, encoding = request.limits.size, answer.headers.get("content-encoding", "")
    too_large = FetchError(
        request.address,
        f"more than {limit / 1e6:g} MB",
        "save it as a file and import that",
        kind="too_large",
    )
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        raise too_large
    try:
        body = Body(encoding, limit)
        async for piece in answer.aiter_raw():
            body.feed(piece)
        return body.finish()
    except TooLargeError:
        raise too_large from None
    except (LookupError, zlib.error, EOFError) as error:
        problem = "it is cut off" if isinstance(error, EOFError) else f"its compression ({encoding}) can't be read"
        raise FetchError(request.address, problem, _LATER, kind="compression") from error


def _check_status(address: str, status: int, headers: httpx.Headers) -> None:
    """FetchError unless an answer is what was asked for."""
    if status in (200, 203):
        return
    retry_after = _seconds(headers.get("retry-after", ""))
    if status == 410:
        raise FetchError(
            address, f"the server says {status}: it is gone for good", "remove the subscription", kind="gone"
        )
    if status == 404:
        raise FetchError(address, f"the server says {status}: there is nothing", "check the address", kind="missing")
    if status in (401, 402, 403, 407, 451):
        raise FetchError(
            address, f"the server says {status}: access denied", "open it in a browser to see why", kind="denied"
        )
    if status in (429, 503):
        problem = f"the server says {status}: it wants to be left alone"
        raise FetchError(address, problem, _LATER, kind="busy", retry_after=retry_after)
    if status >= 500:
        raise FetchError(
            address, f"the server says {status}: a fault of its own", _LATER, kind="server", retry_after=retry_after
        )
    if status >= 400:
        raise FetchError(address, f"the server says {status}: it refuses", "check the address", kind="denied")
    raise FetchError(address, f"the server says {status}", _LATER, kind="broken")


def _seconds(text: str) -> float | None:
    """Retry-After, in seconds or as a moment (RFC 9110, 10.2.3)."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _told(address: str, url: httpx.URL, error: httpx.HTTPError) -> FetchError:
    """What a fault of the connection means."""
    if (fault := _tls_problem(error)) is not None:
        remedy = "check the address and this computer's clock; a feed with a bad certificate is not read"
        problem = f"the identity of {url.host} can't be verified ({fault})"
        return FetchError(address, problem, remedy, kind="tls")
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return FetchError(address, f"{url.host} can't be reached", _ONLINE, kind="offline")
    if isinstance(error, httpx.TimeoutException):
        return FetchError(address, f"{url.host} stopped answering", _LATER, kind="timeout")
    if isinstance(error, httpx.ProxyError):
        return FetchError(address, f"the proxy refuses ({error})", "check http_proxy and https_proxy", kind="offline")
    return FetchError(address, f"the answer of {url.host} is cut off or damaged", _LATER, kind="broken")


def _tls_problem(error: BaseException) -> str | None:
    """What is wrong with a certificate or its encryption; None where the fault is another."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return str(getattr(cause, "verify_message", "") or cause.reason or "no TLS").lower()
        cause = cause.__cause__ or cause.__context__
    return None


# Many at once


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

    stopped = FetchError(request.address, "it was broken off", _LATER, kind="stopped")
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
