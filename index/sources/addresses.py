"""Addresses of articles in one form, so that one page has one identity however a feed writes its link."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|ms|dc|y|tw)clid|igshid|mc_[ce]id|mkt_tok|_ga|_gl|cmpid|ocid|at_\w+|ns_(?:campaign|mchannel|source)"
    r"|amp|traffic_source|maca",
    re.IGNORECASE,
)
"""Parameters that say where the reader came from, never which page it is."""

_PORTS = {"http": 80, "https": 443}
_SAFE = "!$&'()*+,;=:@/~-._"


def normal_address(url: str) -> str:
    """`host/path?query` of a web address, empty for what is none.

    Left out is what does not tell pages apart: the scheme, `www.`, a usual port, the fragment, tracking parameters, a
    stroke at the end. Escapes are written one way (RFC 3986, 6.2.2), so that Arabic paths meet escaped ones.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").removeprefix("www.").rstrip(".")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in _PORTS or not host:
        return ""
    shown_port = f":{port}" if port not in (None, _PORTS[parts.scheme.lower()]) else ""
    path = _escaped(re.sub("//+", "/", parts.path)).rstrip("/")
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])]
    query = "?" + "&".join(_escaped(part) for part in kept) if kept else ""
    # A fragment that begins with ! is a page of its own in old script-driven sites.
    fragment = f"#{_escaped(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return f"{host}{shown_port}{path}{query}{fragment}"


def _escaped(text: str) -> str:
    """Escapes only where a character needs one; a decoded stroke, question or percent sign stays escaped."""
    pieces = re.split("(%(?:2[56Ff]|3[Ff]|23|26))", text)
    return "".join(
        piece.upper()
        if number % 2
        else quote(unquote(piece, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
        for number, piece in enumerate(pieces)
    )


def full_address(text: str) -> str:
    """An address as people type it, made whole: `bbc.com/arabic`, `feed://...`."""
    # `feed:https://...` is written too.
    address = text.strip().removeprefix("feed:")
    if address.startswith("//"):
        return f"http:{address}"
    return f"https://{address}" if address and "://" not in address else address


def host_of(address: str) -> str:
    """The host of an address without `www.`; the address itself where it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or address
