"""Redirects: followed by hand, for each leads to an address that is judged anew."""

from __future__ import annotations

import httpx

from index.errors import FetchError
from index.sources.exchange import Request
from index.sources.hosts import is_own_name

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_LOOK_UP = "look up its new address in a browser"


class Way:
    """From the address that is asked for to the one that answers."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.url = checked_url(request.address)
        """Where it has led by now."""
        self.may_be_private = request.may_be_private and is_own_name(self.url.host)
        """Whether the address there may lie in the user's own network."""
        self.moved_to = ""
        """Where the address has moved for good; empty where it has not."""
        self._is_permanent = True
        self._seen = {str(self.url)}

    def goes_on(self, answer: httpx.Response) -> bool:
        """Whether an answer names another address, where the way leads from now on; FetchError where it can't."""
        if answer.status_code not in _REDIRECTS:
            return False
        target = _target(self._request, self.url, answer)
        if str(target) in self._seen or len(self._seen) > self._request.limits.redirects:
            problem = "it is redirected in a loop" if str(target) in self._seen else "it is redirected too often"
            raise FetchError(self._request.address, problem, _LOOK_UP, kind="redirect")
        self._seen.add(str(target))
        # To lose the encryption for good is not what a moved site wants.
        self._is_permanent &= answer.status_code in _PERMANENT
        self._is_permanent &= not (self.url.scheme == "https" and target.scheme == "http")
        # Once the way leads through the internet, it leads back into no private network.
        self.may_be_private &= is_own_name(self.url.host)
        self.url = target
        self.moved_to = str(target) if self._is_permanent else self.moved_to
        return True


def checked_url(address: str) -> httpx.URL:
    """An address that can be asked for."""
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
        raise FetchError(request.address, problem, _LOOK_UP, kind="redirect")
    return target.copy_with(fragment=None)
