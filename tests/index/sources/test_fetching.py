"""Fetching from a server that does whatever servers do: each answer comes out as a user would want it."""

from __future__ import annotations

import gzip
import shutil
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from index.errors import FetchError
from index.sources.addresses import full_address
from index.sources.exchange import Fetched, Limits, Request
from index.sources.fetcher import Fetcher
from index.sources.fetching import Outcome, fetch_all
from index.sources.hosts import is_own_name, is_public
from tests.feed_server import FeedServer, endless, in_turn, raw, redirect, reply, self_signed, serving

QUICK = Limits(size=1_000_000, connect=2, read=1.0, total=3)
FEED = "<rss><channel><title>أخبار</title></channel></rss>".encode()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def fetch(address: str, **about: object) -> Fetched:
    async with Fetcher() as fetcher:
        return await fetcher.fetch(Request(address, **{"limits": QUICK, **about}))  # type: ignore[arg-type]


async def fails(address: str, **about: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetch(address, **about)
    assert str(caught.value).startswith(address.split("?")[0])
    assert "\n" not in str(caught.value)
    return caught.value


class Internet(httpx.AsyncBaseTransport):
    """The internet as a test needs it: hosts have public addresses, and the server on loopback answers for all."""

    def __init__(self, hosts: dict[str, str], server: FeedServer) -> None:
        self.hosts = hosts
        self._server = server
        self._transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self.connected: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        return [self.hosts[host]] if host in self.hosts else [host]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.connected.append(request.url.host)
        url = request.url.copy_with(host="127.0.0.1", port=self._server.port)
        return await self._transport.handle_async_request(
            httpx.Request("GET", url, headers=request.headers, extensions=request.extensions)
        )

    def fetcher(self, **about: int) -> Fetcher:
        return Fetcher(resolve=self.resolve, transport=self, **about)


# What comes as it should


async def test_a_feed_comes_with_what_the_server_says_of_it(server: FeedServer) -> None:
    address = server.at("/a", reply(FEED, ETag='"v1"', Last_Modified="Mon, 05 Jul 2021 10:00:00 GMT"))
    fetched = await fetch(address)
    assert fetched == Fetched(address, "", 200, FEED, "application/rss+xml", '"v1"', "Mon, 05 Jul 2021 10:00:00 GMT")
    (asked,) = server.asked
    assert asked.headers["user-agent"].startswith("Warraq/")
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert "if-none-match" not in asked.headers


async def test_what_is_known_is_asked_for_on_condition(server: FeedServer) -> None:
    address = server.at("/a", reply(b"", "304 Not Modified"))
    fetched = await fetch(address, etag='"v1"', modified="Mon, 05 Jul 2021 10:00:00 GMT")
    assert (fetched.is_unchanged, fetched.data) == (True, b"")
    (asked,) = server.asked
    assert asked.headers["if-none-match"] == '"v1"'
    assert asked.headers["if-modified-since"] == "Mon, 05 Jul 2021 10:00:00 GMT"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED)),
        ("gzip", gzip.compress(FEED[:10]) + gzip.compress(FEED[10:]) + b"\x00\x00"),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
    ],
)
async def test_compressed_answers_are_unpacked(server: FeedServer, encoding: str, packed: bytes) -> None:
    fetched = await fetch(server.at("/a", reply(packed, Content_Encoding=encoding)))
    assert fetched.data == FEED
    assert server.asked[0].headers["accept-encoding"] == "gzip, deflate"


async def test_arabic_paths_and_chunks_are_read(server: FeedServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (FEED[:7], FEED[7:])) + b"0\r\n\r\n"
    server.at("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", raw(head + chunks))
    assert (await fetch(server.url("/أخبار"))).data == FEED


async def test_a_password_goes_to_its_host_alone(server: FeedServer) -> None:
    with serving("127.0.0.2") as other:
        other.at("/b", reply(FEED))
        server.at("/a", redirect(other.url("/b")))
        address = server.url("/a").replace("://", "://user:secret@")
        assert (await fetch(address)).data == FEED
        assert server.asked[0].headers["authorization"] == "Basic dXNlcjpzZWNyZXQ="
        assert "authorization" not in other.asked[0].headers


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("bbc.com/arabic", "https://bbc.com/arabic"),
        (" https://a.example/x ", "https://a.example/x"),
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("", ""),
    ],
)
def test_addresses_are_made_whole(typed: str, address: str) -> None:
    assert full_address(typed) == address


# Redirects


