"""The answer of a server: what its status means, and its body within limits."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from index.errors import FetchError
from index.sources.exchange import LATER, Fetched, Request
from index.sources.inflating import Body, TooLargeError

_LONGEST_VALIDATOR = 1_000


async def read_answer(request: Request, url: httpx.URL, answer: httpx.Response, moved_to: str) -> Fetched:
    """What an answer brings; FetchError where its status, its size or its compression is not what was asked for."""
    status, headers = answer.status_code, answer.headers
    if status != 304:
        _check_status(request.address, status, headers)
    data = b"" if status == 304 else await _body(request, answer)
    if status != 304 and not data.strip():
        raise FetchError(request.address, "the answer is empty", LATER, kind="empty")
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
        raise FetchError(request.address, problem, LATER, kind="compression") from error


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
        raise FetchError(address, problem, LATER, kind="busy", retry_after=retry_after)
    if status >= 500:
        raise FetchError(
            address, f"the server says {status}: a fault of its own", LATER, kind="server", retry_after=retry_after
        )
    if status >= 400:
        raise FetchError(address, f"the server says {status}: it refuses", "check the address", kind="denied")
    raise FetchError(address, f"the server says {status}", LATER, kind="broken")


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
