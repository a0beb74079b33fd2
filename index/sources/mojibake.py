"""UTF-8 that somebody read in a one-byte encoding and saved again, turned back where nothing is lost by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sources.letters import surprise


def _one_to_one(encoding: str) -> dict[int, int]:
    """Characters of a code page to their bytes; a byte it leaves open stands for the control of that number."""
    return {ord(bytes([byte]).decode(encoding, "ignore") or chr(byte)): byte for byte in range(128, 256)}


_WINDOWS_ARABIC = _one_to_one("cp1256")
# Latin-1 differs from Windows' page in the controls only, and both occur in one text.
_LATIN = {byte: byte for byte in range(128, 256)} | _one_to_one("cp1252")


def _sequences(table: dict[int, int]) -> re.Pattern[str]:
    """Four characters in a row as UTF-8 has them, each byte a character of its own: no sound text holds that."""

    def those(first: int, last: int) -> str:
        return re.escape("".join(chr(character) for character, byte in table.items() if first <= byte <= last))

    two, three, follows = those(0xC2, 0xDF), those(0xE0, 0xEF), those(0x80, 0xBF)
    return re.compile(f"(?:[{two}][{follows}]|[{three}][{follows}]{{2}}){{4}}")


_READ_AS = ((_sequences(_WINDOWS_ARABIC), _WINDOWS_ARABIC), (_sequences(_LATIN), _LATIN))

_ROUNDS = 3
"""How often a text is turned back: twice spoilt text exists."""

_CLEARLY = 1.0
"""Bits a character by which the reversal must read more like Arabic."""

_JUDGED = 20_000
"""Characters of a text that tell which of two forms is the better."""


def undo_mojibake(text: str) -> str | None:
    """The text as it was meant; None where it is sound, or where turning it back would lose a character.

    As a whole where every character can go back, else line by line: a headline may be sound above a spoilt body.
    """
    # Every code page has the section sign where UTF-8 has the second byte of alef, and no text is without an alef.
    if "\xa7" not in text or not any(spoilt.search(text) for spoilt, _ in _READ_AS):
        return None
    meant = _meant(text)
    if meant == text:
        meant = "\n".join(map(_meant, text.split("\n")))
    return meant if meant != text else None


def _meant(text: str) -> str:
    meant = text
    for _ in range(_ROUNDS):
        turned = next((turned for turned in _turned_back(meant) if turned is not None), None)
        if turned is None:
            break
        meant = turned
    return meant if meant != text and surprise(meant[:_JUDGED]) + _CLEARLY < surprise(text[:_JUDGED]) else text


def _turned_back(text: str) -> Iterator[str | None]:
    for spoilt, table in _READ_AS:
        if spoilt.search(text):
            try:
                yield bytes(table[ord(c)] if c > "\x7f" else ord(c) for c in text).decode("utf-8")
            except (KeyError, UnicodeDecodeError):
                yield None