async def test_a_permanent_redirect_is_reported(server: FeedServer) -> None:
    end = server.at("/end", reply(FEED))
    server.at("/mid", redirect("/end", "308 Permanent Redirect"))
    fetched = await fetch(server.at("/a", redirect("/mid", "301 Moved Permanently")))
    assert (fetched.address, fetched.moved_to, fetched.data) == (end, end, FEED)


async def test_a_permanent_redirect_behind_a_temporary_one_is_not(server: FeedServer) -> None:
    end = server.at("/end", reply(FEED))
    server.at("/mid", redirect("/end", "301 Moved Permanently"))
    fetched = await fetch(server.at("/a", redirect("/mid", "302 Found")))
    assert (fetched.address, fetched.moved_to) == (end, "")
    server.at("/first", redirect("/a", "301 Moved Permanently"))
    assert (await fetch(server.url("/first"))).moved_to == server.url("/a")


async def test_loops_and_long_chains_are_noticed(server: FeedServer) -> None:
    server.at("/b", redirect("/a"))
    error = await fails(server.at("/a", redirect("/b")))
    assert (error.kind, server.times("/a")) == ("redirect", 1)
    for number in range(9):
        server.at(f"/{number}", redirect(f"/{number + 1}"))
    assert (await fails(server.url("/0"))).kind == "redirect"
    assert server.times("/5") == 1
    assert server.times("/6") == 0


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "", "http://"])
async def test_a_redirect_to_what_is_no_web_address_is_refused(server: FeedServer, target: str) -> None:
    assert (await fails(server.at("/a", redirect(target)))).kind == "redirect"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/x", "warraq", "http://", "http://[::1", ""])
async def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert (await fails(address)).kind == "address"


# The user's own network


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://192.168.1.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/",
     "http://localhost/", "http://rebound.example/", "http://0.0.0.0/", "http://2130706433/", "http://100.64.1.1/"],
)  # fmt: skip
async def test_a_public_feed_leads_into_no_private_network(server: FeedServer, target: str) -> None:
    hosts = {
        "news.example": "93.184.216.34",
        "localhost": "127.0.0.1",
        "rebound.example": "10.1.2.3",
        "2130706433": "127.0.0.1",
    }
    internet = Internet(hosts, server)
    server.at("/a", redirect(target))
    server.at("/", reply(FEED))
    async with internet.fetcher() as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request("http://news.example/a"))
        assert caught.value.kind == "private"
        assert internet.connected == ["93.184.216.34"]
        server.at("/a", redirect("http://other.example/"))
        hosts["other.example"] = "93.184.216.35"
        assert (await fetcher.fetch(Request("http://news.example/a"))).data == FEED


async def test_a_public_name_with_a_private_address_is_refused(server: FeedServer) -> None:
    internet = Internet({"news.example": "127.0.0.1"}, server)
    async with internet.fetcher() as fetcher:
        with pytest.raises(FetchError, match=r"private network.*by its IP address"):
            await fetcher.fetch(Request("http://news.example/a"))
    assert internet.connected == []


async def test_an_address_of_the_users_own_network_is_read_and_may_redirect_there(server: FeedServer) -> None:
    server.at("/end", reply(FEED))
    assert (await fetch(server.at("/a", redirect("/end")))).data == FEED
    error = await fails(server.url("/a"), may_be_private=False)
    assert (error.kind, server.times("/a")) == ("private", 1)


async def test_from_an_own_network_through_the_internet_no_way_leads_back(server: FeedServer) -> None:
    internet = Internet({"feeds.lan": "10.0.0.1", "news.example": "93.184.216.34"}, server)
    server.at("/a", redirect("http://news.example/b"))
    server.at("/b", redirect("http://feeds.lan/c"))
    async with internet.fetcher() as fetcher:
        with pytest.raises(FetchError, match="private network"):
            await fetcher.fetch(Request("http://feeds.lan/a"))
    assert internet.connected == ["10.0.0.1", "93.184.216.34"]


