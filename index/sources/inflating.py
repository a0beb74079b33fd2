"""Inflating: compressed answers, unpacked piece by piece and never beyond a limit.

Ten megabytes of gzip can hold ten gigabytes; what is unpacked is counted before it is there.
"""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
"""What Warraq asks for. Brotli is left out: its decoders unpack a piece whole, whatever comes of it."""


class TooLargeError(Exception):
    """More came than was allowed."""


class Body:
    """Collects the body of an answer; `feed` its raw pieces, `finish` gives the whole."""

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding`: gzip, deflate or nothing; LookupError for any other. `limit` in bytes, raw and unpacked."""
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in ("", "identity", "gzip", "deflate"):
            raise LookupError(encoding)
        self._limit = limit
        self._room = limit
        self._raw = 0
        self._pieces: list[bytes] = []
        self._inflater: zlib._Decompress | None = None

    def feed(self, piece: bytes) -> None:
        """Take in the next raw piece; TooLargeError past the limit, zlib.error where it is damaged."""
        self._raw += len(piece)
        # Members that hold nothing take no room however many they are.
        if self._raw > self._limit:
            raise TooLargeError
        if self._encoding in ("", "identity"):
            self._keep(piece)
        else:
            self._inflate(piece)

    def _inflate(self, piece: bytes) -> None:
        while piece:
            if self._inflater is None:
                self._inflater = self._begin(piece)
            elif self._inflater.eof:
                # Another member of a gzip file; anything else behind the end is padding.
                if self._encoding != "gzip" or piece[0] != 0x1F:
                    return
                self._inflater = self._begin(piece)
            self._keep(self._inflater.decompress(piece, self._room + 1))
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _begin(self, piece: bytes) -> zlib._Decompress:
        if self._encoding == "gzip":
            return zlib.decompressobj(wbits=31)
        # `deflate` means zlib (RFC 9110, 8.4.1.2); some servers send it without its header. A header's first byte
        # names the method 8 in its low half.
        return zlib.decompressobj(wbits=15 if piece[0] & 0x0F == 8 else -15)

    def _keep(self, piece: bytes) -> None:
        self._room -= len(piece)
        if self._room < 0:
            self._pieces.clear()
            raise TooLargeError
        self._pieces.append(piece)

    def finish(self) -> bytes:
        """The whole body; EOFError where the compressed stream was cut off."""
        if self._inflater is not None and not self._inflater.eof:
            raise EOFError
        return b"".join(self._pieces)
