"""Telegram: what its desktop program exports of channels (result.json)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.sources.cleaning import clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.item import Failed, Incoming
from index.sources.json_values import JsonValues
from index.sources.streams import Skip, Text

_LONGEST_TITLE = 120
_SENTENCE_END = re.compile(r"(?<=[.!?؟…])\s")
_EXPORT = re.compile(
    r'"type"\s*:\s*"(?:public|private)_(?:channel|group|supergroup)"|"type"\s*:\s*"(?:personal|bot)_chat"'
)


def looks_like_telegram(head: str) -> bool:
    """Whether JSON begins as an export of one chat or of all of them does."""
    is_whole = '"personal_information"' in head or '"chats"' in head
    return ('"messages"' in head and _EXPORT.search(head) is not None) or (is_whole and '"about"' in head)


def read_telegram(
    stream: BinaryIO, source: str, skip: Skip, *, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The messages with text, of one chat or of all; news of the chat itself (who joined, what was pinned) are none."""
    text = Text(stream, source, keeps_originals=keeps_originals)
    values = JsonValues(text.pieces(), source)
    is_empty = True
    for incoming in _chats(values, source):
        is_empty = False
        if not skip.passes():
            yield replace(incoming, original=text.original(values.written)) if keeps_originals else incoming
    if is_empty:
        raise SourceError(
            source, "no messages with text in this export", "export the channel as JSON, with its messages"
        )


def _chats(values: JsonValues, source: str) -> Iterator[Incoming]:
    """The messages of the object at the cursor, one chat's or, further in, those of the list of chats."""
    chat: dict[str, object] = {}
    for name in values.members():
        opening = values.peek()
        if name == "messages" and opening == "[":
            for number, _ in enumerate(values.elements(), 1):
                message = values.value()
                if isinstance(message, dict) and (incoming := _incoming(message, chat, source, number)):
                    yield incoming
        elif name in ("chats", "left_chats") and opening == "{":
            yield from _chats(values, source)
        elif name == "list" and opening == "[":
            for _ in values.elements():
                yield from _chats(values, source)
        else:
            chat[name] = values.value()


def _incoming(message: Mapping[str, object], chat: Mapping[str, object], source: str, number: int) -> Incoming | None:
    body = clean_body(_text(message))
    if message.get("type", "message") != "message" or not body:
        return None
    title, rest = _title_and_rest(body)
    name = clean_title(_string(chat.get("name")) or _string(message.get("from")))
    author = clean_title(_string(message.get("author")) or _string(message.get("forwarded_from")))
    chat_id, message_id = _string(chat.get("id")), _string(message.get("id"))
    article = Article(id="", title=title, body=rest, source=name, date=_date(message), author=author)
    identities = (f"telegram:{chat_id or name}/{message_id}",) if message_id and (chat_id or name) else ()
    return Incoming(article, f"{source}#{message_id or number}", identities=identities)


def _text(message: Mapping[str, object]) -> str:
    """The text of a message: plain, or in pieces of which some are bold, links, hashtags."""
    text = message.get("text") or message.get("text_entities")
    if isinstance(text, list):
        return "".join(_string(piece.get("text")) if isinstance(piece, dict) else _string(piece) for piece in text)
    return _string(text)


def _title_and_rest(body: str) -> tuple[str, str]:
    """The first line as title where it is short, else its first sentence, else none."""
    first, _, rest = body.partition("\n")
    if len(first) <= _LONGEST_TITLE:
        return (first, rest) if rest else ("", first)
    sentence = _SENTENCE_END.split(first, maxsplit=1)
    if len(sentence) == 2 and len(sentence[0]) <= _LONGEST_TITLE:
        return sentence[0], f"{sentence[1]}\n{rest}".strip()
    return "", body


def _date(message: Mapping[str, object]) -> str | None:
    # The other date is in the time zone of whoever exported, which it does not name.
    seconds = _string(message.get("date_unixtime"))
    if seconds.isdecimal() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return iso_date(_string(message.get("date")))


def _string(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if isinstance(value, str) else str(value) if is_number else ""
