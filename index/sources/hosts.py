"""Hosts: which of them are the user's own network, and under which addresses a name is reached.

A feed from the internet must not make Warraq ask a machine that only the user can reach: his router, a service on his
own computer. What counts is the address that is connected to, so that no answer of a name server gets round it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Resolve = Callable[[str, int], list[str]]
"""Host name and port to IP addresses, the best first; raises OSError where there are none."""

_OWN_SUFFIXES = ("localhost", "local", "lan", "home", "internal", "intranet", "home.arpa")
"""Names that no public name server answers for (RFC 6761, 6762, 8375, and what routers call their networks)."""

_STANDS_FOR_PUBLIC = ip_network("198.18.0.0/15")
"""Meant for benchmarks (RFC 2544); here because tunnels against censorship answer every name with one of them."""

_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet: not loopback, private, link-local, shared or multicast."""
    try:
        ip = _unwrapped(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    return ip in _STANDS_FOR_PUBLIC or (ip.is_global and not ip.is_multicast)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one carries, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def is_own_name(host: str) -> bool:
    """Whether a host can only mean a machine of the user's own network: a private IP, no dot in it, *.lan."""
    host = host.strip("[]").rstrip(".").lower()
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return "." not in host or host.endswith(tuple(f".{suffix}" for suffix in _OWN_SUFFIXES))
    return not is_public(host)


def system_addresses(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def resolved(host: str, port: int, resolve: Resolve) -> list[str]:
    """The addresses of a host, asked for in a thread that nobody waits for when this is cancelled.

    The resolver of the system can't be interrupted and takes its time without a network; a thread of the event loop's
    own pool would be waited for at the end.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str] | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(addresses or [])

    def ask() -> None:
        addresses, error = None, None
        try:
            addresses = resolve(host, port)
        except (OSError, UnicodeError) as problem:
            error = problem
        # The loop is closed when nobody waits any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, addresses, error)

    threading.Thread(target=ask, name="resolver", daemon=True).start()
    return await answer