async def test_a_proxy_of_the_environment_is_used_for_the_internet_alone(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("127.0.0.2") as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        server.at("/own", reply(FEED))
        proxy.at("http://news.example/a", reply(FEED))
        proxy.at("http://news.example/b", redirect(server.url("/own")))
        assert (await fetch(server.url("/own"))).data == FEED
        assert proxy.asked == []
        assert (await fetch("http://news.example/a")).data == FEED
        assert [asked.path for asked in proxy.asked] == ["http://news.example/a"]
        assert (await fails("http://news.example/b")).kind == "private"
    assert server.times("/own") == 1


async def test_the_second_address_of_a_host_is_tried(server: FeedServer) -> None:
    server.at("/a", reply(FEED))
    async with Fetcher(resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"]) as fetcher:
        fetched = await fetcher.fetch(Request(server.url("/a", host="feeds.lan")))
    assert fetched.data == FEED
    assert server.asked[0].headers["host"] == f"feeds.lan:{server.port}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("198.18.3.4", True),
        ("10.0.0.1", False),
        ("172.31.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:192.168.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("nonsense", False),
    ],
)
def test_public_addresses_are_told_from_private_ones(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_names_of_an_own_network_are_told_from_public_ones() -> None:
    own = ("localhost", "nas", "feeds.lan", "Feeds.LOCAL.", "192.168.0.7", "[::1]", "x.home.arpa")
    assert all(is_own_name(host) for host in own)
    assert not any(is_own_name(host) for host in ("a.example", "1.1.1.1", "notlan", "xlan.com") if "." in host)


# Faults


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("401 Unauthorized", "denied"),
        ("403 Forbidden", "denied"),
        ("404 Not Found", "missing"),
        ("410 Gone", "gone"),
        ("429 Too Many Requests", "busy"),
        ("500 Internal Server Error", "server"),
        ("503 Service Unavailable", "busy"),
        ("418 I'm a teapot", "denied"),
        ("204 No Content", "broken"),
    ],
)
async def test_each_status_has_its_kind(server: FeedServer, status: str, kind: str) -> None:
    error = await fails(server.at("/a", reply(FEED, status)))
    assert (error.kind, error.retry_after) == (kind, None)
    assert status[:3] in str(error)


async def test_retry_after_is_read_in_both_forms(server: FeedServer) -> None:
    address = server.at("/a", reply(b"", "429 Too Many Requests", Retry_After="120"))
    assert (await fails(address)).retry_after == 120
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server.at("/a", reply(b"", "503 Service Unavailable", Retry_After=moment))
    assert (await fails(address)).retry_after == pytest.approx(3600, abs=5)
    server.at("/a", reply(b"", "429 Too Many Requests", Retry_After="soon"))
    assert (await fails(address)).retry_after is None


async def test_an_empty_answer_is_told(server: FeedServer) -> None:
    assert (await fails(server.at("/a", reply(b" \r\n")))).kind == "empty"


async def test_a_silent_and_a_dripping_server_are_given_up(server: FeedServer) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    begin = time.monotonic()
    assert (await fails(server.at("/silent", raw(head, b"x", pause=2)))).kind == "timeout"
    assert (await fails(server.at("/drip", raw(head, *[b"x"] * 50, pause=0.1)))).kind == "timeout"
    assert time.monotonic() - begin < 7


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<rss>",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x00\x01\x02",
        b"",
    ],
)
async def test_a_broken_answer_is_told(server: FeedServer, answer: bytes) -> None:
    assert (await fails(server.at("/a", raw(answer)))).kind == "broken"


async def test_a_body_longer_than_announced_is_cut_where_it_was_announced(server: FeedServer) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(FEED)}\r\n\r\n".encode()
    assert (await fetch(server.at("/a", raw(head + FEED + b"trailing nonsense")))).data == FEED


async def test_damaged_compression_is_told(server: FeedServer) -> None:
    packed = gzip.compress(FEED)
    for body in (b"plain", packed[:-12], packed[:5]):
        assert (await fails(server.at("/a", reply(body, Content_Encoding="gzip")))).kind == "compression"
    assert (await fails(server.at("/a", reply(b"x", Content_Encoding="br")))).kind == "compression"


async def test_nobody_there_is_told_as_such() -> None:
    with serving() as gone:
        address = gone.url("/a")
    assert (await fails(address)).kind == "offline"
    async with Fetcher(resolve=lambda host, port: []) as fetcher:
        with pytest.raises(FetchError, match=r"no host nowhere\.example"):
            await fetcher.fetch(Request("https://nowhere.example/"))


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
async def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with serving(context=self_signed(tmp_path)) as server:
        error = await fails(server.at("/a", reply(FEED)))
        assert (error.kind, server.asked) == ("tls", [])
        assert "self-signed certificate" in str(error)
        assert "clock" in error.remedy


async def test_plain_http_where_tls_was_asked_for_is_refused(server: FeedServer) -> None:
    error = await fails(server.url("/a").replace("http:", "https:"))
    assert error.kind == "tls"


# Size


