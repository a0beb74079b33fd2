"""The client: asks one machine for what lies at an address; the only module that sends anything.

The addresses come from strangers. Each is looked up here and then connected to as it was looked up, so that what was
judged (a public machine or one of the user's own network) is what is asked.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

import httpx

from index.errors import FetchError
from index.sources.answer import read_answer
from index.sources.exchange import LATER, Fetched, Request
from index.sources.hosts import Resolve, is_own_name, is_public, resolved, system_addresses
from index.sources.inflating import ACCEPTED
from index.sources.redirects import Way

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " text/html;q=0.8, */*;q=0.5"
)
_ONLINE = "check the address and whether this computer is online"


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
        way = Way(request)
        async with self._hosts[way.url.host]:
            if admit is not None:
                await admit()
            async with self._all:
                return await self._within_time(request, way)

    async def _within_time(self, request: Request, way: Way) -> Fetched:
        try:
            async with asyncio.timeout(request.limits.total):
                return await self._follow(request, way)
        except TimeoutError as error:
            problem = f"no whole answer in {request.limits.total:g} seconds"
            raise FetchError(request.address, problem, LATER, kind="timeout") from error

    async def _follow(self, request: Request, way: Way) -> Fetched:
        """Ask, and where the answer is another address, there."""
        while True:
            async with self._answer(request, way.url, way.may_be_private) as answer:
                if not way.goes_on(answer):
                    return await read_answer(request, way.url, answer, way.moved_to)

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


def _private(address: str, url: httpx.URL) -> FetchError:
    problem = f"it leads to {url.host}, which is in a private network"
    return FetchError(address, problem, "if that is yours, subscribe to it by its IP address", kind="private")


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


def _told(address: str, url: httpx.URL, error: httpx.HTTPError) -> FetchError:
    """What a fault of the connection means."""
    if (fault := _tls_problem(error)) is not None:
        remedy = "check the address and this computer's clock; a feed with a bad certificate is not read"
        problem = f"the identity of {url.host} can't be verified ({fault})"
        return FetchError(address, problem, remedy, kind="tls")
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return FetchError(address, f"{url.host} can't be reached", _ONLINE, kind="offline")
    if isinstance(error, httpx.TimeoutException):
        return FetchError(address, f"{url.host} stopped answering", LATER, kind="timeout")
    if isinstance(error, httpx.ProxyError):
        return FetchError(address, f"the proxy refuses ({error})", "check http_proxy and https_proxy", kind="offline")
    return FetchError(address, f"the answer of {url.host} is cut off or damaged", LATER, kind="broken")


def _tls_problem(error: BaseException) -> str | None:
    """What is wrong with a certificate or its encryption; None where the fault is another."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return str(getattr(cause, "verify_message", "") or cause.reason or "no TLS").lower()
        cause = cause.__cause__ or cause.__context__
    return None
