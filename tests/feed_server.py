"""A server on loopback that does whatever servers do: answers, dawdles, lies, breaks off.

A path is given an answer: a function that gets the request and the connection and writes raw bytes, so that broken HTTP
can be written too.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


Answer = Callable[[Asked, socket.socket], None]


def reply(
    body: bytes = b"", status: str = "200 OK", content_type: str = "application/rss+xml", **headers: str
) -> Answer:
    """An ordinary answer; header names have _ for -."""

    def answer(asked: Asked, connection: socket.socket) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {content_type}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        connection.sendall(body)

    return answer


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """These bytes and the end of the connection; `pause` seconds between the pieces."""

    def answer(asked: Asked, connection: socket.socket) -> None:
        for number, piece in enumerate(pieces):
            time.sleep(pause if number else 0)
            connection.sendall(piece)

    return answer


def redirect(target: str, status: str = "302 Found") -> Answer:
    return reply(b"", status, Location=target)


def in_turn(*answers: Answer) -> Answer:
    """One after another; the last one for good."""
    left = list(answers)

    def answer(asked: Asked, connection: socket.socket) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(asked, connection)

    return answer


def endless(total: int, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n") -> Answer:
    """So many bytes of nothing in particular."""

    def answer(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(head)
        piece = b"x" * 65_536
        for _ in range(total // len(piece)):
            connection.sendall(piece)

    return answer


class FeedServer:
    """Listens on a loopback address until it is closed; remembers what it was asked."""

    def __init__(self, address: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        self._answers: dict[str, Answer] = {}
        self._context = context
        self._socket = socket.create_server((address, 0), backlog=256)
        self._address = address
        self.asked: list[Asked] = []
        self.busiest = 0
        """Most connections at one time."""
        self._open = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def url(self, path: str = "/", host: str = "") -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://{host or self._address}:{self.port}{path}"

    def at(self, path: str, answer: Answer) -> str:
        """Answer so at this path from now on; its address."""
        self._answers[path] = answer
        return self.url(path)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    def close(self) -> None:
        # A thread that waits in accept() is not woken by closing alone.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self._open += 1
            self.busiest = max(self.busiest, self._open)
        # Whoever is spoken to may hang up in the middle, which is the point of many a test.
        with contextlib.suppress(OSError):
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            self._answer(connection)
        with self._lock:
            self._open -= 1
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()

    def _answer(self, connection: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = connection.recv(65_536)
            if not piece:
                return
            received += piece
            if not received.startswith(b"GET "[: len(received)]):
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        first, *lines = received.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        pairs = (line.partition(":") for line in lines)
        asked = Asked(first.split()[1], {name.lower(): value.strip() for name, _, value in pairs})
        self.asked.append(asked)
        self._answers.get(asked.path, reply(b"nothing here", "404 Not Found"))(asked, connection)


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@contextlib.contextmanager
def serving(address: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Iterator[FeedServer]:
    server = FeedServer(address, context)
    try:
        yield server
    finally:
        server.close()