async def peak(address: str, limits: Limits) -> tuple[FetchError, int]:
    """The error, and the most memory that was held on the way to it."""
    tracemalloc.start()
    try:
        error = await fails(address, limits=limits)
        return error, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_two_hundred_megabytes_are_refused_within_the_limit(server: FeedServer) -> None:
    limits = Limits(size=2_000_000, total=20)
    error, most = await peak(server.at("/a", endless(200_000_000)), limits)
    assert (error.kind, most < 8_000_000) == ("too_large", True)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n"
    error, most = await peak(server.at("/b", endless(200_000_000, head)), limits)
    assert (error.kind, most < 1_000_000) == ("too_large", True)


def bomb(size: int) -> bytes:
    """Gzip that unpacks to so many zeros."""
    packer = zlib.compressobj(9, wbits=31)
    piece = bytes(1_000_000)
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


async def test_a_gzip_bomb_unpacks_no_further_than_the_limit(server: FeedServer) -> None:
    packed = bomb(100_000_000) * 100
    limits = Limits(size=2_000_000, total=20)
    error, most = await peak(server.at("/a", reply(packed, Content_Encoding="gzip")), limits)
    assert (error.kind, most < 8_000_000) == ("too_large", True)
    # As many members without content as one likes take no room, and are counted all the same.
    nothing = gzip.compress(b"") * 110_000
    assert (await fails(server.at("/b", reply(nothing, Content_Encoding="gzip")))).kind == "too_large"


# Many at once


async def identity(request: Request, fetched: Fetched) -> bytes:
    return fetched.data


def test_many_are_fetched_at_once_and_few_from_one_host(server: FeedServer) -> None:
    waiting = raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(FEED)}\r\n\r\n".encode(), FEED, pause=0.03)
    requests = [Request(server.at(f"/{number}", waiting)) for number in range(12)]
    assert [one.value for one in fetch_all(requests, identity)] == [FEED] * 12
    assert server.busiest == 2
    internet = Internet({f"h{number}.example": "93.184.216.34" for number in range(12)}, server)
    requests = [Request(f"http://h{number}.example/{number}") for number in range(12)]
    outcomes = list(fetch_all(requests, identity, at_once=6, make_fetcher=internet.fetcher))
    assert [one.error for one in outcomes] == [None] * 12
    assert 3 <= server.busiest <= 6


def test_a_fault_of_one_leaves_the_others_alone(server: FeedServer) -> None:
    async def strict(request: Request, fetched: Fetched) -> bytes:
        if fetched.address.endswith("bad"):
            raise ValueError("no feed")
        return fetched.data

    paths = {"/a": reply(FEED), "/bad": reply(FEED), "/none": reply(b"", "404 Not Found"), "/b": reply(FEED)}
    requests = [Request(server.at(path, answer)) for path, answer in paths.items()]
    outcomes: dict[str, Outcome[bytes]] = {one.request.address: one for one in fetch_all(requests, strict)}
    assert [type(outcomes[one.address].error).__name__ for one in requests] == [
        "NoneType", "ValueError", "FetchError", "NoneType",
    ]  # fmt: skip
    assert list(fetch_all([], strict)) == []


def test_breaking_off_drops_what_is_still_running(server: FeedServer) -> None:
    slow = raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", b"x", pause=5)
    limits = replace(QUICK, read=30.0, total=30.0)
    requests = [Request(server.at(f"/{number}", slow), limits=limits) for number in range(4)]
    begin = time.monotonic()
    assert list(fetch_all(requests, identity, is_cancelled=lambda: time.monotonic() > begin + 0.3)) == []
    quick = Request(server.at("/quick", reply(FEED)))
    outcomes = fetch_all([quick, *requests], identity)
    assert next(outcomes).value == FEED
    outcomes.close()
    assert time.monotonic() - begin < 3
    assert not [thread for thread in threading.enumerate() if thread.name == "fetching"]


def test_a_hanging_resolver_keeps_nobody(server: FeedServer) -> None:
    def hanging(host: str, port: int) -> list[str]:
        time.sleep(4)
        return []

    begin = time.monotonic()
    fetcher = lambda **about: Fetcher(resolve=hanging, **about)  # noqa: E731  # a factory of one line
    request = Request("http://a.example/", limits=replace(QUICK, connect=0.3))
    (outcome,) = fetch_all([request], identity, make_fetcher=fetcher)
    assert isinstance(outcome.error, FetchError)
    assert outcome.error.kind == "offline"
    assert time.monotonic() - begin < 2


def test_an_answer_of_500_then_200_is_read_the_second_time(server: FeedServer) -> None:
    request = Request(server.at("/a", in_turn(reply(b"", "500 Oops"), reply(FEED))))
    assert [next(iter(fetch_all([request], identity))).value for _ in range(2)] == [None, FEED]
